import { hasTwoEnds, type Period } from '../../query/period.ts';
import type { Items, MessagesOf, PurchasedItems, Query } from '../../query/query.ts';
import { mergeItems } from './deed.ts';

/** A query with `said` in the place of its only condition of the same kind; `undefined` where there is none, or more than one. */
export function withReplaced(query: Query, said: Query): Query | undefined {
  return withOneChanged(query, (part) => {
    if ('field' in part && 'field' in said) return part.field === said.field ? said : undefined;
    const [items, campaign] = [itemsOf(said), campaignOf(said)];
    const isOfItems = items !== undefined && itemsOf(part) !== undefined;
    const made = isOfItems
      ? withItems(part, items)
      : campaign !== undefined && campaignOf(part) !== undefined
        ? withCampaign(part, campaign)
        : undefined;
    const when = made && periodOf(said);
    return made && when ? withPeriodOf(made, when) : made;
  });
}

/** A query with `made` where its only condition, value or thing of that kind is `old`. */
export function withSwapped(query: Query, old: Query, made: Query): Query | undefined {
  return withOneChanged(query, (part) => swappedPart(part, old, made));
}

function swappedPart(part: Query, old: Query, made: Query): Query | undefined {
  const [before, gone, come] = [valuesOf(part), valuesOf(old), valuesOf(made)];
  if (before !== undefined && gone !== undefined && come !== undefined) {
    const isHad = before.field === gone.field && gone.values.every((value) => before.values.includes(value));
    if (!isHad) return undefined;
    const kept = before.values.filter((value) => !gone.values.includes(value));
    if (kept.length > 0 && before.field !== come.field) return undefined;
    const [only, ...others] = [...kept, ...come.values];
    return only === undefined || others.length > 0
      ? { field: come.field, in: [...kept, ...come.values] }
      : { field: come.field, is: only };
  }
  const [items, less, more] = [itemsOf(part), itemsOf(old), itemsOf(made)];
  if (items !== undefined && less !== undefined && more !== undefined) {
    const kept = withoutItems(items, less);
    return kept && withItems(part, Object.keys(kept).length === 0 ? more : mergeItems([kept, more]));
  }
  return JSON.stringify(part) === JSON.stringify(old) ? made : undefined;
}

/** Things without some that are all among them. */
function withoutItems(items: Items, less: Items): Items | undefined {
  const keys = ['skus', 'products', 'categories'] as const;
  if (!keys.every((key) => (less[key] ?? []).every((name) => items[key]?.includes(name)))) return undefined;
  const kept = keys.map(
    (key) => [key, (items[key] ?? []).filter((name) => !less[key]?.includes(name))] as const,
  );
  return Object.fromEntries(kept.filter(([, names]) => names.length > 0));
}

/** The same with `said` beside it as another choice: `also include Ottawa`. */
export function withChoice(query: Query, said: Query): Query | undefined {
  return withOneChanged(query, (part) => {
    const [before, more] = [valuesOf(part), valuesOf(said)];
    if (before !== undefined && more !== undefined)
      return before.field === more.field
        ? { field: before.field, in: [...new Set([...before.values, ...more.values])] }
        : undefined;
    const [items, others] = [itemsOf(part), itemsOf(said)];
    return items && others && periodOf(said) === undefined
      ? withItems(part, mergeItems([items, others]))
      : undefined;
  });
}

/** The same with only one of the two things or values that its only choice is between: `but not both`. */
export function withNotBoth(query: Query): Query | undefined {
  return withOneChanged(query, (part) => {
    const parts = choicesOf(part);
    return parts.length === 2 ? { and: [{ or: parts }, { not: { and: parts } }] } : undefined;
  });
}

function choicesOf(part: Query): readonly Query[] {
  if ('or' in part) return part.or;
  if ('in' in part) return part.in.map((is) => ({ field: part.field, is }));
  const { products = [], categories = [], skus = [] } = itemsOf(part) ?? {};
  const each: readonly Items[] = [
    ...products.map((name) => ({ products: [name] })),
    ...categories.map((name) => ({ categories: [name] })),
    ...skus.map((sku) => ({ skus: [sku] })),
  ];
  return each.flatMap((items) => withItems(part, items) ?? []);
}

/** What was asked of messages, of another campaign: `and the flash deal` behind `opened the spring sale`. */
export function ofOtherCampaign(query: Query, campaign: string): Query | undefined {
  let made: Query | undefined;
  const changed = withOneChanged(query, (part) => {
    if (campaignOf(part) !== undefined) made = withCampaign(part, campaign);
    return campaignOf(part) === undefined ? undefined : made;
  });
  return changed && made;
}

