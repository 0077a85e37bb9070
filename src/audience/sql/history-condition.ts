import { buyerConditions } from './buyers.ts';
import { allows, compared, wholeBounds, within } from './bounds.ts';
import { allOf, anyOf, FALSE, type Fragment, sql, TRUE, where } from './fragment.ts';
import { holds } from '../query/compare.ts';
import { resolvePeriod, type Interval, type Period } from '../query/period.ts';
import type { Comparison, HistoryQuery, Items, MessagesOf } from '../query/query.ts';
import { AMOUNT_DECIMALS, AMOUNT_SCALE } from './schema.ts';
import { inInterval, type Scope } from './scope.ts';
import { sequenceCustomers } from './sequence-condition.ts';
import { boughtRows, inCurrency, intervalOf, messageRows, ofItems, rowsOf, TIME } from './history-rows.ts';

/** Who is in it, or who is not. Rows of a history never lack a customer, so IN and NOT IN are opposites. */
export function historyCondition(query: HistoryQuery, wanted: boolean, scope: Scope): Fragment {
  const ofBuyers = buyerConditions(query, scope);
  if (ofBuyers !== undefined) return member(wanted, sql`SELECT b.customer FROM buyers b${where(ofBuyers)}`);
  if ('bought' in query) return counted(sql`purchases`, boughtRows(query, scope), query, wanted);
  if ('carted' in query) return counted(sql`carts`, rowsOf(query.carted, query.when, scope), query, wanted);
  if ('viewed' in query) return counted(sql`views`, rowsOf(query.viewed, query.when, scope), query, wanted);
  if ('spent' in query) return spent(query, wanted, scope);
  if ('averagePurchase' in query) {
    const rows = [...rowsOf(query.on, query.when, scope), ...inCurrency(query.currency)];
    return averaged(query.averagePurchase, rows, wanted);
  }
  if ('firstPurchase' in query) return endOfHistory('first', query.firstPurchase, query.of, wanted, scope);
  if ('lastPurchase' in query) return endOfHistory('last', query.lastPurchase, query.of, wanted, scope);
  if ('shareOfSpend' in query) return shareOfSpend(query, wanted, scope);
  if ('newestPurchase' in query)
    return outermost('newest', query.newestPurchase, intervalOf(query.when, scope), wanted);
  if ('oldestPurchase' in query)
    return outermost('oldest', query.oldestPurchase, intervalOf(query.when, scope), wanted);
  if ('first' in query) return member(wanted, sequenceCustomers(query, scope));
  if ('contacted' in query) return messaged(sql`h.contacted`, query.contacted, query, wanted, scope);
  if ('delivered' in query) return messaged(sql`h.delivered`, query.delivered, query, wanted, scope);
  if ('opened' in query) return messaged(sql`h.opened`, query.opened, query, wanted, scope);
  if ('clicked' in query) return messaged(sql`h.clicked`, query.clicked, query, wanted, scope);
  return messaged(sql`h.failed`, query.failed, query, wanted, scope);
}

const SCALE: Fragment = { sql: String(AMOUNT_SCALE), parameters: [] };

/**
 * DuckDB counts some with an anti join up to a third faster than with NOT IN, but turns the joins around it: ids then come out of the order
 * of the list, and 530,000 take 320 ms of processor time instead of 190.
 */
function member(isIn: boolean, customers: Fragment): Fragment {
  return isIn ? sql`c.number IN (${customers})` : sql`c.number NOT IN (${customers})`;
}

interface Counts {
  readonly times?: Comparison;
  readonly units?: Comparison;
  readonly differentProducts?: Comparison;
}

/** Who has that many rows, or units; who has no row has 0 of both. */
function counted(table: Fragment, rows: readonly Fragment[], counts: Counts, wanted: boolean): Fragment {
  const { units, differentProducts } = counts;
  const isOfRows = units === undefined && differentProducts === undefined;
  const times = wholeBounds(counts.times ?? (isOfRows ? { atLeast: 1 } : {}));
  const any = sql`SELECT h.customer FROM ${table} h${where(rows)}`;
  if (isOfRows && times.most === undefined && times.least === 1) return member(wanted, any);
  if (isOfRows && allows(times, 0) && times.most === 0) return member(!wanted, any);
  const sum = units === undefined ? sql`` : sql`, sum(h.quantity) AS units`;
  const products =
    differentProducts === undefined ? sql`` : sql`, count(DISTINCT h.product) AS different_products`;
  const different = wholeBounds(differentProducts ?? {});
  const grouped = sql`SELECT h.customer AS customer, count(*) AS times${sum}${products} FROM ${table} h${where(rows)} GROUP BY h.customer`;
  const tests = [
    ...within(sql`times`, times),
    ...(units === undefined ? [] : compared(sql`units`, units)),
    ...within(sql`different_products`, different),
  ];
  const zeroHolds = allows(times, 0) && (units === undefined || holds(units, 0)) && allows(different, 0);
  return summed(grouped, tests, zeroHolds, wanted);
}

