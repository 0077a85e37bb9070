import { expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { SHOP } from '../support/vocabularies.ts';
import { reader } from '../support/read-phrases.ts';

const read = reader(SHOP);
const GERMANS = { field: 'country', is: 'DE' };

test.each([
  ['only those with email', 'country is "DE" and (has an address for email)'],
  ['but only in Berlin', 'country is "DE" and city is "Berlin"'],
  ['without the ones who bought a tent', 'country is "DE" and not (bought category "Tents")'],
  ['also customers from Spain', 'country is "DE" or country is "ES"'],
  ['exclude gold members', 'country is "DE" and not (tier is "gold")'],
  ['and who bought a tent', 'country is "DE" and (bought category "Tents")'],
  ['now just the women', 'country is "DE" and gender is "female"'],
  ['of those the top 5 by spend', 'top 5 by spend among (country is "DE")'],
])('%s', (words, meaning) => {
  const { query, assumptions } = read(words, GERMANS);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions[0]).toMatch(/question before/);
});

test.each(['gold members in Lisbon', 'customers who bought a tent', 'top 100 by spend'])(
  'a question of its own: %s',
  (words) => {
    expect(read(words, GERMANS)).toEqual(read(words));
  },
);

test('what was not understood leaves nobody, and not everybody of before', () => {
  expect(read('only the unhappy ones', GERMANS)).toMatchObject({
    query: { not: { all: true } },
    confidence: 0,
  });
});
