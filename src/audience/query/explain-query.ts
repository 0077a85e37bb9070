import type { Channel } from '../../kernel/channel.ts';
import type { Scalar } from '../customer.ts';
import type { Period } from './period.ts';
import type {
  Comparison,
  FieldQuery,
  HistoryQuery,
  Items,
  Measure,
  MessagesOf,
  PurchasedItems,
  Query,
  RankedQuery,
} from './query.ts';

/** Channels as people write them. */
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'email',
};

/** A query in plain words, which the parser reads back as the same query: `country is "DE" and (tier is "gold" or points is at least 100)`. */
export function explainQuery(query: Query): string {
  if ('all' in query) return 'everyone';
  if ('and' in query) return joined(query.and, 'and');
  if ('or' in query) return joined(query.or, 'or');
  if ('not' in query) return 'all' in query.not ? 'nobody' : `not (${explainQuery(query.not)})`;
  if ('consents' in query) return `agreed to ${CHANNEL_NAMES[query.consents]}`;
  if ('reachable' in query) return `has an address for ${CHANNEL_NAMES[query.reachable]}`;
  if ('customers' in query) return `is customer ${query.customers.map(quoted).join(', ')}`;
  if ('field' in query) return explainField(query);
  if ('top' in query || 'share' in query) return explainRanked(query);
  return explainHistory(query);
}

function joined(parts: readonly Query[], word: 'and' | 'or'): string {
  if (parts.length === 0) return word === 'and' ? 'everyone' : 'nobody';
  return parts
    .map((part) => (isPlain(part) ? explainQuery(part) : `(${explainQuery(part)})`))
    .join(` ${word} `);
}

/** Ends where its own words end: whatever follows can't be taken for a part of it. */
function isPlain(query: Query): boolean {
  return (
    ('field' in query && !('in' in query) && !('contains' in query)) ||
    ('not' in query && !('all' in query.not))
  );
}

function explainField(query: FieldQuery): string {
  const name = query.field.replaceAll('_', ' ');
  if ('is' in query) return `${name} is ${shown(query.is)}`;
  if ('isNot' in query) return `${name} is not ${shown(query.isNot)}`;
  if ('in' in query) return `${name} is one of ${query.in.map(shown).join(', ')}`;
  if ('contains' in query) return `${name} contains ${quoted(query.contains)}`;
  if ('exists' in query) return query.exists ? `${name} is known` : `${name} is not known`;
  if ('moreThan' in query) return `${name} is more than ${number(query.moreThan)}`;
  if ('atLeast' in query) return `${name} is at least ${number(query.atLeast)}`;
  if ('lessThan' in query) return `${name} is less than ${number(query.lessThan)}`;
  if ('atMost' in query) return `${name} is at most ${number(query.atMost)}`;
  if ('before' in query) return `${name} is before ${quoted(query.before)} UTC`;
  if ('after' in query) return `${name} is after ${quoted(query.after)} UTC`;
  if ('everyYear' in query) return `${name} is ${explainPeriod(query.everyYear)} of any year`;
  return `${name} is ${explainPeriod(query.during)}`;
}

function explainHistory(query: HistoryQuery): string {
  if ('bought' in query)
    return words('bought', things(query.bought), amounts(query.bought), counted(query), when(query.when));
  if ('carted' in query) return words('carted', things(query.carted), counted(query), when(query.when));
  if ('viewed' in query) return words('viewed', things(query.viewed), counted(query), when(query.when));
  if ('spent' in query) {
    return words(
      'spent',
      compared(query.spent, query.currency),
      query.on === undefined ? '' : `on ${things(query.on)}`,
      when(query.when),
    );
  }
  if ('averagePurchase' in query) {
    return words(
      'average purchase is',
      compared(query.averagePurchase, query.currency),
      query.on === undefined ? '' : `on ${things(query.on)}`,
      when(query.when),
    );
  }
  if ('firstPurchase' in query)
    return words(
      'first purchase',
      query.of === undefined ? '' : `of ${things(query.of)}`,
      'was',
      explainPeriod(query.firstPurchase),
    );
  if ('lastPurchase' in query)
    return words(
      'last purchase',
      query.of === undefined ? '' : `of ${things(query.of)}`,
      'was',
      explainPeriod(query.lastPurchase),
    );
  if ('newestPurchase' in query)
    return words('newest purchase of all was of', things(query.newestPurchase), when(query.when));
  if ('contacted' in query) return messages('was contacted', query.contacted, query);
  if ('delivered' in query) return messages('received a message', query.delivered, query);
  if ('opened' in query) return messages('opened a message', query.opened, query);
  if ('clicked' in query) return messages('clicked a message', query.clicked, query);
  return messages('message failed', query.failed, query);
}

