import * as fc from 'fast-check';
import { hasTwoEnds, type Period, UNITS } from '../../src/audience/query/period.ts';
import type { Query } from '../../src/audience/query/query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';

const CALENDAR_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

const number = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: -10_000, max: 100_000 }).map((n) => n / 100),
);
const count = fc.integer({ min: 0, max: 1_000 });
const awkward = fc.constantFrom(
  'say "hi"',
  "O'Neil & sons",
  'and',
  'not (gold)',
  'a, b or c',
  'more than 5',
  '',
  'São Paulo',
  '"',
);
const text = fc.oneof(awkward, fc.string({ minLength: 1, maxLength: 12 }));

const span = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...UNITS))
  .map(([n, unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`);
const date = fc
  .integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2035, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 10));
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ last: span }),
  fc.record({ next: span }),
  fc.record({ olderThan: span }),
  fc.record({ this: fc.constantFrom(...CALENDAR_UNITS) }),
  fc.record({ previous: fc.constantFrom(...CALENDAR_UNITS) }),
  fc.record({ following: fc.constantFrom(...CALENDAR_UNITS) }),
  fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  fc.record({ from: date }),
  fc.record({ to: date }),
  fc.record({ before: date }),
  fc.record({ after: date }),
);
const comparisonOf = (n: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.record({ exactly: n }),
    fc.record({ atLeast: n }),
    fc.record({ atMost: n }),
    fc.record({ moreThan: n }),
    fc.record({ lessThan: n }),
    fc.record({ atLeast: n, atMost: n }),
    fc.record({ moreThan: n, lessThan: n }),
    fc.record({ atLeast: n, lessThan: n }),
  );

const optional = <T>(key: string, values: fc.Arbitrary<T>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const merged = <A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) =>
  fc.tuple(a, b).map(([a, b]) => ({ ...a, ...b }));

/** Arbitraries put together key by key have lost their type. */
function isQuery(value: object): value is Query {
  return Object.keys(value).length > 0;
}

/** As the arbitraries of ranks give it. */
function withoutScope(rank: object): object {
  return Object.fromEntries(Object.entries(rank).filter(([key]) => key !== 'on' && key !== 'when'));
}

/** Trees of every kind of node over the words of one vocabulary. */
export function trees(vocabulary: Vocabulary): fc.Arbitrary<Query> {
  const field = fc.constantFrom(...vocabulary.fields.map(({ name }) => name));
  const fieldsOf = (...types: readonly string[]) =>
    fc.constantFrom(...vocabulary.fields.filter(({ type }) => types.includes(type)).map(({ name }) => name));
  const [ofNumbers, ofTimes] = [fieldsOf('integer', 'decimal'), fieldsOf('date')];
  const known = vocabulary.fields.flatMap(({ values }) => values.map(({ value }) => value));
  const scalar = fc.oneof(fc.constantFrom(...known), text, number, fc.boolean());
  const things = fc
    .subarray(['skus', 'products', 'categories'] as const)
    .chain((keys) =>
      fc.record(
        Object.fromEntries(
          keys.map((key) => [
            key,
            fc.uniqueArray(
              fc.oneof(
                text,
                fc.constantFrom(
                  ...vocabulary.categories,
                  ...vocabulary.products.map(({ sku, name }) => name ?? sku),
                ),
              ),
              { minLength: 1, maxLength: 3 },
            ),
          ]),
        ),
      ),
    );
  const when = optional('when', period);
  const times = optional('times', comparisonOf(count));
  const units = optional('units', comparisonOf(count));
  const different = optional('differentProducts', comparisonOf(count));
  const inCurrency = optional('currency', fc.constantFrom('EUR', 'USD', 'GBP'));
  const messages = merged(
    optional('channel', fc.constantFrom(...CHANNELS)),
    optional('campaign', fc.oneof(text, fc.constantFrom(...vocabulary.campaigns.map(({ id }) => id)))),
  );
  const deed = (key: string) =>
    merged(
      merged(
        messages.map((of) => ({ [key]: of })),
        when,
      ),
      times,
    );
  const leaf = fc.oneof(
    fc.record({ field, is: scalar }),
    fc.record({ field, isNot: scalar }),
    fc.record({ field, in: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
    fc.record({ field, contains: text.filter((part) => part !== '') }),
    fc.record({ field, exists: fc.boolean() }),
    fc.record({ field, moreThan: number }),
    fc.record({ field, atLeast: number }),
    fc.record({ field, lessThan: number }),
    fc.record({ field, atMost: number }),
    fc.record({ field: ofNumbers, moreThan: fc.record({ field: ofNumbers }) }),
    fc.record({ field: ofNumbers, atLeast: fc.record({ field: ofNumbers }) }),
    fc.record({ field: ofNumbers, lessThan: fc.record({ field: ofNumbers }) }),
    fc.record({ field: ofNumbers, atMost: fc.record({ field: ofNumbers }) }),
    fc.record({ field: ofTimes, before: fc.record({ field: ofTimes }) }),
    fc.record({ field: ofTimes, after: fc.record({ field: ofTimes }) }),
    fc.record({ field, before: date }),
    fc.record({ field, after: date }),
    fc.record({ field, during: period }),
    fc.record({ field, everyYear: period.filter(hasTwoEnds) }),
    fc.record({ consents: fc.constantFrom(...CHANNELS) }),
    fc.record({ reachable: fc.constantFrom(...CHANNELS) }),
    fc.record({
      customers: fc.uniqueArray(fc.stringMatching(/^[A-Z]{2,4}-[0-9]{1,6}$/), { minLength: 1, maxLength: 3 }),
    }),
    merged(
      merged(
        merged(
          fc
            .oneof(
              merged(things, optional('amount', comparisonOf(number))),
              merged(
                things,
                merged(
                  comparisonOf(number).map((amount) => ({ amount })),
                  inCurrency,
                ),
              ),
            )
            .map((bought) => ({ bought })),
          when,
        ),
        times,
      ),
      merged(units, different),
    ),
    merged(
      merged(
        merged(
          things.map((carted) => ({ carted })),
          when,
        ),
        times,
      ),
      units,
    ),
    merged(
      merged(
        things.map((viewed) => ({ viewed })),
        when,
      ),
      times,
    ),
    merged(
      merged(
        merged(
          comparisonOf(number).map((spent) => ({ spent })),
          optional('on', filled(things)),
        ),
        when,
      ),
      inCurrency,
    ),
    merged(
      merged(
        merged(
          comparisonOf(number).map((averagePurchase) => ({ averagePurchase })),
          optional('on', filled(things)),
        ),
        when,
      ),
      inCurrency,
    ),
    merged(
      period.map((firstPurchase) => ({ firstPurchase })),
      optional('of', filled(things)),
    ),
    merged(
      period.map((lastPurchase) => ({ lastPurchase })),
      optional('of', filled(things)),
    ),
    merged(
      filled(things).map((newestPurchase) => ({ newestPurchase })),
      when,
    ),
    merged(
      filled(things).map((oldestPurchase) => ({ oldestPurchase })),
      when,
    ),
    merged(
      merged(
        comparisonOf(number).map((shareOfSpend) => ({ shareOfSpend })),
        filled(things).map((on) => ({ on })),
      ),
      when,
    ),
    sequences(things, messages, when),
    deed('contacted'),
    deed('delivered'),
    deed('opened'),
    deed('clicked'),
    deed('failed'),
    fc.constant({ all: true }),
  );
  const numbers = vocabulary.fields
    .filter(({ type }) => type === 'integer' || type === 'decimal')
    .map(({ name }) => ({ field: name }));
  const by = fc.constantFrom('spend', 'purchases', 'units', 'recency', ...numbers);
  const branches = fc.letrec<{ tree: Query }>((tie) => ({
    tree: fc
      .oneof(
        { maxDepth: 3, depthIdentifier: 'tree' },
        leaf,
        fc.record({ and: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
        ranks(by, things, when, tie('tree')),
        merged(
          merged(
            fc.integer({ min: 1, max: 100 }).map((share) => ({ share })),
            optional(
              'seed',
              text.filter((seed) => seed !== ''),
            ),
          ),
          optional('among', tie('tree')),
        ),
      )
      .filter(isQuery),
  }));
  return branches.tree;
}

function filled<T extends object>(things: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return things.filter((items) => Object.keys(items).length > 0);
}

function sequences(
  things: fc.Arbitrary<object>,
  messages: fc.Arbitrary<object>,
  when: fc.Arbitrary<object>,
): fc.Arbitrary<object> {
  const of = (keys: readonly string[], what: fc.Arbitrary<object>) =>
    fc.tuple(fc.constantFrom(...keys), what).map(([key, each]) => ({ [key]: each }));
  const thing = of(['bought', 'carted', 'viewed'], things);
  const any = fc.oneof(thing, of(['contacted', 'delivered', 'opened', 'clicked'], messages));
  const limits = merged(optional('within', span), when);
  const pair = (each: fc.Arbitrary<object>) =>
    fc
      .tuple(each, fc.constantFrom('followedBy', 'notFollowedBy'), each)
      .map(([first, key, other]) => ({ first, [key]: other }));
  return fc.oneof(
    merged(pair(any), limits),
    merged(
      pair(thing).map((both) => ({ ...both, sameProduct: true })),
      limits,
    ),
  );
}

function ranks(
  by: fc.Arbitrary<unknown>,
  things: fc.Arbitrary<object>,
  when: fc.Arbitrary<object>,
  among: fc.Arbitrary<Query>,
): fc.Arbitrary<object> {
  const plain = merged(
    merged(
      fc.record({
        top: fc.oneof(
          fc.integer({ min: 1, max: 10_000 }),
          fc.integer({ min: 1, max: 200 }).map((half) => `${half / 2}%`),
        ),
        by,
      }),
      optional('order', fc.constant('least')),
    ),
    optional('among', among),
  );
  // Things and times are of what was bought, so they go with measures of that.
  return merged(merged(plain, optional('on', filled(things))), when).map((rank) =>
    typeof rank.by === 'string' ? rank : withoutScope(rank),
  );
}
