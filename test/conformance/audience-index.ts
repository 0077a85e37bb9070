import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Query } from '../../src/audience/query/query.ts';
import { querySchema } from '../../src/audience/query/read-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { ToldMessages } from '../support/told-messages.ts';
import { AUDIENCE_CASES } from './audience-cases.ts';
import type { AudienceHarness, AudienceStores } from './audience-harness.ts';
import { ANA, fillAudience, importAll, NOW, PEOPLE } from './audience-world.ts';

const AS_OF = { at: NOW, zone: 'UTC' };

/** What every audience index promises. */
export function audienceIndexSuite(harness: AudienceHarness): void {
  describe(`audience index: ${harness.name}`, () => {
    describe('an audience', () => {
      audienceCases(harness);
    });
    describe('what it knows of', () => {
      knowledgeCases(harness);
    });
  });
}

async function batches({ index }: AudienceStores, query: Query, size = 100, asOf = AS_OF) {
  const all: (readonly string[])[] = [];
  for await (const batch of index.ids(query, asOf, size)) all.push(batch);
  return all;
}

function audienceCases(harness: AudienceHarness): void {
  let stores: AudienceStores;
  const ledger = new ToldMessages();

  beforeAll(async () => {
    stores = await harness.open(ledger);
    await fillAudience(stores, ledger);
  });

  afterAll(() => stores.close());

  test.each(AUDIENCE_CASES)('%j', async (input, ids) => {
    const query = querySchema.parse(input);
    expect((await batches(stores, query)).flat()).toEqual(ids);
    expect(await stores.index.count(query, AS_OF)).toBe(ids.length);
  });

  test('ids come in batches, in the order of their code points', async () => {
    const ids = PEOPLE.map(({ id }) => id);
    for (const size of [1, 2, 3, 7, 8]) {
      const all = await batches(stores, { all: true }, size);
      expect(all.flat()).toEqual(ids);
      expect(Math.max(...all.map(({ length }) => length))).toBe(Math.min(size, ids.length));
    }
  });

  test('who stops taking ids is in nobody’s way', async () => {
    for await (const batch of stores.index.ids({ all: true }, AS_OF, 1)) {
      expect(batch).toEqual(['C-1']);
      break;
    }
    expect(await stores.index.count({ all: true }, AS_OF)).toBe(7);
  });

  test('days begin and end in the zone of the question', async () => {
    const signedUp: Query = { field: 'signup_at', during: { from: '2026-03-31', to: '2026-03-31' } };
    expect((await batches(stores, signedUp)).flat()).toEqual(['C-1']);
    const inKiritimati = { at: NOW, zone: 'Pacific/Kiritimati' };
    expect((await batches(stores, signedUp, 10, inKiritimati)).flat()).toEqual([]);
  });

  test('how many they are, how many of them a channel reaches, and the first ten', async () => {
    const everybody = (await batches(stores, { all: true })).flat();
    expect(await stores.index.overview({ all: true }, AS_OF)).toEqual({
      count: 7,
      first: everybody,
      reach: {
        sms: { reachable: 1, allowed: 1 },
        whatsapp: { reachable: 1, allowed: 1 },
        email: { reachable: 2, allowed: 1 },
      },
    });
    expect(await stores.index.overview({ field: 'country', is: 'DE' }, AS_OF)).toMatchObject({
      reach: { email: { reachable: 1, allowed: 0 } },
    });
  });

  test('no text of the query is in the statement that is shown', async () => {
    const { sql, parameters } = await stores.index.compile({ field: 'city', is: "Zz'; --" }, AS_OF);
    expect(sql.toLowerCase()).not.toContain('zz');
    expect(sql.match(/\?/g)?.length ?? 0).toBe(parameters.length);
  });

  test('words that name a customer', async () => {
    await stores.customers.upsert([
      { id: 'CUST-00000012', addresses: {}, consent: {}, attributes: {} },
      { id: 'Other-12', addresses: {}, consent: {}, attributes: {} },
      { id: 'nobody', addresses: {}, consent: {}, attributes: {} },
    ]);
    const words = ['cust-00000012', '12', '0012', 'C-2', 'c-2', '3', 'C', 'Lisbon', '%', ''];
    expect([...(await stores.index.customersNamed(words))]).toHaveLength(6);
    const named = await stores.index.customersNamed(words);
    expect(Object.fromEntries(named)).toEqual({
      'cust-00000012': ['CUST-00000012'],
      '12': ['CUST-00000012', 'Other-12'],
      '0012': ['CUST-00000012', 'Other-12'],
      'C-2': ['C-2'],
      'c-2': ['C-2'],
      '3': ['C-3'],
    });
    expect((await stores.index.customersNamed([])).size).toBe(0);
  });
}