/** The same in another time: of its only condition with a time, else of its only deed. */
export function withPeriod(query: Query, period: Period): Query | undefined {
  return (
    withOneChanged(query, (part) =>
      periodOf(part) === undefined ? undefined : withPeriodOf(part, period),
    ) ??
    withOneChanged(query, (part) => (periodOf(part) === undefined ? withPeriodOf(part, period) : undefined))
  );
}

/** With what `change` makes of the only part of which it makes something. */
export function withOneChanged(query: Query, change: (part: Query) => Query | undefined): Query | undefined {
  let count = 0;
  const made = walk(query);
  return count === 1 ? made : undefined;

  function walk(part: Query): Query {
    const changed = change(part);
    if (changed !== undefined) {
      count++;
      return changed;
    }
    if ('and' in part) return { and: part.and.map(walk) };
    if ('or' in part) return { or: part.or.map(walk) };
    if ('not' in part) return { not: walk(part.not) };
    return 'among' in part && part.among !== undefined ? { ...part, among: walk(part.among) } : part;
  }
}

function valuesOf(part: Query) {
  if ('is' in part) return { field: part.field, values: [part.is] };
  return 'in' in part ? { field: part.field, values: part.in } : undefined;
}

function isOfItems({ amount, currency }: PurchasedItems): boolean {
  return amount === undefined && currency === undefined;
}

/** What things a deed or a rank is of, where it says. */
function itemsOf(part: Query): Items | undefined {
  const items = saidItems(part);
  return items === undefined || Object.keys(items).length === 0 ? undefined : items;
}

function saidItems(part: Query): Items | undefined {
  if ('bought' in part) return isOfItems(part.bought) ? part.bought : undefined;
  if ('carted' in part) return part.carted;
  if ('viewed' in part) return part.viewed;
  if ('newestPurchase' in part) return part.newestPurchase;
  if ('oldestPurchase' in part) return part.oldestPurchase;
  if ('on' in part) return part.on;
  return 'of' in part ? part.of : undefined;
}

function withItems(part: Query, items: Items): Query | undefined {
  if ('bought' in part) return { ...part, bought: items };
  if ('carted' in part) return { ...part, carted: items };
  if ('viewed' in part) return { ...part, viewed: items };
  if ('newestPurchase' in part) return { ...part, newestPurchase: items };
  if ('oldestPurchase' in part) return { ...part, oldestPurchase: items };
  if ('on' in part) return { ...part, on: items };
  return 'of' in part ? { ...part, of: items } : undefined;
}

/** The messages that a part is about. */
export function messagesOf(part: Query): MessagesOf | undefined {
  if ('contacted' in part) return part.contacted;
  if ('delivered' in part) return part.delivered;
  if ('opened' in part) return part.opened;
  if ('clicked' in part) return part.clicked;
  return 'failed' in part ? part.failed : undefined;
}

function campaignOf(part: Query): string | undefined {
  return messagesOf(part)?.campaign;
}

function withCampaign(part: Query, campaign: string): Query | undefined {
  const of = { ...messagesOf(part), campaign };
  if ('contacted' in part) return { ...part, contacted: of };
  if ('delivered' in part) return { ...part, delivered: of };
  if ('opened' in part) return { ...part, opened: of };
  if ('clicked' in part) return { ...part, clicked: of };
  return 'failed' in part ? { ...part, failed: of } : undefined;
}

export function periodOf(part: Query): Period | undefined {
  if ('when' in part) return part.when;
  if ('during' in part) return part.during;
  if ('everyYear' in part) return part.everyYear;
  if ('firstPurchase' in part) return part.firstPurchase;
  return 'lastPurchase' in part ? part.lastPurchase : undefined;
}

export function withPeriodOf(part: Query, when: Period): Query | undefined {
  if ('during' in part) return { ...part, during: when };
  if ('everyYear' in part) return hasTwoEnds(when) ? { ...part, everyYear: when } : undefined;
  if ('firstPurchase' in part) return { ...part, firstPurchase: when };
  if ('lastPurchase' in part) return { ...part, lastPurchase: when };
  if ('first' in part) return { ...part, when };
  const isDeed =
    saidItems(part) !== undefined || messagesOf(part) !== undefined || 'bought' in part || 'spent' in part;
  return isDeed && !('of' in part) && !('field' in part) ? { ...part, when } : undefined;
}
