import type { Channel } from '../../../kernel/channel.ts';
import type { Period } from '../../query/period.ts';
import type { Comparison, Items, MessagesOf, Query } from '../../query/query.ts';

export type PurchaseVerb =
  | 'bought'
  | 'carted'
  | 'viewed'
  | 'spent'
  | 'averagePurchase'
  | 'shareOfSpend'
  | 'firstPurchase'
  | 'lastPurchase'
  | 'newestPurchase'
  | 'oldestPurchase';
export type MessageVerb = 'contacted' | 'delivered' | 'opened' | 'clicked' | 'failed';

/** What somebody did or was sent, until it is known which words of the sentence belong to it. */
export interface Deed {
  readonly verb: PurchaseVerb | MessageVerb;
  /** Absent: nothing was said; `[{}]`: anything. */
  readonly items?: readonly Items[];
  readonly join?: 'and' | 'or';
  readonly channels?: readonly Channel[];
  readonly campaigns?: readonly string[];
  readonly when?: Period;
  readonly times?: Comparison;
  readonly units?: Comparison;
  readonly differentProducts?: Comparison;
  readonly amount?: Comparison;
  /** Of `spent` and `averagePurchase`; percent of `shareOfSpend`. */
  readonly sum?: Comparison;
  /** Of `amount` or `sum`; of `bought` also alone. */
  readonly currency?: string;
  readonly isNegated?: boolean;
  /** What must not have been done in that time beside it: `nothing but tents`. */
  readonly others?: Items;
  /** `exactly once, and that was last year`: the number is of all, and all of them were in that time. */
  readonly isCountOfAll?: boolean;
  /** `it`, `them`: the items of the deed before. */
  readonly isSame?: boolean;
  /** Of a cart: not bought afterwards. */
  readonly isLeft?: boolean;
  /** Only things were said. */
  readonly isVerbless?: boolean;
  /** The things are those that its verb is about, and no other verb's: `donated`. */
  readonly isOfVerb?: boolean;
  /** It names customers by what they did: `buyers of tents`. */
  readonly isBareVerb?: boolean;
}

const MESSAGE_VERBS: ReadonlySet<string> = new Set(['contacted', 'delivered', 'opened', 'clicked', 'failed']);

export function isMessageVerb(verb: Deed['verb']): verb is MessageVerb {
  return MESSAGE_VERBS.has(verb);
}

/** The deed as a tree; `undefined` while something is missing that it can't do without. */
export function deedQuery(deed: Deed): Query | undefined {
  const query = plainQuery(deed);
  if (query === undefined) return undefined;
  const { when, ...inAll } = deed;
  const isOfAll = deed.isCountOfAll === true && when !== undefined;
  const counted = isOfAll ? plainQuery(inAll) : undefined;
  const made = counted === undefined ? query : { and: [counted, query] };
  return deed.isNegated === true ? { not: made } : made;
}

function plainQuery(deed: Deed): Query | undefined {
  return isMessageVerb(deed.verb) ? messagesQuery(deed, deed.verb) : withoutOthers(deed);
}

function withoutOthers({ others, ...deed }: Deed): Query | undefined {
  const query = purchasesQuery(deed);
  if (query === undefined || others === undefined) return query;
  const { verb, when } = deed;
  const beside = purchasesQuery({ verb, items: [others], ...(when === undefined ? {} : { when }) });
  return beside && { and: [query, { not: beside }] };
}

function purchasesQuery(deed: Deed): Query | undefined {
  const items = deed.items ?? [];
  if (deed.join === 'and' && items.length > 1) {
    const parts = items.map((each) => itemsQuery(deed, each)).filter((part) => part !== undefined);
    return parts.length < items.length ? undefined : { and: parts };
  }
  return itemsQuery(deed, mergeItems(items));
}

/** One list of things that are all alike welcome. */
export function mergeItems(items: readonly Items[]): Items {
  const all = (key: keyof Items) => [...new Set(items.flatMap((each) => each[key] ?? []))];
  if (items.some((each) => Object.keys(each).length === 0)) return {};
  const [skus, products, categories] = [all('skus'), all('products'), all('categories')];
  return {
    ...(skus.length > 0 ? { skus } : {}),
    ...(products.length > 0 ? { products } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function itemsQuery(
  { verb, when, times, units, differentProducts, amount, sum, currency, isLeft }: Deed,
  items: Items,
): Query | undefined {
  const inTime = when === undefined ? {} : { when };
  const counts = { ...(times === undefined ? {} : { times }), ...(units === undefined ? {} : { units }) };
  const on = Object.keys(items).length === 0 ? {} : { on: items };
  const of = currency === undefined ? {} : { currency };
  switch (verb) {
    case 'bought':
      return {
        bought: { ...items, ...(amount === undefined ? {} : { amount }), ...of },
        ...inTime,
        ...counts,
        ...(differentProducts === undefined ? {} : { differentProducts }),
      };
    case 'carted':
      return isLeft === true && times === undefined && units === undefined
        ? { first: { carted: items }, notFollowedBy: { bought: {} }, ...inTime, sameProduct: true }
        : { carted: items, ...inTime, ...counts };
    case 'viewed':
      return { viewed: items, ...inTime, ...(times === undefined ? {} : { times }) };
    case 'spent':
      return sum === undefined ? undefined : { spent: sum, ...on, ...inTime, ...of };
    case 'averagePurchase':
      return sum === undefined ? undefined : { averagePurchase: sum, ...on, ...inTime, ...of };
    case 'shareOfSpend':
      return sum === undefined ? undefined : { shareOfSpend: sum, on: items, ...inTime };
    case 'firstPurchase':
      return when === undefined
        ? undefined
        : { firstPurchase: when, ...(on.on === undefined ? {} : { of: on.on }) };
    case 'lastPurchase':
      return when === undefined
        ? undefined
        : { lastPurchase: when, ...(on.on === undefined ? {} : { of: on.on }) };
    case 'newestPurchase':
      return { newestPurchase: items, ...inTime };
    case 'oldestPurchase':
      return { oldestPurchase: items, ...inTime };
    case 'contacted':
    case 'delivered':
    case 'opened':
    case 'clicked':
    case 'failed':
      return undefined;
  }
}

function messagesQuery({ channels = [], campaigns = [], when, times, join }: Deed, verb: MessageVerb): Query {
  const parts: Query[] = [];
  for (const channel of channels.length > 0 ? channels : [undefined]) {
    for (const campaign of campaigns.length > 0 ? campaigns : [undefined]) {
      const of: MessagesOf = {
        ...(channel === undefined ? {} : { channel }),
        ...(campaign === undefined ? {} : { campaign }),
      };
      parts.push(
        ofMessages(verb, of, {
          ...(when === undefined ? {} : { when }),
          ...(times === undefined ? {} : { times }),
        }),
      );
    }
  }
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return join === 'and' ? { and: parts } : { or: parts };
}

function ofMessages(
  verb: MessageVerb,
  of: MessagesOf,
  rest: { readonly when?: Period; readonly times?: Comparison },
): Query {
  switch (verb) {
    case 'contacted':
      return { contacted: of, ...rest };
    case 'delivered':
      return { delivered: of, ...rest };
    case 'opened':
      return { opened: of, ...rest };
    case 'clicked':
      return { clicked: of, ...rest };
    case 'failed':
      return { failed: of, ...rest };
  }
}