/** Who has groups that pass every test, where groups are of who has rows; who has none passes when 0 does. */
function summed(
  grouped: Fragment,
  tests: readonly Fragment[],
  zeroHolds: boolean,
  wanted: boolean,
): Fragment {
  if (tests.length === 0) return wanted ? TRUE : FALSE;
  if (!zeroHolds) return member(wanted, sql`SELECT customer FROM (${grouped}) WHERE ${allOf(tests)}`);
  return member(!wanted, sql`SELECT customer FROM (${grouped}) WHERE NOT ${bracketed(tests)}`);
}

function bracketed(tests: readonly Fragment[]): Fragment {
  return sql`(${allOf(tests)})`;
}

function spent(query: Extract<HistoryQuery, { spent: unknown }>, wanted: boolean, scope: Scope): Fragment {
  const bounds = wholeBounds(query.spent, AMOUNT_DECIMALS);
  const rows = [...rowsOf(query.on, query.when, scope), ...inCurrency(query.currency)];
  const grouped = sql`SELECT h.customer AS customer, coalesce(sum(h.amount), 0) AS spent FROM purchases h${where(rows)} GROUP BY h.customer`;
  return summed(grouped, within(sql`spent`, bounds), allows(bounds, 0), wanted);
}

function averaged(mean: Comparison, rows: readonly Fragment[], wanted: boolean): Fragment {
  const known = [...rows, sql`h.amount IS NOT NULL`];
  const grouped = sql`SELECT h.customer AS customer, CAST(sum(h.amount) AS DOUBLE) / (count(*) * ${SCALE}) AS mean FROM purchases h${where(known)} GROUP BY h.customer`;
  return member(wanted, sql`SELECT customer FROM (${grouped}) WHERE ${allOf(compared(sql`mean`, mean))}`);
}

/**
 * Whose first or last row lies in the interval: who has one in it and none beyond it. Two selections, of which a store reads only the
 * parts in that time, instead of the whole history grouped by customer.
 */
function endOfHistory(
  end: 'first' | 'last',
  period: Period,
  of: Items | undefined,
  wanted: boolean,
  { asOf }: Scope,
): Fragment {
  const { from, until } = resolvePeriod(period, asOf);
  const beyond = end === 'first' ? from : until;
  const rows = (interval: Interval) =>
    sql`SELECT h.customer FROM purchases h${where([...inInterval(TIME, interval), ...ofItems(of)])}`;
  const inside = member(
    wanted,
    rows({ ...(from !== undefined && { from }), ...(until !== undefined && { until }) }),
  );
  if (beyond === undefined) return inside;
  const outside = member(!wanted, rows(end === 'first' ? { until: beyond } : { from: beyond }));
  return wanted ? allOf([inside, outside]) : anyOf([inside, outside]);
}

/** Who has rows only before the interval has no newest one in it either, and of the oldest those behind it need not be read. */
function outermost(
  end: 'newest' | 'oldest',
  items: Items,
  { from, until }: Interval,
  wanted: boolean,
): Fragment {
  const [isWanted = TRUE] = ofItems(items);
  const [after, before] = [from === undefined ? {} : { from }, until === undefined ? {} : { until }];
  const [first, read, rest] = end === 'newest' ? [sql`max`, after, before] : [sql`min`, before, after];
  const rows = sql`SELECT h.customer AS customer, h.at AS moment, ${isWanted} AS wanted FROM purchases h${where(inInterval(TIME, read))}`;
  const grouped = sql`SELECT customer, ${first}(moment) AS outermost, ${first}(CASE WHEN wanted THEN moment END) AS wanted_one FROM (${rows}) GROUP BY customer`;
  const tests = [sql`outermost = wanted_one`, ...inInterval(sql`outermost`, rest)];
  return member(wanted, sql`SELECT customer FROM (${grouped}) WHERE ${allOf(tests)}`);
}

/** Sums are whole numbers, and their quotient is taken once, as the evaluator takes it. */
function shareOfSpend(
  { shareOfSpend: percent, on, when }: Extract<HistoryQuery, { shareOfSpend: unknown }>,
  wanted: boolean,
  scope: Scope,
): Fragment {
  const [isOn = TRUE] = ofItems(on);
  const known = [...rowsOf(undefined, when, scope), sql`h.amount IS NOT NULL`];
  const rows = sql`SELECT h.customer AS customer, h.amount AS amount, CASE WHEN ${isOn} THEN h.amount ELSE 0 END AS part FROM purchases h${where(known)}`;
  const grouped = sql`SELECT customer, sum(amount) AS whole, CAST(sum(part) * 100 AS DOUBLE) / CAST(sum(amount) AS DOUBLE) AS percent FROM (${rows}) GROUP BY customer HAVING sum(amount) > 0`;
  return member(
    wanted,
    sql`SELECT customer FROM (${grouped}) WHERE ${allOf(compared(sql`percent`, percent))}`,
  );
}

interface Timed {
  readonly when?: Period;
  readonly times?: Comparison;
}

function messaged(
  mark: Fragment,
  of: MessagesOf,
  { when, times }: Timed,
  wanted: boolean,
  scope: Scope,
): Fragment {
  const rows = messageRows(mark, of, when, scope);
  return counted(sql`messages`, rows, { ...(times !== undefined && { times }) }, wanted);
}
