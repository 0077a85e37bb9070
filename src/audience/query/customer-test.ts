import type { Customer, Scalar } from '../customer.ts';
import { comparable } from '../comparable.ts';
import { fieldReader, TIME_FIELD } from '../field.ts';
import { parseTimeSpan } from '../iso-time.ts';
import { type AsOf, type Interval, isWithin, resolvePeriod } from './period.ts';
import type { CustomerQuery, FieldQuery, OtherField, Query } from './query.ts';
import { shareBound, sharePlace } from './share.ts';
import { isYearlyDay, type YearlyDays, yearlyDays } from './yearly.ts';

export type CustomerTest = (customer: Customer) => boolean;

/** A query that one customer's own record answers, whatever anybody did. */
export type RecordQuery =
  | CustomerQuery
  | { readonly and: readonly RecordQuery[] }
  | { readonly or: readonly RecordQuery[] }
  | { readonly not: RecordQuery }
  | { readonly share: number; readonly seed?: string; readonly among?: RecordQuery };

/** Whether the query needs nothing but the customers' own records. */
export function isAboutCustomersAlone(query: Query): query is RecordQuery {
  if ('and' in query) return query.and.every(isAboutCustomersAlone);
  if ('or' in query) return query.or.every(isAboutCustomersAlone);
  if ('not' in query) return isAboutCustomersAlone(query.not);
  if ('share' in query) return query.among === undefined || isAboutCustomersAlone(query.among);
  return (
    'all' in query || 'field' in query || 'consents' in query || 'reachable' in query || 'customers' in query
  );
}

/**
 * Whether a customer is in the audience: what such a query means, and what every other way to answer it has to agree with. Built once a
 * query, then pure. 3,000,000 customers/s for three comparisons.
 */
export function compileCustomerTest(query: RecordQuery, asOf: AsOf): CustomerTest {
  const inner = (each: RecordQuery) => compileCustomerTest(each, asOf);
  if ('all' in query) return () => true;
  if ('and' in query) return everyOf(query.and.map(inner));
  if ('or' in query) return someOf(query.or.map(inner));
  if ('not' in query) return negated(inner(query.not));
  if ('consents' in query) return ({ consent }) => consent[query.consents] === true;
  if ('reachable' in query) return ({ addresses }) => addresses[query.reachable] !== undefined;
  if ('customers' in query) {
    const ids = new Set(query.customers);
    return ({ id }) => ids.has(id);
  }
  if ('share' in query) {
    const bound = shareBound(query.share);
    const isDrawn: CustomerTest = ({ id }) => sharePlace(id, query.seed) < bound;
    return query.among === undefined ? isDrawn : everyOf([inner(query.among), isDrawn]);
  }
  return fieldTest(query, asOf);
}

function fieldTest(query: FieldQuery, asOf: AsOf): CustomerTest {
  if ('before' in query) return timesTest(query.field, query.before, (at, before) => at < before.startAt);
  if ('after' in query) return timesTest(query.field, query.after, (at, after) => at >= after.endAt);
  if ('during' in query) return timeTest(query.field, resolvePeriod(query.during, asOf));
  if ('everyYear' in query) return yearlyTest(query.field, yearlyDays(query.everyYear, asOf));
  if ('exists' in query) return existsTest(query.field, query.exists);
  if ('is' in query) return textTest(query.field, isOneOf([query.is]));
  if ('isNot' in query) return negated(textTest(query.field, isOneOf([query.isNot])));
  if ('in' in query) return textTest(query.field, isOneOf(query.in));
  if ('contains' in query) {
    const part = comparable(query.contains);
    return textTest(query.field, (text) => text.includes(part));
  }
  if ('moreThan' in query) return numbersTest(query.field, query.moreThan, (n, bound) => n > bound);
  if ('atLeast' in query) return numbersTest(query.field, query.atLeast, (n, bound) => n >= bound);
  if ('lessThan' in query) return numbersTest(query.field, query.lessThan, (n, bound) => n < bound);
  return numbersTest(query.field, query.atMost, (n, bound) => n <= bound);
}

function everyOf(tests: readonly CustomerTest[]): CustomerTest {
  return (customer) => tests.every((test) => test(customer));
}

function someOf(tests: readonly CustomerTest[]): CustomerTest {
  return (customer) => tests.some((test) => test(customer));
}

function negated(test: CustomerTest): CustomerTest {
  return (customer) => !test(customer);
}

function isOneOf(values: readonly Scalar[]): (text: string) => boolean {
  const wanted = new Set(values.map((value) => comparable(String(value))));
  return (text) => wanted.has(text);
}

function textTest(field: string, test: (text: string) => boolean): CustomerTest {
  const read = fieldReader(field);
  return (customer) => {
    const value = read(customer);
    if (value === undefined) return false;
    return typeof value === 'object'
      ? value.some((each) => test(comparable(String(each))))
      : test(comparable(String(value)));
  };
}

/** A list is no number and no time. */
function numberReader(field: string): (customer: Customer) => number | undefined {
  const read = fieldReader(field);
  return (customer) => {
    const value = read(customer);
    return typeof value === 'number' ? value : undefined;
  };
}

function numbersTest(
  field: string,
  bound: number | OtherField,
  test: (n: number, bound: number) => boolean,
): CustomerTest {
  const read = numberReader(field);
  const readBound = typeof bound === 'number' ? () => bound : numberReader(bound.field);
  return (customer) => {
    const [n, other] = [read(customer), readBound(customer)];
    return n !== undefined && other !== undefined && test(n, other);
  };
}

/** What reads a field's moment, epoch ms, where it is a time. */
export function timeReader(field: string): (customer: Customer) => number | undefined {
  if (field === TIME_FIELD) return ({ signupAt }) => signupAt;
  const read = fieldReader(field);
  return (customer) => {
    const value = read(customer);
    return typeof value === 'string' ? parseTimeSpan(value)?.startAt : undefined;
  };
}

interface Moments {
  readonly startAt: number;
  /** The first moment behind it. */
  readonly endAt: number;
}

function timesTest(
  field: string,
  bound: string | OtherField,
  test: (at: number, bound: Moments) => boolean,
): CustomerTest {
  const read = timeReader(field);
  const readBound = typeof bound === 'string' ? always(momentsOf(bound)) : beginOf(timeReader(bound.field));
  return (customer) => {
    const [at, other] = [read(customer), readBound(customer)];
    return at !== undefined && other !== undefined && test(at, other);
  };
}

function always<T>(value: T): () => T {
  return () => value;
}

function beginOf(read: (customer: Customer) => number | undefined) {
  return (customer: Customer): Moments | undefined => {
    const startAt = read(customer);
    return startAt === undefined ? undefined : { startAt, endAt: startAt + 1 };
  };
}

function momentsOf(time: string): Moments {
  const span = parseTimeSpan(time);
  if (span === undefined) throw new RangeError('A query holds a time that its schema refuses.');
  return span;
}

function timeTest(field: string, interval: Interval): CustomerTest {
  const read = timeReader(field);
  return (customer) => {
    const at = read(customer);
    return at !== undefined && isWithin(interval, at);
  };
}

function yearlyTest(field: string, days: YearlyDays): CustomerTest {
  const read = timeReader(field);
  return (customer) => {
    const at = read(customer);
    return at !== undefined && isYearlyDay(days, at);
  };
}

function existsTest(field: string, wanted: boolean): CustomerTest {
  const read = field === TIME_FIELD ? timeReader(field) : fieldReader(field);
  return (customer) => (read(customer) !== undefined) === wanted;
}
