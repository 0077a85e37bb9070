import { allOf, type Fragment, sql, where, whole } from './fragment.ts';
import { messageRows, rowsOf } from './history-rows.ts';
import { MONTHS_OF, MS_OF } from '../query/calendar.ts';
import { parseSpan, type Period, type Span } from '../query/period.ts';
import type { Happening, SequenceQuery } from '../query/query.ts';
import type { Scope } from './scope.ts';

interface Rows {
  readonly table: Fragment;
  readonly conditions: readonly Fragment[];
}

/**
 * Customers of whom a first thing was followed by the other, or of whom one was not. No row is compared with every other one of its
 * customer: somebody with 100,000 purchases costs what they cost 100,000 people.
 */
export function sequenceCustomers(query: SequenceQuery, scope: Scope): Fragment {
  const isWanted = 'followedBy' in query;
  const first = rowsOfHappening(query.first, query.when, scope);
  const other = rowsOfHappening(isWanted ? query.followedBy : query.notFollowedBy, undefined, scope);
  const isOfProduct = query.sameProduct === true;
  return query.within === undefined
    ? everBehind(first, other, isWanted, isOfProduct)
    : soonBehind(first, other, isWanted, isOfProduct, query.within, scope);
}

/**
 * Without a limit of time the ends of both tell: some first one was followed when the last of the others is behind the earliest of them,
 * and some was not when none is behind the last of them.
 */
function everBehind(first: Rows, other: Rows, isWanted: boolean, isOfProduct: boolean): Fragment {
  const firsts = ends(first, isWanted ? sql`min(h.at)` : sql`max(h.at)`, isOfProduct);
  const others = ends(other, sql`max(h.at)`, isOfProduct);
  const isSameProduct = isOfProduct ? [sql`s.product = f.product`] : [];
  const on = allOf([sql`s.customer = f.customer`, ...isSameProduct, sql`s.moment > f.moment`]);
  return isWanted
    ? sql`SELECT f.customer FROM (${firsts}) f JOIN (${others}) s ON ${on}`
    : sql`SELECT f.customer FROM (${firsts}) f LEFT JOIN (${others}) s ON ${on} WHERE s.customer IS NULL`;
}

function ends({ table, conditions }: Rows, end: Fragment, isOfProduct: boolean): Fragment {
  const key = isOfProduct ? sql`h.customer, h.product` : sql`h.customer`;
  return sql`SELECT ${key}, ${end} AS moment FROM ${table} h${where(conditions)} GROUP BY ${key}`;
}

/** With a limit the next of the others behind each first one tells. */
function soonBehind(
  first: Rows,
  other: Rows,
  isWanted: boolean,
  isOfProduct: boolean,
  within: Span,
  scope: Scope,
): Fragment {
  const key = isOfProduct ? sql`h.customer, h.product` : sql`h.customer`;
  const firsts = sql`SELECT ${key}, h.at AS moment, ${deadline(within, scope)} AS deadline FROM ${first.table} h${where(first.conditions)}`;
  const others = sql`SELECT ${key}, h.at AS moment FROM ${other.table} h${where(other.conditions)}`;
  const next = scope.dialect.withNext(firsts, others, isOfProduct);
  const isSoon = isWanted ? sql`n.next <= n.deadline` : sql`coalesce(n.next > n.deadline, TRUE)`;
  return sql`SELECT n.customer FROM (${next}) n WHERE ${isSoon}`;
}

function deadline(within: Span, { dialect }: Scope): Fragment {
  const span = parseSpan(within);
  if (span === undefined) throw new RangeError('A query holds a span that its schema refuses.');
  const ms = MS_OF[span.unit];
  return ms === undefined
    ? dialect.monthsLater(sql`h.at`, span.count * (MONTHS_OF[span.unit] ?? 0))
    : sql`h.at + ${whole(span.count * ms)}`;
}

function rowsOfHappening(what: Happening, when: Period | undefined, scope: Scope): Rows {
  if ('bought' in what) return { table: sql`purchases`, conditions: rowsOf(what.bought, when, scope) };
  if ('carted' in what) return { table: sql`carts`, conditions: rowsOf(what.carted, when, scope) };
  if ('viewed' in what) return { table: sql`views`, conditions: rowsOf(what.viewed, when, scope) };
  const table = sql`messages`;
  if ('contacted' in what)
    return { table, conditions: messageRows(sql`h.contacted`, what.contacted, when, scope) };
  if ('delivered' in what)
    return { table, conditions: messageRows(sql`h.delivered`, what.delivered, when, scope) };
  if ('opened' in what) return { table, conditions: messageRows(sql`h.opened`, what.opened, when, scope) };
  return { table, conditions: messageRows(sql`h.clicked`, what.clicked, when, scope) };
}
