import { type Fragment, sql, text, texts, whole } from './fragment.ts';
import type { TopCount } from '../query/query.ts';
import { PERCENT_UNITS, percentUnits } from '../query/share.ts';

/** Where the SQL of the two stores differs. */
export interface Dialect {
  textHas(value: Fragment, part: string): Fragment;
  listHasOneOf(list: Fragment, values: readonly string[]): Fragment;
  /** Some value of the list has this text in it. */
  listHasPart(list: Fragment, part: string): Fragment;
  /** Text of a list of text. */
  asJson(list: Fragment): Fragment;
  /** 32 lower-case hexadecimal digits of a text's UTF-8. */
  md5(value: Fragment): Fragment;
  /** Month * 100 + day, in UTC, of a column of epoch ms. */
  dayOfYear(time: Fragment): Fragment;
  /** Epoch ms so many months after a column of them, by the calendar of UTC; of a shorter month its last day. */
  monthsLater(time: Fragment, months: number): Fragment;
  /**
   * `firsts` (customer, moment, deadline) as customer, deadline and `next`: the moment of the next of `others` (customer, moment) that is
   * later, NULL where there is none. Of the same product: both have it, too.
   */
  withNext(firsts: Fragment, others: Fragment, isOfProduct: boolean): Fragment;
  /** The numbers of the first customers of `measured` (customer, measure), equal ones by their ids. */
  firstNumbers(measured: Fragment, order: 'most' | 'least', top: TopCount): Fragment;
}

export const DUCKDB: Dialect = {
  textHas: (value, part) => sql`contains(${value}, ${text(part)})`,
  listHasOneOf: (list, values) => sql`list_has_any(${list}, [${texts(values)}])`,
  listHasPart: (list, part) => sql`len(list_filter(${list}, lambda each: contains(each, ${text(part)}))) > 0`,
  asJson: (list) => sql`to_json(${list})::VARCHAR`,
  md5: (value) => sql`md5(${value})`,
  dayOfYear: (time) => sql`(month(epoch_ms(${time})) * 100 + day(epoch_ms(${time})))`,
  monthsLater: (time, months) =>
    sql`epoch_ms(epoch_ms(${time}) + to_months(CAST(${whole(months)} AS INTEGER)))`,
  // Who bought shoes, and anything within 30 days of that, of 10,000,000 purchases: 1.9 s. A join on both moments, which holds every row
  // against every other one of its customer, took 20.
  withNext: (firsts, others, isOfProduct) => {
    const product = isOfProduct ? sql` AND s.product = f.product` : sql``;
    return sql`SELECT f.customer, f.deadline, s.moment AS next FROM (${firsts}) f ASOF LEFT JOIN (${others}) s ON s.customer = f.customer${product} AND f.moment < s.moment`;
  },
  // Of the first N + 1 the last is the edge, and who is beyond it is in. Ids decide among those on the edge, and are read only where
  // fewer than N are beyond it: of the 60 ms of processor time after the sums, reading 1,000,000 ids took 28.
  firstNumbers: (measured, order, top) => {
    const count =
      typeof top === 'number'
        ? whole(top)
        : sql`(SELECT (count(*) * ${whole(percentUnits(top))} + ${whole(PERCENT_UNITS - 1)}) // ${whole(PERCENT_UNITS)} FROM measured)`;
    const [direction, last, isBeyond] =
      order === 'most' ? [sql` DESC`, sql`min`, sql`>`] : [sql``, sql`max`, sql`<`];
    const first = sql`SELECT measure FROM measured ORDER BY measure${direction} LIMIT ${count} + 1`;
    const edge = sql`SELECT ${last}(measure) AS measure FROM (${first})`;
    const beyond = sql`SELECT customer FROM measured WHERE measure ${isBeyond} (SELECT measure FROM edge)`;
    const onEdge = sql`SELECT customer FROM measured WHERE measure = (SELECT measure FROM edge) AND (SELECT count(*) FROM beyond) < ${count}`;
    const ranked = sql`SELECT customer AS number, NULL AS id FROM beyond UNION ALL SELECT number, customer_id FROM customers WHERE number IN (${onEdge})`;
    return sql`WITH measured AS MATERIALIZED (${measured}), edge AS MATERIALIZED (${edge}), beyond AS MATERIALIZED (${beyond}) SELECT number FROM (${ranked}) ORDER BY id NULLS FIRST LIMIT ${count}`;
  },
};

/** Engine version 3. Its parameters are documented for WHERE alone, so there is no LIMIT. */
export const ATHENA: Dialect = {
  textHas: (value, part) => sql`strpos(${value}, ${text(part)}) > 0`,
  listHasOneOf: (list, values) => sql`arrays_overlap(${list}, ARRAY[${texts(values)}])`,
  listHasPart: (list, part) => sql`any_match(${list}, each -> strpos(each, ${text(part)}) > 0)`,
  // Its sessions are in UTC.
  dayOfYear: (time) => sql`(month(from_unixtime(${time} / 1e3)) * 100 + day(from_unixtime(${time} / 1e3)))`,
  monthsLater: (time, months) =>
    sql`CAST(round(to_unixtime(date_add(${text('month')}, ${whole(months)}, from_unixtime(${time} / 1e3))) * 1e3) AS BIGINT)`,
  asJson: (list) => sql`json_format(CAST(${list} AS JSON))`,
  md5: (value) => sql`lower(to_hex(md5(to_utf8(${value}))))`,
  withNext: (firsts, others, isOfProduct) => {
    const key = isOfProduct ? sql`customer, product` : sql`customer`;
    const rows = sql`SELECT ${key}, moment, deadline, CAST(NULL AS BIGINT) AS other FROM (${firsts}) UNION ALL SELECT ${key}, moment, CAST(NULL AS BIGINT), moment FROM (${others})`;
    const next = sql`min(other) OVER (PARTITION BY ${key} ORDER BY moment RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`;
    return sql`SELECT * FROM (SELECT customer, deadline, ${next} AS next FROM (${rows})) WHERE deadline IS NOT NULL`;
  },
  firstNumbers: (measured, order, top) => {
    const direction = order === 'most' ? sql` DESC` : sql``;
    const ofAll = typeof top === 'number' ? sql`` : sql`, count(*) OVER () AS measured`;
    const placed = sql`SELECT c.number AS number, row_number() OVER (ORDER BY m.measure${direction}, c.customer_id) AS place${ofAll} FROM customers c JOIN (${measured}) m ON m.customer = c.number`;
    const isAmong =
      typeof top === 'number'
        ? sql`place <= ${whole(top)}`
        : sql`(place - 1) * ${whole(PERCENT_UNITS)} < measured * ${whole(percentUnits(top))}`;
    return sql`SELECT number FROM (${placed}) WHERE ${isAmong}`;
  },
};
