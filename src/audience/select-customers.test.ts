import { expect, test } from 'vitest';
import { MemoryCustomerStore } from '../adapters/memory/customer-store.ts';
import type { AudienceIndex } from './audience-index.ts';
import type { Query } from './query/query.ts';
import { selectCustomers } from './select-customers.ts';

const AS_OF = { at: Date.UTC(2026, 2, 31), zone: 'UTC' };

async function opened() {
  const store = new MemoryCustomerStore();
  await store.upsert(
    Array.from({ length: 10 }, (_, i) => ({
      id: `c${i}`,
      addresses: {},
      consent: { sms: i % 2 === 0 },
      attributes: {},
    })),
  );
  return store;
}

/** Answers `ids`, and remembers what was done to it. */
class GivenIndex implements Pick<AudienceIndex, 'ids' | 'close'> {
  readonly done: string[] = [];
  readonly #ids: readonly string[];

  constructor(ids: readonly string[] = []) {
    this.#ids = ids;
  }

  async *ids(query: Query, _asOf: unknown, batchSize: number): AsyncIterable<readonly string[]> {
    this.done.push(JSON.stringify(query));
    for (let at = 0; at < this.#ids.length; at += batchSize) yield this.#ids.slice(at, at + batchSize);
  }

  close(): void {
    this.done.push('closed');
  }
}

async function select(query: Query, index = new GivenIndex(), size = 3) {
  const customers = await opened();
  const batches: (readonly string[])[] = [];
  for await (const batch of selectCustomers(
    query,
    { customers, openAudience: async () => index },
    AS_OF,
    size,
  )) {
    batches.push(batch.map(({ id }) => id));
  }
  return batches;
}

test('what the customers themselves say is looked up in all of them', async () => {
  const index = new GivenIndex();
  expect((await select({ consents: 'sms' }, index)).flat()).toEqual(['c0', 'c2', 'c4', 'c6', 'c8']);
  expect(index.done).toEqual([]);
});

test('who is named is looked up, and nobody else', async () => {
  const query: Query = { and: [{ customers: ['c4', 'c5', 'x', 'c2', 'c0'] }, { consents: 'sms' }] };
  expect(await select(query)).toEqual([['c4'], ['c2', 'c0']]);
});

test('for what they did the index is asked, and closed', async () => {
  const index = new GivenIndex(['c9', 'gone', 'c1', 'c3', 'c0']);
  expect(await select({ bought: {} }, index)).toEqual([
    ['c9', 'c1'],
    ['c3', 'c0'],
  ]);
  expect(index.done).toEqual(['{"bought":{}}', 'closed']);
});

test('the index is closed for who stops early', async () => {
  const index = new GivenIndex(['c9', 'c1']);
  const parts = { customers: await opened(), openAudience: async () => index };
  for await (const batch of selectCustomers({ bought: {} }, parts, AS_OF, 1)) {
    expect(batch).toHaveLength(1);
    break;
  }
  expect(index.done.at(-1)).toBe('closed');
});
