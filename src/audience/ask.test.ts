import { describe, expect, test } from 'vitest';
import { ask, type Asked } from './ask.ts';
import type { AudienceIndex } from './audience-index.ts';
import type { Customer } from './customer.ts';
import type { Reading } from './parse/sentence/reading.ts';
import { NOBODY, type Query } from './query/query.ts';
import type { QuestionReader } from './question-reader.ts';
import type { Vocabulary } from './vocabulary.ts';

const gold: Query = { field: 'tier', is: 'gold' };
const withEmail: Query = { and: [gold, { reachable: 'email' }] };
const AS_OF = { at: Date.UTC(2026, 10, 20), zone: 'UTC' };

const ANA: Customer = {
  key: '1',
  id: 'C1',
  firstName: 'Ana',
  lastName: 'Silva',
  addresses: { sms: '+351910000001', email: 'ana@example.com' },
  city: 'Lisboa',
  country: 'PT',
  signupAt: Date.UTC(2025, 0, 31),
  consent: {},
  attributes: { tier: 'gold', secret: 'x' },
};

const reach = { reachable: 1, allowed: 1 };

/** Counts by the query's text; everything else is the same for all. */
function index(counts: ReadonlyMap<Query, number>, customers = 10): AudienceIndex {
  const byText = new Map([...counts].map(([query, count]) => [JSON.stringify(query), count]));
  const vocabulary: Vocabulary = {
    customers,
    fields: [],
    products: [],
    categories: [],
    campaigns: [],
    currencies: [],
    has: { purchases: false, carts: false, views: false, messages: false },
  };
  const countOf = (query: Query) => byText.get(JSON.stringify(query)) ?? 0;
  return {
    count: async (query) => countOf(query),
    ids: () => {
      throw new Error('An answer needs no list of all.');
    },
    overview: async (query) => ({
      count: countOf(query),
      reach: { sms: reach, whatsapp: reach, email: reach },
      first: ['C1', 'C2', 'C3'],
    }),
    compile: async () => ({ sql: 'SELECT ?', parameters: ['gold'] }),
    vocabulary: async () => vocabulary,
    customersNamed: async () => new Map(),
    close: () => undefined,
  };
}

function asked(
  words: string,
  reading: Partial<Reading>,
  counts: ReadonlyMap<Query, number>,
  previous?: Asked,
) {
  const full = { query: gold, understood: [], notUnderstood: [], assumptions: [], confidence: 1, ...reading };
  const customers = { findByIds: async (ids: readonly string[]) => (ids.includes('C1') ? [ANA] : []) };
  return ask(words, { index: index(counts), customers, reader: { read: async () => full } }, AS_OF, previous);
}

test('a reader learns which names customers have', async () => {
  const [ana, ben] = ['Ana', 'Ben'].map((text) => ({ text, query: { field: 'first_name', is: text } }));
  const names = [ana, ben].filter((name) => name !== undefined);
  const either: Query = { or: names.map(({ query }) => query) };
  const counts = new Map<Query, number>([
    [either, 1],
    ...names.slice(0, 1).map(({ query }): [Query, number] => [query, 1]),
  ]);
  const learnt: string[] = [];
  const reader: QuestionReader = {
    read: async ({ known }) => {
      for (const { text } of (await known?.(names)) ?? []) learnt.push(text);
      return { query: gold, understood: [], notUnderstood: [], assumptions: [], confidence: 1 };
    },
  };
  await ask('Ana and Ben', { index: index(counts), customers: { findByIds: async () => [] }, reader }, AS_OF);
  expect(learnt).toEqual(['Ana']);
});

test('everything about a question', async () => {
  const confidence = 0.9;
  expect(await asked('gold members', { confidence }, new Map([[gold, 4]]))).toEqual({
    query: gold,
    understood: [],
    notUnderstood: [],
    assumptions: [],
    confidence,
    explanation: expect.stringContaining('gold'),
    count: 4,
    customers: 10,
    reach: { sms: reach, whatsapp: reach, email: reach },
    sql: 'SELECT ?',
    parameters: ['gold'],
    sample: [{ id: 'C1', name: 'Ana S.', city: 'Lisboa', country: 'PT', fields: { tier: 'gold' } }],
    refines: null,
  });
});

