import { wholeBounds, within } from './bounds.ts';
import { anyOf, type Fragment, sql, text, texts } from './fragment.ts';
import { comparable } from '../comparable.ts';
import { resolvePeriod, type Interval, type Period } from '../query/period.ts';
import type { Items, MessagesOf, PurchasedItems } from '../query/query.ts';
import { AMOUNT_DECIMALS } from './schema.ts';
import { inInterval, type Scope } from './scope.ts';

export const TIME = sql`h.at`;

export function intervalOf(when: Period | undefined, { asOf }: Scope): Interval {
  return when === undefined ? {} : resolvePeriod(when, asOf);
}

/** What rows of purchases, carts and views have to be. */
export function rowsOf(
  items: Items | undefined,
  when: Period | undefined,
  scope: Scope,
): readonly Fragment[] {
  return [...inInterval(TIME, intervalOf(when, scope)), ...ofItems(items)];
}

export function boughtRows(
  { bought, when }: { bought: PurchasedItems; when?: Period },
  scope: Scope,
): readonly Fragment[] {
  const amounts = within(sql`h.amount`, wholeBounds(bought.amount ?? {}, AMOUNT_DECIMALS));
  const known = bought.amount === undefined || amounts.length > 0 ? [] : [sql`h.amount IS NOT NULL`];
  return [...rowsOf(bought, when, scope), ...amounts, ...known, ...inCurrency(bought.currency)];
}

export function inCurrency(code: string | undefined): readonly Fragment[] {
  return code === undefined ? [] : [sql`h.currency = ${text(code.toUpperCase())}`];
}

export function ofItems({ skus, products, categories }: Items = {}): readonly Fragment[] {
  const lists = [
    [sql`sku_text`, skus],
    [sql`name_text`, products],
    [sql`category_text`, categories],
  ] as const;
  const named = lists.flatMap(([column, values]) =>
    values === undefined ? [] : [sql`${column} IN (${texts(values.map(comparable))})`],
  );
  return named.length === 0 ? [] : [sql`h.product IN (SELECT number FROM products WHERE ${anyOf(named)})`];
}

/** What rows of messages have to be: with this mark, of the channel and the campaign, in the period. */
export function messageRows(
  mark: Fragment,
  { channel, campaign }: MessagesOf,
  when: Period | undefined,
  scope: Scope,
): readonly Fragment[] {
  return [
    mark,
    ...inInterval(TIME, intervalOf(when, scope)),
    ...(channel === undefined ? [] : [sql`h.channel = ${text(channel)}`]),
    ...(campaign === undefined ? [] : [sql`h.campaign = ${text(campaign)}`]),
  ];
}