function messages(
  deed: string,
  { channel, campaign }: MessagesOf,
  query: { readonly when?: Period; readonly times?: Comparison },
): string {
  const by = channel === undefined ? '' : `by ${CHANNEL_NAMES[channel]}`;
  return words(
    deed,
    by,
    campaign === undefined ? '' : `with campaign ${quoted(campaign)}`,
    counted(query),
    when(query.when),
  );
}

function explainRanked(query: RankedQuery): string {
  const among = query.among === undefined ? '' : `among (${explainQuery(query.among)})`;
  if ('share' in query)
    return words(
      `a random ${number(query.share)}%`,
      query.seed === undefined ? '' : `with seed ${quoted(query.seed)}`,
      among,
    );
  const end = query.order === 'least' ? 'bottom' : 'top';
  return words(
    `${end} ${number(query.top)} by ${measure(query.by)}`,
    query.on === undefined ? '' : `on ${things(query.on)}`,
    when(query.when),
    among,
  );
}

function measure(by: Measure): string {
  if (typeof by === 'object') return by.field.replaceAll('_', ' ');
  return { spend: 'spend', purchases: 'number of orders', units: 'number of units', recency: 'recency' }[by];
}

function things({ skus = [], products = [], categories = [] }: Items): string {
  const all = [
    ...skus.map((sku) => `sku ${quoted(sku)}`),
    ...products.map((name) => `product ${quoted(name)}`),
    ...categories.map((name) => `category ${quoted(name)}`),
  ];
  return all.length === 0 ? 'anything' : all.join(' or ');
}

function amounts({ amount, currency }: PurchasedItems): string {
  return amount === undefined ? '' : `for ${compared(amount, currency)} each`;
}

function counted({ times, units }: { readonly times?: Comparison; readonly units?: Comparison }): string {
  return words(
    times === undefined ? '' : `${compared(times)} times`,
    units === undefined ? '' : `${compared(units)} units`,
  );
}

function when(period: Period | undefined): string {
  return period === undefined ? '' : explainPeriod(period);
}

function compared({ exactly, atLeast, moreThan, lessThan, atMost }: Comparison, currency?: string): string {
  const sum = (value: number) => (currency === undefined ? number(value) : `${number(value)} ${currency}`);
  return [
    exactly === undefined ? [] : [`exactly ${sum(exactly)}`],
    atLeast === undefined ? [] : [`at least ${sum(atLeast)}`],
    moreThan === undefined ? [] : [`more than ${sum(moreThan)}`],
    lessThan === undefined ? [] : [`less than ${sum(lessThan)}`],
    atMost === undefined ? [] : [`at most ${sum(atMost)}`],
  ]
    .flat()
    .join(' and ');
}

/** Times as they were meant: `in the last 90 days`, `since 2026-03-01`. */
export function explainPeriod(period: Period): string {
  if ('last' in period) return `in the last ${period.last}`;
  if ('next' in period) return `in the next ${period.next}`;
  if ('olderThan' in period) return `more than ${period.olderThan} ago`;
  if ('this' in period) return period.this === 'day' ? 'today' : `this ${period.this}`;
  if ('previous' in period) return period.previous === 'day' ? 'yesterday' : `last ${period.previous}`;
  if ('following' in period) return period.following === 'day' ? 'tomorrow' : `next ${period.following}`;
  if ('from' in period)
    return 'to' in period ? `from ${period.from} to ${period.to}` : `since ${period.from}`;
  if ('to' in period) return `until ${period.to}`;
  return 'before' in period ? `before ${period.before}` : `after ${period.after}`;
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function shown(value: Scalar): string {
  return typeof value === 'string'
    ? quoted(value)
    : typeof value === 'number'
      ? number(value)
      : String(value);
}

/** Without an exponent, which nobody writes in a sentence. */
function number(value: number): string {
  return Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6)
    ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