test('a name that nobody has may be written otherwise in the data', async () => {
  const query: Query = { field: 'last_name', is: 'Muller' };
  const { assumptions, confidence } = await asked('last name Muller', { query }, new Map([[query, 0]]));
  expect(assumptions).toEqual([expect.stringContaining('as they are written')]);
  expect(confidence).toBeLessThan(0.9);
});

describe('a sample', () => {
  test.each<[Query, Readonly<Record<string, unknown>>]>([
    [
      { and: [{ field: 'signup_at', during: { this: 'year' } }, { not: { field: 'vip', is: true } }] },
      { signup_at: '2025-01-31', vip: null },
    ],
    [
      { top: 5, by: { field: 'points' }, among: gold },
      { points: null, tier: 'gold' },
    ],
    [{ share: 5, among: { or: [gold, gold] } }, { tier: 'gold' }],
    // Addresses are nobody's business here, whatever the question was about.
    [
      {
        or: [
          { field: 'email', is: 'ana@example.com' },
          { field: 'phone', exists: true },
        ],
      },
      {},
    ],
    [{ field: 'last_name', is: 'Silva' }, {}],
  ])('of %j shows its fields', async (query, fields) => {
    const { sample } = await asked('x', { query }, new Map());
    expect(sample).toEqual([{ id: 'C1', name: 'Ana S.', city: 'Lisboa', country: 'PT', fields }]);
  });
});

test('a refinement is counted beside the query before', async () => {
  const counts = new Map<Query, number>([
    [gold, 7],
    [withEmail, 5],
    [{ and: [withEmail, { not: gold }] }, 0],
    [{ and: [gold, { not: withEmail }] }, 2],
  ]);
  const before = { query: gold, confidence: 1, notUnderstood: [] };
  const { refines } = await asked(
    'only those with email',
    { query: withEmail, refines: true },
    counts,
    before,
  );
  expect(refines).toMatchObject({ query: gold, count: 7, added: 0, removed: 2 });
  const { refines: none } = await asked('gold members', {}, counts, before);
  expect(none).toBeNull();
});

test('a refinement is as doubtful as what it goes on from', async () => {
  const before = { query: gold, confidence: 0.4, notUnderstood: ['over 40'] };
  const on = { query: withEmail, refines: true, confidence: 0.95 };
  const refined = await asked('only those with email', on, new Map(), before);
  expect(refined).toMatchObject({
    confidence: 0.4,
    notUnderstood: [],
    assumptions: ['Of the question before this was not understood: over 40.'],
  });
  const again = await asked('only those with email', { ...on, confidence: 0.3 }, new Map(), before);
  expect(again.confidence).toBe(0.3);
  const afresh = await asked('gold members', { confidence: 0.95 }, new Map(), before);
  expect(afresh).toMatchObject({ confidence: 0.95, assumptions: [] });
});

test('a refinement of nothing says so', async () => {
  const { assumptions, refines } = await asked('only those with email', { query: withEmail }, new Map());
  expect(assumptions).toEqual([
    'There is no question before this one to go on from: it is about all customers.',
  ]);
  expect(refines).toBeNull();
});

test('everybody is said to be everybody', async () => {
  const everyone = await asked('gold members', {}, new Map([[gold, 10]]));
  expect(everyone.assumptions).toEqual(['This is every customer there is.']);
  const meant = await asked(
    'everyone',
    { query: { all: true } },
    new Map<Query, number>([[{ all: true }, 10]]),
  );
  expect(meant.assumptions).toEqual([]);
});

test('nobody has no sample', async () => {
  expect(await asked('x', { query: NOBODY, confidence: 0 }, new Map())).toMatchObject({
    count: 0,
    confidence: 0,
  });
});

describe('what cannot be asked', () => {
  test.each([
    [' ', 'Say who is meant'],
    ['x'.repeat(2_001), 'may have 2,000 characters'],
  ])('%#', async (words, sentence) => {
    await expect(asked(words, {}, new Map())).rejects.toThrow(sentence);
  });

  test('before anything is imported', async () => {
    const parts = {
      index: index(new Map(), 0),
      customers: { findByIds: async () => [] },
      reader: { read: () => Promise.reject(new Error('There is nothing to read it with.')) },
    };
    await expect(ask('gold members', parts, AS_OF)).rejects.toThrow('cpaas import customers FILE first');
  });
});
