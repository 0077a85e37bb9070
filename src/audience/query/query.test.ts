import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { anyQuery } from '../../../test/support/audience-queries.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import type { Customer } from '../customer.ts';
import { compileCustomerTest, isAboutCustomersAlone, type RecordQuery } from './customer-test.ts';
import { explainQuery } from './explain-query.ts';
import { querySchema } from './read-query.ts';

const ADA: Customer = {
  key: '1',
  id: 'CUST-1',
  firstName: 'Ada',
  addresses: { sms: '+447700900123', email: 'ada@example.com' },
  country: 'GB',
  city: 'Malmö',
  signupAt: Date.UTC(2026, 2, 31, 12),
  preferredChannel: 'email',
  consent: { sms: true, email: false },
  attributes: {
    tier: 'Gold',
    points: 120,
    vip: true,
    renewed: '2026-01-15',
    constructor: 'x',
    likes: ['Tents', 'ΟΔΟΣ', 7],
  },
};

const NOW = { at: Date.UTC(2026, 3, 1), zone: 'UTC' };

function record(input: unknown): RecordQuery {
  const query = querySchema.parse(input);
  if (!isAboutCustomersAlone(query)) throw new Error('It asks for more than the customer.');
  return query;
}

const testOf = (query: RecordQuery) => compileCustomerTest(query, NOW);
const isIn = (query: unknown, customer = ADA) => testOf(record(query))(customer);

describe('who is in', () => {
  test.each([
    { all: true },
    { field: 'country', is: 'gb' },
    { field: 'city', is: 'MALMO\u0308' },
    { field: 'Tier', is: 'gold' },
    { field: 'points', is: '120' },
    { field: 'vip', is: true },
    { field: 'vip', is: 'true' },
    { field: 'country', isNot: 'DE' },
    { field: 'language', isNot: 'en' },
    { field: 'country', in: ['DE', 'GB'] },
    { field: 'points', in: [1, 120] },
    { field: 'email', contains: '@Example' },
    { field: 'phone', contains: '+4477' },
    { field: 'customer_id', is: 'CUST-1' },
    { field: 'preferred_channel', is: 'email' },
    { field: 'tier', exists: true },
    { field: 'language', exists: false },
    { field: 'signup_at', exists: true },
    { field: 'points', moreThan: 119 },
    { field: 'points', atLeast: 120 },
    { field: 'points', lessThan: 120.5 },
    { field: 'points', atMost: 120 },
    { field: 'signup_at', before: '2026-04-01' },
    { field: 'signup_at', after: '2026-03-30' },
    { field: 'signup_at', after: '2026-03-31T11:59:59Z' },
    { field: 'renewed', after: '2026-01-14' },
    { field: 'signup_at', during: { last: '1 day' } },
    { field: 'renewed', during: { previous: 'quarter' } },
    { field: 'likes', is: 'tents' },
    { field: 'likes', is: '7' },
    { field: 'likes', in: ['stoves', 'οδοσ'] },
    { field: 'likes', contains: 'ENT' },
    { field: 'likes', isNot: 'stoves' },
    { field: 'likes', exists: true },
    { share: 100 },
    { share: 100, among: { consents: 'sms' } },
    { consents: 'sms' },
    { reachable: 'email' },
    { customers: ['CUST-9', 'CUST-1'] },
    { and: [{ consents: 'sms' }, { field: 'country', is: 'GB' }] },
    { or: [{ consents: 'email' }, { field: 'country', is: 'GB' }] },
    { not: { consents: 'email' } },
  ])('%j', (query) => {
    expect(isIn(query)).toBe(true);
  });

  test.each([
    { field: 'country', is: 'DE' },
    { field: 'language', is: 'en' },
    { field: 'language', contains: 'e' },
    { field: 'toString', exists: true },
    { field: 'tier', moreThan: 0 },
    { field: 'nothing', lessThan: 1 },
    { field: 'points', moreThan: 120 },
    { field: 'points', lessThan: 120 },
    { field: 'points', before: '2030-01-01' },
    { field: 'tier', after: '2000-01-01' },
    { field: 'signup_at', before: '2026-03-31' },
    { field: 'signup_at', after: '2026-03-31' },
    { field: 'signup_at', after: '2026-03-31T12:00:00Z' },
    { field: 'signup_at', during: { this: 'month' } },
    { field: 'tier', during: { this: 'year' } },
    { field: 'likes', isNot: 'TENTS' },
    { field: 'likes', atLeast: 7 },
    { field: 'likes', is: 'tent' },
    { share: 100, among: { consents: 'email' } },
    { share: 1e-9 },
    { consents: 'email' },
    { consents: 'whatsapp' },
    { reachable: 'whatsapp' },
    { customers: ['cust-1'] },
    { and: [{ consents: 'sms' }, { consents: 'email' }] },
    { or: [{ consents: 'email' }] },
    { not: { all: true } },
  ])('not %j', (query) => {
    expect(isIn(query)).toBe(false);
  });
});

