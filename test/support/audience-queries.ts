import * as fc from 'fast-check';
import { TIME_FIELD } from '../../src/audience/field.ts';
import { hasTwoEnds, type Period } from '../../src/audience/query/period.ts';
import type { Comparison, Items, MessagesOf, Query } from '../../src/audience/query/query.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';

/** What random queries are made of: words that a random world has, and words that it does not. */
export interface QueryWords {
  readonly text: fc.Arbitrary<string>;
  readonly customer: fc.Arbitrary<string>;
  readonly sku: fc.Arbitrary<string>;
  readonly product: fc.Arbitrary<string>;
  readonly category: fc.Arbitrary<string>;
  readonly campaign: fc.Arbitrary<string>;
  readonly currency: fc.Arbitrary<string>;
  readonly attribute: fc.Arbitrary<string>;
  readonly date: fc.Arbitrary<string>;
}

const TEXT_FIELDS = ['customer_id', 'first_name', 'country', 'email', 'preferred_channel'] as const;
const channel = fc.constantFrom(...CHANNELS);
const amount = fc.oneof(
  fc.constantFrom(0, 1, 5, 99.99995, 99.9999, 100, 0.1, -1, 1e300, 250),
  fc.integer({ min: -20, max: 400 }).map((n) => n / 4),
);
const percent = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(33.3, 12.5, -1, 200));
const small = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(1.5, -1, 2.5, 1e21));

/** Every kind of node, nested in every kind that holds others. */
export function anyQuery(words: QueryWords): fc.Arbitrary<Query> {
  return fc.letrec<{ tree: Query; list: Query[] }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'query' },
      { arbitrary: aboutCustomer(words), weight: 4 },
      { arbitrary: aboutHistory(words), weight: 4 },
      { arbitrary: fc.record({ and: tie('list') }), weight: 2 },
      { arbitrary: fc.record({ or: tie('list') }), weight: 2 },
      { arbitrary: fc.record({ not: tie('tree') }), weight: 2 },
      { arbitrary: top(words, tie('tree')), weight: 2 },
      {
        arbitrary: fc.record(
          { share: fc.constantFrom(0.001, 10, 50, 99.9, 100), seed: words.text, among: tie('tree') },
          needs('share'),
        ),
        weight: 1,
      },
    ),
    list: fc.array(tie('tree'), { minLength: 1, maxLength: 3, depthIdentifier: 'query' }),
  })).tree;
}

/** A record of which only the first key has to be there. */
const needs = <K extends string>(...requiredKeys: readonly K[]) => ({ requiredKeys: [...requiredKeys] });

function aboutCustomer({ text, customer, attribute, date }: QueryWords): fc.Arbitrary<Query> {
  const value = fc.oneof(text, fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.constantFrom(0.1, 1e21, -0));
  const field = fc.oneof(
    { arbitrary: attribute, weight: 3 },
    { arbitrary: fc.constantFrom(...TEXT_FIELDS), weight: 1 },
  );
  const timed = fc.oneof(attribute, fc.constant(TIME_FIELD));
  const bound = fc.oneof(amount, fc.record({ field: attribute }));
  const moment = fc.oneof(date, fc.record({ field: timed }));
  return fc.oneof(
    fc.constant<Query>({ all: true }),
    fc.record({ field, is: value }),
    fc.record({ field, isNot: value }),
    fc.record({ field, in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ field, contains: text.filter((each) => each !== '') }),
    fc.record({ field: fc.oneof(field, timed), exists: fc.boolean() }),
    fc.record({ field: attribute, moreThan: bound }),
    fc.record({ field: attribute, atLeast: bound }),
    fc.record({ field: attribute, lessThan: bound }),
    fc.record({ field: attribute, atMost: bound }),
    fc.record({ field: timed, before: moment }),
    fc.record({ field: timed, after: moment }),
    fc.record({ field: timed, during: period(date) }),
    fc.record({ field: timed, everyYear: period(date).filter(hasTwoEnds) }),
    fc.record({ consents: channel }),
    fc.record({ reachable: channel }),
    fc.record({ customers: fc.array(customer, { minLength: 1, maxLength: 3 }) }),
  );
}

