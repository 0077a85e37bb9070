import { type Fragment, sql, text, texts, whole } from './fragment.ts';

/** Where the SQL of the two stores differs. */
export interface Dialect {
  textHas(value: Fragment, part: string): Fragment;
  listHasOneOf(list: Fragment, values: readonly string[]): Fragment;
  /** Some value of the list has this text in it. */
  listHasPart(list: Fragment, part: string): Fragment;
  /** 32 lower-case hexadecimal digits of a text's UTF-8. */
  md5(value: Fragment): Fragment;
  /** The numbers of the first rows of `c` joined with what is measured. `from` starts with FROM. */
  firstNumbers(from: Fragment, order: Fragment, count: number): Fragment;
}

export const DUCKDB: Dialect = {
  textHas: (value, part) => sql`contains(${value}, ${text(part)})`,
  listHasOneOf: (list, values) => sql`list_has_any(${list}, [${texts(values)}])`,
  listHasPart: (list, part) => sql`len(list_filter(${list}, lambda each: contains(each, ${text(part)}))) > 0`,
  md5: (value) => sql`md5(${value})`,
  firstNumbers: (from, order, count) => sql`SELECT c.number ${from} ORDER BY ${order} LIMIT ${whole(count)}`,
};

/** Engine version 3. Its parameters are documented for WHERE alone, so there is no LIMIT. */
export const ATHENA: Dialect = {
  textHas: (value, part) => sql`strpos(${value}, ${text(part)}) > 0`,
  listHasOneOf: (list, values) => sql`arrays_overlap(${list}, ARRAY[${texts(values)}])`,
  listHasPart: (list, part) => sql`any_match(${list}, each -> strpos(each, ${text(part)}) > 0)`,
  md5: (value) => sql`lower(to_hex(md5(to_utf8(${value}))))`,
  firstNumbers: (from, order, count) =>
    sql`SELECT number FROM (SELECT c.number AS number, row_number() OVER (ORDER BY ${order}) AS place ${from}) WHERE place <= ${whole(count)}`,
};