const nested = (levels: number): unknown => (levels === 1 ? { all: true } : { not: nested(levels - 1) });

describe('what is no query is told where it is wrong', () => {
  test.each([
    [undefined, '', 'must be one of all, field'],
    ['country = DE', '', 'must be one of all, field'],
    [{}, '', 'must be one of all, field'],
    [{ field: 'city' }, '', 'must be one of all, field'],
    [{ field: 'city', iz: 'x' }, '', '(did you mean is?)'],
    [{ field: 'city', is: 'x', isNot: 'y' }, '', 'says is and isNot at once'],
    [{ all: true, consents: 'sms' }, '', 'says all and consents at once'],
    [{ not: { all: true }, field: 'city' }, '', 'has something beside not'],
    [{ and: [{ all: true }, { consents: 'fax' }] }, 'and.1.consents', 'Invalid option'],
    [{ or: [{ not: { field: 'points', moreThan: '5' } }] }, 'or.0.not.moreThan', 'must be a number'],
    [{ field: 'city', is: null }, 'is', 'must be a text, a number, true or false'],
    [{ field: '%', is: 'x' }, 'field', 'must name a field'],
    [{ field: 'renewed', before: 'yesterday' }, 'before', 'must be an ISO 8601 date or time'],
    [
      { field: 'signup_at', is: '2026-01-01' },
      'is',
      'signup_at is a time: use before, after, during, everyYear or exists',
    ],
    [{ field: 'country', atLeast: 3 }, 'atLeast', 'country is text'],
    [{ and: [] }, 'and', 'must be a list of one part or more'],
    [{ or: { all: true } }, 'or', 'must be a list of one part or more'],
    [{ all: false }, 'all', 'must be true'],
    [{ all: true, extra: 1 }, '', 'Unrecognized key'],
    [{ and: Array.from({ length: 101 }, () => ({ all: true })) }, 'and', 'has more than 100 parts'],
    [
      { or: Array.from({ length: 10 }, () => ({ and: Array.from({ length: 10 }, () => ({ all: true })) })) },
      'or.9',
      'has more than 100 parts',
    ],
    [{ bought: 'tent' }, 'bought', 'must be {} for anything, or lists'],
    [{ bought: { sku: ['a'] } }, 'bought', '(did you mean skus?)'],
    [{ bought: { skus: 'a' } }, 'bought.skus', 'must be a list of texts'],
    [{ bought: {}, atLeast: 2 }, '', 'a number of times is written times: { atLeast: 2 }'],
    [{ bought: {}, times: 2 }, 'times', 'must be a comparison such as { atLeast: 2 }'],
    [{ bought: {}, times: {} }, 'times', 'must say exactly, atLeast, atMost'],
    [{ bought: {}, when: 'today' }, 'when', 'must be a period, with one of last, next'],
    [{ bought: {}, when: { last: 'week' } }, 'when.last', 'must be a number and a unit such as 90 days'],
    [{ bought: {}, when: { last: '0 days' } }, 'when.last', 'must be a number and a unit'],
    [{ bought: {}, when: { this: 'hour' } }, 'when.this', 'must be day, week, month'],
    [{ bought: {}, when: { from: '2026-02-30' } }, 'when.from', 'must be an ISO 8601 date'],
    [{ bought: {}, when: { from: '2026-03-01', to: '2026-02-01' } }, 'when', 'ends before it begins'],
    [{ bought: {}, when: { last: '1 day', next: '1 day' } }, 'when', 'Unrecognized key'],
    [{ buoght: {} }, '', '(did you mean bought?)'],
    [{ spent: 500 }, 'spent', 'must be a comparison such as'],
    [{ spent: { moreThan: 1 }, currency: 'euro' }, 'currency', 'must be an ISO 4217 code'],
    [{ opened: { campain: 'x' } }, 'opened', '(did you mean campaign?)'],
    [{ firstPurchase: {} }, 'firstPurchase', 'must be a period'],
    [{ top: 0, by: 'spend' }, 'top', 'must be a whole number of 1 or more'],
    [{ top: 10, by: 'money' }, 'by', 'must be spend, purchases, units, recency or { field }'],
    [{ top: 10, by: { field: 'points' }, when: { last: '1 day' } }, 'by', 'has no on and no when'],
    [{ top: 10, by: { field: 'city' } }, 'by', 'city is text: name a field of numbers or times'],
    [{ top: 10, by: 'spend', among: { consents: 'fax' } }, 'among.consents', 'Invalid option'],
    [{ share: 0 }, 'share', 'must be above 0 and at most 100'],
    [{ share: 101 }, 'share', 'must be above 0 and at most 100'],
    [nested(9), 'not.not.not.not.not.not.not.not', 'is nested deeper than 8 levels'],
    [nested(5_000), 'not.not.not.not.not.not.not.not', 'is nested deeper than 8 levels'],
  ])('%#', (input, path, message) => {
    const { error } = querySchema.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
    expect(error?.issues.map((issue) => issue.message).join('\n')).toContain(message);
  });

  test('the largest that is allowed', () => {
    expect(querySchema.safeParse(nested(8)).success).toBe(true);
    expect(querySchema.safeParse({ and: Array.from({ length: 99 }, () => ({ all: true })) }).success).toBe(
      true,
    );
  });
});

