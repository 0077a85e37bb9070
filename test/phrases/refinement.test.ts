import { expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Query } from '../../src/audience/query/query.ts';
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
  ['make it Spain instead', 'country is "ES"'],
  ['also include Spain', 'country is one of "DE", "ES"'],
  ['same but gold', 'country is "DE" and tier is "gold"'],
  ['who never bought a tent', 'country is "DE" and not (bought category "Tents")'],
  ['born before 1970', 'country is "DE" and birth date is before 1970-01-01'],
  ['top 5 by spend', 'top 5 by spend among (country is "DE")'],
])('%s', (words, meaning) => {
  const { query, assumptions } = read(words, GERMANS);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions[0]).toMatch(/question before/);
});

const TENTS = { bought: { categories: ['Tents'] }, when: { this: 'year' } } as const;

test.each([
  ['same for gas stoves', '(bought product "Gas Stove" this year)'],
  ['what about last year?', '(bought category "Tents" last year)'],
  ['what about gold?', undefined],
])('of things in a time, %s', (words, meaning) => {
  const { query, confidence } = read(words, TENTS);
  if (meaning === undefined) expect(confidence).toBe(0);
  else expect(`(${explainQuery(query)})`).toBe(meaning);
});

test.each<readonly [Query, string, string | undefined]>([
  [{ field: 'points', moreThan: 200 }, 'make that 500', 'points is more than 500'],
  [{ field: 'points', moreThan: 200 }, 'at least 500 instead', 'points is at least 500'],
  [{ top: 10, by: 'spend' }, 'make it 20', 'top 20 by spend'],
  [
    { bought: { categories: ['Tents'] }, times: { atLeast: 2 } },
    'make that 3 times',
    'bought category "Tents" at least 3 times',
  ],
  [
    { bought: { categories: ['Tents'] }, when: { last: '90 days' } },
    'make that 60 days',
    'bought category "Tents" in the last 60 days',
  ],
  [
    { field: 'signup_at', during: { olderThan: '1 year' } },
    'what about 2 years?',
    'signup at is more than 2 years ago',
  ],
  [{ spent: { moreThan: 100 }, currency: 'EUR' }, 'what about 200?', 'spent more than 200 EUR'],
  [{ field: 'tier', is: 'gold' }, 'make that 500', undefined],
])('another number: of %j, %s', (previous, words, meaning) => {
  const { query, confidence } = read(words, previous);
  if (meaning === undefined) expect(confidence).toBe(0);
  else expect(explainQuery(query)).toBe(meaning);
});

test.each(['and no tent', 'and never bought a tent', 'but can get an email'])(
  '%s is surely of those before',
  (words) => {
    const { confidence, assumptions } = read(words, GERMANS);
    expect(assumptions[0]).toMatch(/narrowing/);
    expect(confidence).toBeGreaterThanOrEqual(words === 'and no tent' ? 0.8 : 0.9);
  },
);

test.each(['gold members in Lisbon', 'customers who bought a tent', 'top 100 customers by spend'])(
  'a question of its own: %s',
  (words) => {
    expect(read(words, GERMANS)).toEqual(read(words));
  },
);

test.each(['Who bought a tent?', 'Spain'])('%s may be of those before or not', (words) => {
  const { query, confidence, assumptions } = read(words, GERMANS);
  expect(query).toEqual(read(words).query);
  expect(assumptions[0]).toMatch(/of its own/);
  expect(confidence).toBeLessThan(0.9);
});

test('what was not understood leaves nobody, and not everybody of before', () => {
  expect(read('only the unhappy ones', GERMANS)).toMatchObject({
    query: { not: { all: true } },
    confidence: 0,
  });
});

test.each([
  ['people in Porto', 'swap Porto for Lisbon', 'city is "Lisbon"'],
  ['people in Porto or Faro', 'replace Faro with Lisbon, please', 'city is one of "Porto", "Lisbon"'],
  ['gold members in Faro', 'silver instead of gold', 'tier is "silver" and city is "Faro"'],
  ['bought tents this year', 'boots instead of tents', 'bought category "Boots" this year'],
  [
    'bought tents or boots this year',
    'swap boots for packs',
    'bought category "Tents" or category "Packs" this year',
  ],
])('one for the other: %s, %s', (before, words, meaning) => {
  const { query, refines, notUnderstood } = read(words, read(before).query);
  expect(explainQuery(query)).toBe(meaning);
  expect(refines).toBe(true);
  expect(notUnderstood).toEqual([]);
});

test('what was not asked for before is not swapped', () => {
  const { confidence } = read('swap Porto for Lisbon', read('gold members').query);
  expect(confidence).toBeLessThan(0.9);
});
