import * as fc from 'fast-check';
import { TIME_FIELD } from '../../src/audience/field.ts';
import type { Period } from '../../src/audience/query/period.ts';
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
        arbitrary: given(
          { share: fc.constantFrom(0.001, 10, 50, 99.9, 100) },
          { seed: words.text, among: tie('tree') },
        ),
        weight: 1,
      },
    ),
    list: fc.array(tie('tree'), { minLength: 1, maxLength: 3, depthIdentifier: 'query' }),
  })).tree;
}

/** A record of what has to be there and what may be. */
function given<R extends object, O extends object>(
  required: { [K in keyof R]: fc.Arbitrary<R[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> },
): fc.Arbitrary<R & Partial<O>> {
  return fc
    .tuple(fc.record<R>(required), fc.record<O, never>(optional, { requiredKeys: [] }))
    .map(([must, may]) => ({ ...must, ...may }));
}

function aboutCustomer({ text, customer, attribute, date }: QueryWords): fc.Arbitrary<Query> {
  const value = fc.oneof(text, fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.constantFrom(0.1, 1e21, -0));
  const field = fc.oneof(
    { arbitrary: attribute, weight: 3 },
    { arbitrary: fc.constantFrom(...TEXT_FIELDS), weight: 1 },
  );
  const timed = fc.oneof(attribute, fc.constant(TIME_FIELD));
  return fc.oneof(
    fc.constant<Query>({ all: true }),
    fc.record({ field, is: value }),
    fc.record({ field, isNot: value }),
    fc.record({ field, in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ field, contains: text.filter((each) => each !== '') }),
    fc.record({ field: fc.oneof(field, timed), exists: fc.boolean() }),
    fc.record({ field: attribute, moreThan: amount }),
    fc.record({ field: attribute, atLeast: amount }),
    fc.record({ field: attribute, lessThan: amount }),
    fc.record({ field: attribute, atMost: amount }),
    fc.record({ field: timed, before: date }),
    fc.record({ field: timed, after: date }),
    fc.record({ field: timed, during: period(date) }),
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
  const messages: fc.Arbitrary<MessagesOf> = given({}, { channel, campaign: words.campaign });
  return fc.oneof(
    given(
      { bought: fc.tuple(of, given({}, { amount: money })).map(([a, b]) => ({ ...a, ...b })) },
      { when, times, units },
    ),
    given({ carted: of }, { when, times, units }),
    given({ viewed: of }, { when, times }),
    given({ spent: money }, { on: of, when, currency: words.currency }),
    given({ averagePurchase: money }, { on: of, when }),
    given({ firstPurchase: when }, { of }),
    given({ lastPurchase: when }, { of }),
    given({ newestPurchase: of }, { when }),
    given({ contacted: messages }, { when, times }),
    given({ delivered: messages }, { when, times }),
    given({ opened: messages }, { when, times }),
    given({ clicked: messages }, { when, times }),
    given({ failed: messages }, { when, times }),
  );
}

function top(words: QueryWords, tree: fc.Arbitrary<Query>): fc.Arbitrary<Query> {
  const count = fc.integer({ min: 1, max: 4 });
  const order = fc.constantFrom('most' as const, 'least' as const);
  const measure = fc.constantFrom(
    'spend' as const,
    'purchases' as const,
    'units' as const,
    'recency' as const,
  );
  return fc.oneof(
    given({ top: count, by: measure }, { order, on: items(words), when: period(words.date), among: tree }),
    given(
      { top: count, by: fc.record({ field: fc.oneof(words.attribute, fc.constant(TIME_FIELD)) }) },
      { order, among: tree },
    ),
  );
}

function items({ sku, product, category }: QueryWords): fc.Arbitrary<Items> {
  const some = (word: fc.Arbitrary<string>) => fc.array(word, { minLength: 1, maxLength: 2 });
  return given({}, { skus: some(sku), products: some(product), categories: some(category) });
}

function comparison(bound: fc.Arbitrary<number>): fc.Arbitrary<Comparison> {
  return given({}, { exactly: bound, atLeast: bound, atMost: bound, moreThan: bound, lessThan: bound })
    .map((all) => Object.fromEntries(Object.entries(all).slice(0, 2)))
    .filter((bounds) => Object.keys(bounds).length > 0);
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