const value = fc.oneof(
  fc.constantFrom('a', 'B', 'GB', '2026-01-01', '5'),
  fc.integer({ min: 0, max: 9 }),
  fc.boolean(),
);
const attribute = fc.constantFrom('tier', 'points', 'since');
const anyField = fc.oneof(attribute, fc.constantFrom('country', 'city'));
const date = fc.constantFrom('2026-01-01', '2026-01-01T12:00:00Z');
const number = fc.integer({ min: 0, max: 9 });
const channel = fc.constantFrom(...CHANNELS);
const leaf: fc.Arbitrary<RecordQuery> = fc.oneof(
  fc.constant<RecordQuery>({ all: true }),
  fc.record({ field: anyField, is: value }),
  fc.record({ field: anyField, isNot: value }),
  fc.record({ field: anyField, in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ field: anyField, contains: fc.constantFrom('a', 'G', '2') }),
  fc.record({ field: anyField, exists: fc.boolean() }),
  fc.record({ field: attribute, moreThan: number }),
  fc.record({ field: attribute, atLeast: number }),
  fc.record({ field: attribute, lessThan: number }),
  fc.record({ field: attribute, atMost: number }),
  fc.record({ field: attribute, before: date }),
  fc.record({ field: attribute, after: date }),
  fc.record({ consents: channel }),
  fc.record({ reachable: channel }),
  fc.record({ customers: fc.array(fc.constantFrom('1', '2'), { minLength: 1, maxLength: 2 }) }),
);
const { tree } = fc.letrec<{ tree: RecordQuery; list: RecordQuery[] }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ and: tie('list') }),
    fc.record({ or: tie('list') }),
    fc.record({ not: tie('tree') }),
  ),
  list: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
}));
const customer: fc.Arbitrary<Customer> = fc.record(
  {
    key: fc.constant('k'),
    id: fc.constantFrom('1', '2', '3'),
    country: fc.constantFrom('GB', 'a'),
    city: fc.constantFrom('b', 'ab'),
    addresses: fc.dictionary(channel, fc.constant('x')),
    consent: fc.dictionary(channel, fc.boolean()),
    attributes: fc.dictionary(attribute, value),
  },
  { requiredKeys: ['key', 'id', 'addresses', 'consent', 'attributes'] },
);

