import { expect, test } from 'vitest';
import type { Query } from './query/query.ts';
import { rulesReader } from './rules-reader.ts';
import type { Vocabulary } from './vocabulary.ts';

const vocabulary: Vocabulary = {
  customers: 10,
  fields: [
    {
      name: 'tier',
      type: 'text',
      known: 10,
      values: [
        { value: 'gold', customers: 4 },
        { value: 'silver', customers: 6 },
      ],
    },
    { name: 'email', type: 'text', known: 8, values: [] },
  ],
  products: [],
  categories: [],
  campaigns: [],
  currencies: [],
  has: { purchases: false, carts: false, views: false, messages: false },
};
const gold: Query = { field: 'tier', is: 'gold' };

function read(words: string, previous?: Query) {
  const question = { words, vocabulary, named: new Map(), asOf: { at: 0, zone: 'UTC' } };
  return rulesReader.read(previous === undefined ? question : { ...question, previous });
}

test('the question before is narrowed, and the reading says so', async () => {
  const reading = await read('only those with email', gold);
  expect(reading).toMatchObject({ query: { and: [gold, { reachable: 'email' }] }, refines: true });
});

test('a question of its own refines nothing', async () => {
  expect(await read('silver', gold)).toMatchObject({ query: { field: 'tier', is: 'silver' } });
  expect((await read('silver', gold)).refines).toBeUndefined();
  expect((await read('gold')).refines).toBeUndefined();
});
