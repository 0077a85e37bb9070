import type { HistoryQuery, Items } from '../query/query.ts';
import { type Interval, resolvePeriod } from '../query/period.ts';
import { allows, type WholeBounds, wholeBounds, within } from './bounds.ts';
import { type Fragment, sql } from './fragment.ts';
import { AMOUNT_DECIMALS } from './schema.ts';
import { inInterval, type Scope } from './scope.ts';

const FIRST = sql`b.first_at`;
const LAST = sql`b.last_at`;
const PURCHASES = sql`b.purchases`;
const AMOUNT = sql`b.amount`;

/** What customers are ranked by over all time, where their row of `buyers b` has it. */
export const OF_ALL_TIME = { spend: AMOUNT, purchases: PURCHASES, recency: LAST } as const;

/**
 * What the row of `buyers b` has to be of who is in the query, one condition at least; `undefined` where only the purchases themselves
 * can tell. There is one row for ten purchases or more, and no two of one customer.
 */
export function buyerConditions(query: HistoryQuery, scope: Scope): readonly Fragment[] | undefined {
  const conditions = conditionsOf(query, scope);
  return conditions?.length === 0 ? [sql`${LAST} IS NOT NULL`] : conditions;
}

function conditionsOf(
  query: HistoryQuery,
  { asOf, schema: { newestPurchaseAt } }: Scope,
): readonly Fragment[] | undefined {
  if (newestPurchaseAt === undefined) return undefined;
  if ('firstPurchase' in query && query.of === undefined)
    return inInterval(FIRST, resolvePeriod(query.firstPurchase, asOf));
  if ('lastPurchase' in query && query.of === undefined)
    return inInterval(LAST, resolvePeriod(query.lastPurchase, asOf));
  if ('spent' in query) {
    const isOfAll = query.when === undefined && query.on === undefined && query.currency === undefined;
    return isOfAll ? summed(AMOUNT, wholeBounds(query.spent, AMOUNT_DECIMALS)) : undefined;
  }
  if (!('bought' in query) || !isOfAnything(query)) return undefined;
  const times = wholeBounds(query.times ?? { atLeast: 1 });
  if (query.when === undefined) return summed(PURCHASES, times);
  return times.least === 1 && times.most === undefined
    ? someIn(resolvePeriod(query.when, asOf), newestPurchaseAt)
    : undefined;
}

/** Who never bought has no row, and 0 of everything. */
function summed(sum: Fragment, bounds: WholeBounds): readonly Fragment[] | undefined {
  return allows(bounds, 0) ? undefined : within(sum, bounds);
}

/** Between two ends that both cut some purchases off, neither the first nor the last one says whether there is another. */
function someIn({ from, until }: Interval, newestPurchaseAt: number): readonly Fragment[] | undefined {
  if (until === undefined || until > newestPurchaseAt)
    return inInterval(LAST, { ...(from !== undefined && { from }) });
  return from === undefined ? inInterval(FIRST, { until }) : undefined;
}

type Bought = Extract<HistoryQuery, { bought: unknown }>;

function isOfAnything({ bought, units, differentProducts }: Bought): boolean {
  return (
    isAnything(bought) &&
    bought.amount === undefined &&
    bought.currency === undefined &&
    units === undefined &&
    differentProducts === undefined
  );
}

function isAnything({ skus, products, categories }: Items): boolean {
  return skus === undefined && products === undefined && categories === undefined;
}

/** One purchase, as a row of `buyers`. */
export function buyersOfEach(purchases: string): string {
  return `SELECT customer, "at" AS first_at, "at" AS last_at, 1 AS purchases, amount FROM ${purchases}`;
}

/** `buyers`, made of rows of it of which a customer may have many. A sum beyond what the column holds stays at its end. */
export function buyersOf(rows: string): string {
  // Of NULL and a number `least` and `greatest` take the number.
  const held = 'greatest(least(sum(amount), 9223372036854775807), -9223372036854775807)';
  return `SELECT customer, min(first_at) AS first_at, max(last_at) AS last_at, CAST(sum(purchases) AS BIGINT) AS purchases,
    CASE WHEN count(amount) > 0 THEN CAST(${held} AS BIGINT) END AS amount FROM (${rows}) GROUP BY customer ORDER BY customer`;
}