describe('laws', () => {
  const agree = (law: (a: RecordQuery, b: RecordQuery) => readonly [RecordQuery, RecordQuery]) =>
    fc.assert(
      fc.property(tree, tree, customer, (a, b, who) => {
        const [left, right] = law(a, b);
        expect(testOf(left)(who)).toBe(testOf(right)(who));
      }),
      { numRuns: 500 },
    );

  test.each<[string, (a: RecordQuery, b: RecordQuery) => readonly [RecordQuery, RecordQuery]]>([
    ['not not', (a) => [{ not: { not: a } }, a]],
    ['not and', (a, b) => [{ not: { and: [a, b] } }, { or: [{ not: a }, { not: b }] }]],
    ['not or', (a, b) => [{ not: { or: [a, b] } }, { and: [{ not: a }, { not: b }] }]],
    ['order of and', (a, b) => [{ and: [a, b] }, { and: [b, a] }]],
    ['order of or', (a, b) => [{ or: [a, b] }, { or: [b, a] }]],
    ['absorption', (a, b) => [{ or: [a, { and: [a, b] }] }, a]],
    ['all', (a) => [{ and: [a, { all: true }] }, a]],
    ['a contradiction', (a) => [{ and: [a, { not: a }] }, { not: { all: true } }]],
  ])('%s', (_, law) => {
    expect(() => agree(law)).not.toThrow();
  });

  test('a comparison and its opposite', () => {
    fc.assert(
      fc.property(anyField, value, attribute, number, customer, (field, wanted, name, n, who) => {
        expect(testOf({ field, isNot: wanted })(who)).toBe(!testOf({ field, is: wanted })(who));
        expect(testOf({ field, in: [wanted] })(who)).toBe(testOf({ field, is: wanted })(who));
        expect(testOf({ field, exists: false })(who)).toBe(!testOf({ field, exists: true })(who));
        const isNumber = typeof who.attributes[name] === 'number';
        expect(testOf({ field: name, moreThan: n })(who)).toBe(
          isNumber && !testOf({ field: name, atMost: n })(who),
        );
        expect(testOf({ field: name, lessThan: n })(who)).toBe(
          isNumber && !testOf({ field: name, atLeast: n })(who),
        );
      }),
    );
  });
});

test('every query can be told in words, and is read back as itself', () => {
  fc.assert(
    fc.property(tree, (query) => {
      expect(explainQuery(query)).toMatch(/\S/);
      expect(querySchema.parse(JSON.parse(JSON.stringify(query)))).toEqual(query);
    }),
    { numRuns: 500 },
  );
});

test('every tree is read back as itself, whatever is in it', () => {
  const words = {
    text: fc.constantFrom('a', '"', 'ΟΔΟΣ'),
    customer: fc.constantFrom('C-1', 'C-2'),
    sku: fc.constant('SKU-1'),
    product: fc.constant('Tent'),
    category: fc.constant('Camping'),
    campaign: fc.constant('spring'),
    currency: fc.constantFrom('EUR', 'USD'),
    attribute: fc.constantFrom('tier', 'points'),
    date: fc.constantFrom('2026-01-01', '2026-03-31T10:00:00Z'),
  };
  fc.assert(
    fc.property(anyQuery(words), (query) => {
      const text = JSON.stringify(query);
      expect(JSON.stringify(querySchema.parse(JSON.parse(text))).length).toBe(text.length);
      expect(querySchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

test('whatever comes is a query or is refused', () => {
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom('and', 'or', 'not', 'field', 'is', 'all', 'x') }),
      (input) => {
        const { success, data } = querySchema.safeParse(input);
        if (success) expect(typeof testOf(record(data))(ADA)).toBe('boolean');
      },
    ),
    { numRuns: 1_000 },
  );
});