function knowledgeCases(harness: AudienceHarness): void {
  const open = async (work: (stores: AudienceStores, ledger: ToldMessages) => Promise<void>) => {
    const ledger = new ToldMessages();
    const stores = await harness.open(ledger);
    try {
      await work(stores, ledger);
    } finally {
      await stores.close();
    }
  };
  const field = ({ fields }: Vocabulary, name: string) => fields.find((each) => each.name === name);

  test('the words of an empty workspace', () =>
    open(async ({ index }) => {
      expect(await index.vocabulary()).toEqual({
        customers: 0,
        fields: [],
        products: [],
        categories: [],
        campaigns: [],
        currencies: [],
        has: { purchases: false, carts: false, views: false, messages: false },
      });
      expect(await index.count({ not: { bought: {} } }, AS_OF)).toBe(0);
      expect(await index.overview({ all: true }, AS_OF)).toMatchObject({
        count: 0,
        reach: { sms: { reachable: 0, allowed: 0 } },
      });
    }));

  test('the words of a full one', () =>
    open(async (stores, ledger) => {
      await fillAudience(stores, ledger);
      const words = await stores.index.vocabulary();
      expect(words).toMatchObject({
        customers: 7,
        categories: ['Camping', 'Kitchen'],
        campaigns: [
          { id: 'autumn', name: 'The autumn campaign' },
          { id: 'spring', name: 'The spring campaign' },
        ],
        currencies: ['EUR', 'USD'],
        has: { purchases: true, carts: true, views: true, messages: true },
      });
      const bySku = [...words.products].sort((a, b) => (a.sku < b.sku ? -1 : 1));
      expect(bySku).toEqual([
        { sku: 'LOOSE-9' },
        { sku: 'STOVE-1', name: 'Stove', category: 'Kitchen' },
        { sku: 'TENT-1', name: 'Tent Pro', category: 'Camping' },
        { sku: 'TENT-2', name: 'Tent Light', category: 'Camping' },
        { sku: 'UNSOLD' },
      ]);
      expect(field(words, 'country')).toEqual({
        name: 'country',
        type: 'text',
        known: 4,
        values: [
          { value: 'DE', customers: 2 },
          { value: 'FR', customers: 1 },
          { value: 'PT', customers: 1 },
        ],
      });
      expect(field(words, 'points')).toEqual({
        name: 'points',
        type: 'integer',
        known: 3,
        values: [
          { value: 120, customers: 2 },
          { value: 80, customers: 1 },
        ],
        min: 80,
        max: 120,
      });
      expect(field(words, 'first_name')).toMatchObject({ known: 1, values: [] });
      expect(field(words, 'email')).toMatchObject({ known: 2, values: [] });
      expect(field(words, 'customer_id')).toMatchObject({ known: 7, values: [] });
      expect(field(words, 'signup_at')).toMatchObject({ type: 'date', known: 3, max: NOW });
      expect(field(words, 'renewed')).toMatchObject({
        type: 'date',
        min: Date.UTC(2025, 2, 31),
        max: Date.UTC(2026, 0, 15),
      });
      expect(field(words, 'score')?.type).toBe('decimal');
      expect(field(words, 'vip')).toMatchObject({
        type: 'boolean',
        values: [{ value: true, customers: 1 }],
      });
      expect(field(words, 'mixed')?.type).toBe('mixed');
      expect(field(words, 'likes')).toMatchObject({ type: 'list', known: 3 });
      expect(field(words, 'likes')?.values[0]).toMatchObject({ customers: 2 });
      expect(field(words, 'language')).toBeUndefined();
    }));

  test('each answer takes in what came since', () =>
    open(async ({ customers, records, index }, ledger) => {
      const count = (query: Query) => index.count(query, AS_OF);
      expect(await count({ all: true })).toBe(0);
      const purchase = { id: 'p', customerId: 'C-1', sku: 's', quantity: 1, at: NOW };
      await importAll(records, 'purchases', [purchase]);
      expect(await count({ bought: {} })).toBe(0);
      await customers.upsert([ANA]);
      expect(await count({ bought: {} })).toBe(1);
      await customers.upsert([{ ...ANA, attributes: { tier: 'silver', fresh: 1 } }]);
      expect(await count({ field: 'tier', is: 'gold' })).toBe(0);
      expect(await count({ field: 'fresh', atLeast: 1 })).toBe(1);
      const { key = '' } = (await customers.find('C-1')) ?? {};
      const sent = { customerKey: key, campaignId: 'spring', channel: 'sms', at: NOW } as const;
      const marks = { contacted: true, delivered: false, opened: false, clicked: false, failed: false };
      expect(await count({ contacted: {} })).toBe(0);
      ledger.tell([{ ...sent, ...marks }]);
      expect(await count({ contacted: {} })).toBe(1);
      ledger.tell([{ ...sent, ...marks, delivered: true, channel: 'email' }]);
      expect(await count({ contacted: {}, times: { exactly: 2 } })).toBe(1);
      expect(await count({ delivered: { channel: 'email' } })).toBe(1);
      expect((await index.vocabulary()).campaigns.map(({ id }) => id)).toEqual(['spring']);
    }));
}