function aboutHistory(words: QueryWords): fc.Arbitrary<Query> {
  const of = items(words);
  const when = period(words.date);
  const times = comparison(small);
  const units = comparison(small);
  const money = comparison(amount);
  const purchased = fc.oneof(
    fc.record({ ...itemLists(words), amount: money }, { requiredKeys: [] }),
    fc.record({ ...itemLists(words), amount: money, currency: words.currency }, needs('currency')),
  );
  const messages: fc.Arbitrary<MessagesOf> = fc.record(
    { channel, campaign: words.campaign },
    { requiredKeys: [] },
  );
  return fc.oneof(
    fc.record({ bought: purchased, when, times, units, differentProducts: times }, needs('bought')),
    fc.record({ carted: of, when, times, units }, needs('carted')),
    fc.record({ viewed: of, when, times }, needs('viewed')),
    fc.record({ spent: money, on: of, when, currency: words.currency }, needs('spent')),
    fc.record({ averagePurchase: money, on: of, when, currency: words.currency }, needs('averagePurchase')),
    fc.record({ firstPurchase: when, of }, needs('firstPurchase')),
    fc.record({ lastPurchase: when, of }, needs('lastPurchase')),
    fc.record({ newestPurchase: of, when }, needs('newestPurchase')),
    fc.record({ oldestPurchase: of, when }, needs('oldestPurchase')),
    fc.record({ shareOfSpend: comparison(percent), on: of, when }, needs('shareOfSpend', 'on')),
    sequence(of, messages, when),
    fc.record({ contacted: messages, when, times }, needs('contacted')),
    fc.record({ delivered: messages, when, times }, needs('delivered')),
    fc.record({ opened: messages, when, times }, needs('opened')),
    fc.record({ clicked: messages, when, times }, needs('clicked')),
    fc.record({ failed: messages, when, times }, needs('failed')),
  );
}

/** `then` and `sameProduct` of things alone. */
function sequence(
  of: fc.Arbitrary<Items>,
  messages: fc.Arbitrary<MessagesOf>,
  when: fc.Arbitrary<Period>,
): fc.Arbitrary<Query> {
  const thing = fc.oneof(fc.record({ bought: of }), fc.record({ carted: of }), fc.record({ viewed: of }));
  const any = fc.oneof(
    thing,
    fc.record({ contacted: messages }),
    fc.record({ delivered: messages }),
    fc.record({ opened: messages }),
    fc.record({ clicked: messages }),
  );
  const within = fc.constantFrom('1 day', '1 week', '1 month', '13 months', '1 quarter', '90 days');
  const sameProduct = fc.constant(true as const);
  return fc.oneof(
    fc.record({ first: any, followedBy: any, when, within }, needs('first', 'followedBy')),
    fc.record({ first: any, notFollowedBy: any, when, within }, needs('first', 'notFollowedBy')),
    fc.record({ first: thing, followedBy: thing, when, within, sameProduct }, needs('first', 'followedBy')),
    fc.record(
      { first: thing, notFollowedBy: thing, when, within, sameProduct },
      needs('first', 'notFollowedBy'),
    ),
  );
}

function top(words: QueryWords, tree: fc.Arbitrary<Query>): fc.Arbitrary<Query> {
  const count = fc.oneof(
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom('0.0001%' as const, '10%' as const, '33.3333%' as const, '50%' as const, '100%' as const),
  );
  const order = fc.constantFrom('most' as const, 'least' as const);
  const measure = fc.constantFrom(
    'spend' as const,
    'purchases' as const,
    'units' as const,
    'recency' as const,
  );
  const byField = fc.record({ field: fc.oneof(words.attribute, fc.constant(TIME_FIELD)) });
  return fc.oneof(
    fc.record(
      { top: count, by: measure, order, on: items(words), when: period(words.date), among: tree },
      needs('top', 'by'),
    ),
    fc.record({ top: count, by: byField, order, among: tree }, needs('top', 'by')),
  );
}

function items(words: QueryWords): fc.Arbitrary<Items> {
  return fc.record(itemLists(words), { requiredKeys: [] });
}

function itemLists({ sku, product, category }: QueryWords) {
  const some = (word: fc.Arbitrary<string>) => fc.array(word, { minLength: 1, maxLength: 2 });
  return { skus: some(sku), products: some(product), categories: some(category) };
}

function comparison(bound: fc.Arbitrary<number>): fc.Arbitrary<Comparison> {
  const kinds = ['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan'] as const;
  return fc
    .subarray([...kinds], { minLength: 1, maxLength: 2 })
    .chain((some) => fc.tuple(...some.map((kind) => fc.tuple(fc.constant(kind), bound))))
    .map((bounds) => Object.fromEntries(bounds));
}

function period(date: fc.Arbitrary<string>): fc.Arbitrary<Period> {
  const span = fc.constantFrom('1 day', '2 weeks', '36 hours', '1 month', '1 year');
  const unit = fc.constantFrom(
    'day' as const,
    'week' as const,
    'month' as const,
    'quarter' as const,
    'year' as const,
  );
  return fc.oneof(
    fc.record({ last: span }),
    fc.record({ next: span }),
    fc.record({ olderThan: span }),
    fc.record({ this: unit }),
    fc.record({ previous: unit }),
    fc.record({ following: unit }),
    fc
      .tuple(date, date)
      .map(([a, b]) => (Date.parse(a) <= Date.parse(b) ? { from: a, to: b } : { from: b, to: a })),
    fc.record({ from: date }),
    fc.record({ to: date }),
    fc.record({ before: date }),
    fc.record({ after: date }),
  );
}
