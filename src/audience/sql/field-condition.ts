import { isTextField, TIME_FIELD } from '../field.ts';
import { comparable } from '../comparable.ts';
import type { Scalar } from '../customer.ts';
import { parseTimeSpan, type TimeSpan } from '../iso-time.ts';
import { resolvePeriod } from '../query/period.ts';
import type { FieldQuery, OtherField } from '../query/query.ts';
import { type YearlyDays, yearlyDays } from '../query/yearly.ts';
import {
  allOf,
  anyOf,
  customerColumn,
  FALSE,
  type Fragment,
  real,
  sql,
  text,
  texts,
  TRUE,
  whole,
} from './fragment.ts';
import { inInterval, type Scope } from './scope.ts';

/** Where a field's values are; none of them where no customer has one. */
export interface FieldColumns {
  readonly text?: Fragment;
  readonly number?: Fragment;
  readonly time?: Fragment;
  readonly list?: Fragment;
}

export function fieldColumns(field: string, { schema }: Scope): FieldColumns {
  if (field === TIME_FIELD) return { time: customerColumn(TIME_FIELD) };
  if (isTextField(field)) {
    return { text: customerColumn(field === 'customer_id' ? 'customer_id_text' : field) };
  }
  const { text: t, number, time, list } = schema.attributes.get(field) ?? {};
  return {
    ...(t !== undefined && { text: customerColumn(t) }),
    ...(number !== undefined && { number: customerColumn(number) }),
    ...(time !== undefined && { time: customerColumn(time) }),
    ...(list !== undefined && { list: customerColumn(list) }),
  };
}

/** Who is in it, or who is not. In both a missing value leaves no NULL that would count. */
export function fieldCondition(query: FieldQuery, wanted: boolean, scope: Scope): Fragment {
  const columns = fieldColumns(query.field, scope);
  if ('isNot' in query) return oneOf(columns, [wantedText(query.isNot)], !wanted, scope);
  if ('is' in query) return oneOf(columns, [wantedText(query.is)], wanted, scope);
  if ('in' in query) return oneOf(columns, query.in.map(wantedText), wanted, scope);
  if ('contains' in query) return containing(columns, comparable(query.contains), wanted, scope);
  if ('exists' in query) return existing(columns, query.exists === wanted);
  const test = columnTest(query, columns, scope);
  return wanted ? test : complement(test);
}

function wantedText(value: Scalar): string {
  return comparable(String(value));
}

function complement(test: Fragment): Fragment {
  return test === FALSE ? TRUE : sql`NOT coalesce(${test}, FALSE)`;
}

function oneOf(
  { text: column, list }: FieldColumns,
  values: readonly string[],
  wanted: boolean,
  { dialect }: Scope,
) {
  const tests: Fragment[] = [];
  if (column !== undefined) {
    const [value] = values;
    if (values.length !== 1 || value === undefined) {
      const test = sql`${column} IN (${texts(values)})`;
      tests.push(wanted ? test : complement(test));
    } else {
      tests.push(wanted ? sql`${column} = ${text(value)}` : sql`${column} IS DISTINCT FROM ${text(value)}`);
    }
  }
  if (list !== undefined) {
    const test = dialect.listHasOneOf(list, values);
    tests.push(wanted ? test : complement(test));
  }
  return wanted ? anyOf(tests) : allOf(tests);
}

function containing({ text: column, list }: FieldColumns, part: string, wanted: boolean, { dialect }: Scope) {
  const tests = [
    ...(column === undefined ? [] : [dialect.textHas(column, part)]),
    ...(list === undefined ? [] : [dialect.listHasPart(list, part)]),
  ];
  return wanted ? anyOf(tests) : allOf(tests.map(complement));
}

function existing({ text: column, time, list }: FieldColumns, wanted: boolean): Fragment {
  const known = [column ?? time, list].filter((each) => each !== undefined);
  return wanted
    ? anyOf(known.map((each) => sql`${each} IS NOT NULL`))
    : allOf(known.map((each) => sql`${each} IS NULL`));
}

type ColumnTest = Exclude<
  FieldQuery,
  { is: unknown } | { isNot: unknown } | { in: unknown } | { contains: unknown } | { exists: unknown }
>;

function columnTest(query: ColumnTest, { number, time }: FieldColumns, scope: Scope): Fragment {
  if ('during' in query)
    return time === undefined ? FALSE : allOf(inInterval(time, resolvePeriod(query.during, scope.asOf)));
  if ('everyYear' in query)
    return time === undefined
      ? FALSE
      : onDays(scope.dialect.dayOfYear(time), yearlyDays(query.everyYear, scope.asOf));
  if ('before' in query) {
    const { before } = query;
    return typeof before === 'string'
      ? compared(time, sql`<`, whole(span(before).startAt))
      : compared(time, sql`<`, fieldColumns(before.field, scope).time);
  }
  if ('after' in query) {
    const { after } = query;
    return typeof after === 'string'
      ? compared(time, sql`>=`, whole(span(after).endAt))
      : compared(time, sql`>`, fieldColumns(after.field, scope).time);
  }
  const bound = (value: number | OtherField) =>
    typeof value === 'number' ? real(value) : fieldColumns(value.field, scope).number;
  if ('moreThan' in query) return compared(number, sql`>`, bound(query.moreThan));
  if ('atLeast' in query) return compared(number, sql`>=`, bound(query.atLeast));
  if ('lessThan' in query) return compared(number, sql`<`, bound(query.lessThan));
  return compared(number, sql`<=`, bound(query.atMost));
}

/** Nobody, where no customer has one of them. */
function compared(value: Fragment | undefined, sign: Fragment, bound: Fragment | undefined): Fragment {
  return value === undefined || bound === undefined ? FALSE : sql`${value} ${sign} ${bound}`;
}

function onDays(day: Fragment, { from, to }: YearlyDays): Fragment {
  const ends = [sql`${day} >= ${whole(from)}`, sql`${day} <= ${whole(to)}`];
  return from <= to ? allOf(ends) : anyOf(ends);
}

function span(time: string): TimeSpan {
  const parsed = parseTimeSpan(time);
  if (parsed === undefined) throw new RangeError('A query holds a time that its schema refuses.');
  return parsed;
}
