import type { HistoryQuery, Items } from '../query/query.ts';
import { type Interval, resolvePeriod } from '../query/period.ts';
import { wholeBounds } from './bounds.ts';
import { type Fragment, sql } from './fragment.ts';
import { inInterval, type Scope } from './scope.ts';

const FIRST = sql`b.first_at`;
const LAST = sql`b.last_at`;

/**
 * What the row of `buyers b` has to be of who is in the query, one condition at least; `undefined` where only the purchases themselves
 * can tell. There is one row for ten purchases or more, and no two of one customer.
 */
export function buyerConditions(query: HistoryQuery, scope: Scope): readonly Fragment[] | undefined {
  const times = timesOf(query, scope);
  return times?.length === 0 ? [sql`${LAST} IS NOT NULL`] : times;
}

function timesOf(
  query: HistoryQuery,
  { asOf, schema: { newestPurchaseAt } }: Scope,
): readonly Fragment[] | undefined {
  if (newestPurchaseAt === undefined) return undefined;
  if ('firstPurchase' in query && query.of === undefined)
    return inInterval(FIRST, resolvePeriod(query.firstPurchase, asOf));
  if ('lastPurchase' in query && query.of === undefined)
    return inInterval(LAST, resolvePeriod(query.lastPurchase, asOf));
  if (!('bought' in query) || !isAnyPurchase(query)) return undefined;
  return someIn(query.when === undefined ? {} : resolvePeriod(query.when, asOf), newestPurchaseAt);
}

/** Between two ends that both cut some purchases off, neither the first nor the last one says whether there is another. */
function someIn({ from, until }: Interval, newestPurchaseAt: number): readonly Fragment[] | undefined {
  if (until === undefined || until > newestPurchaseAt)
    return inInterval(LAST, { ...(from !== undefined && { from }) });
  return from === undefined ? inInterval(FIRST, { until }) : undefined;
}

type Bought = Extract<HistoryQuery, { bought: unknown }>;

function isAnyPurchase({ bought, times, units }: Bought): boolean {
  const { least, most } = wholeBounds(times ?? { atLeast: 1 });
  return (
    isAnything(bought) &&
    bought.amount === undefined &&
    units === undefined &&
    least === 1 &&
    most === undefined
  );
}

function isAnything({ skus, products, categories }: Items): boolean {
  return skus === undefined && products === undefined && categories === undefined;
}

/** The rows of `buyers`, made of purchases. */
export function buyersOf(purchases: string): string {
  return `SELECT customer, min("at") AS first_at, max("at") AS last_at FROM ${purchases} GROUP BY customer ORDER BY customer`;
}
