import { describe, expect, test } from 'vitest';
import type { PersonName } from './parse/sentence/person-names.ts';
import { explainQuery } from './query/explain-query.ts';
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
    { name: 'pony_name', type: 'text', known: 8, values: [{ value: 'Nutmeg', customers: 3 }] },
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

describe('words that are left over may be a name', () => {
  const kowalska = [
    { field: 'first_name', is: 'Anna' },
    { field: 'last_name', is: 'Kowalska' },
  ];
  const asked = async (words: string, customers: readonly string[]) => {
    const looked: string[] = [];
    const known = async (names: readonly PersonName[]) => {
      looked.push(...names.map(({ text }) => text));
      return names.filter(({ text }) => customers.includes(text));
    };
    const question = { words, vocabulary, named: new Map(), asOf: { at: 0, zone: 'UTC' }, known };
    return { reading: await rulesReader.read(question), looked };
  };

  test('that customers have', async () => {
    const { reading } = await asked('gold: Anna Kowalska', ['Anna Kowalska']);
    expect(reading).toMatchObject({ query: { and: [gold, ...kowalska] }, notUnderstood: [] });
    expect(reading.confidence).toBeGreaterThan(0.9);
  });

  test('in small letters, and of several', async () => {
    const { reading } = await asked('anna kowalska and Jean-Pierre O’Neill', [
      'anna kowalska',
      'Jean-Pierre O’Neill',
    ]);
    expect(explainQuery(reading.query)).toBe(
      '(first name is "anna" and last name is "kowalska") or (first name is "Jean-Pierre" and last name is "O’Neill")',
    );
  });

  test('that nobody has', async () => {
    const { reading, looked } = await asked('gold members like Anna Kowalska', []);
    expect(looked).toContain('Anna Kowalska');
    expect(reading.confidence).toBeLessThan(0.5);
    expect(reading.notUnderstood).not.toEqual([]);
  });

  test('and are not looked for where all is understood', async () => {
    expect((await asked('gold members', [])).looked).toEqual([]);
  });

  test('nor where a value stands in a longer question', async () => {
    expect((await asked('Gold members', ['Gold'])).looked).toEqual([]);
  });

  test('but where a question is nothing but a name, which may be a person', async () => {
    const { reading } = await asked('Gold', ['Gold']);
    expect(reading).toMatchObject({ query: gold, notUnderstood: [] });
    expect(reading.assumptions).toEqual(['Customers are called "Gold" too; tier is "gold" was taken.']);
    expect(reading.confidence).toBeLessThan(0.9);
    expect((await asked('Gold', [])).reading.confidence).toBeGreaterThan(0.9);
  });

  test('and where a word says how somebody else is called', async () => {
    const { reading } = await asked('gold, Nutmeg', ['Nutmeg']);
    expect(reading.assumptions).toContain(
      'Customers are called "Nutmeg" too; pony name is "Nutmeg" was taken.',
    );
    expect(reading.confidence).toBeLessThan(0.9);
    expect((await asked('pony name is Nutmeg', ['Nutmeg'])).looked).toEqual([]);
  });
});
