import { expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { SHOP } from '../support/vocabularies.ts';

const read = reader(SHOP);
const tents = (part: string, when = '') => `share of spend on category "Tents" is ${part}%${when}`;

test.each([
  ['more than half of their spend is on tents', tents('more than 50')],
  ['at least 30% of their money went on tents this year', tents('at least 30', ' this year')],
  ['over 60 percent of what they spent was for tents', tents('more than 60')],
  ['spent less than a quarter of their budget on tents', tents('less than 25')],
  ['spends half or more of their money on tents', tents('at least 50')],
  ['spent all their money on tents', tents('exactly 100')],
  ['share of their spending on tents is at least 40%', tents('at least 40')],
  ['customers with more than 40% of spend in tents', tents('more than 40')],
  [
    'more than half of their spend is on tents or boots',
    'share of spend on category "Tents" or category "Boots" is more than 50%',
  ],
  ['whose first purchase was a tent', 'oldest purchase of all was of category "Tents"'],
  ['whose last purchase was a tent', 'newest purchase of all was of category "Tents"'],
  [
    'first purchase of a tent was in 2025',
    'first purchase of category "Tents" was from 2025-01-01 to 2025-12-31',
  ],
  ['bought tents in dollars', 'bought category "Tents" in USD'],
  ['never bought in euros', 'not (bought anything in EUR)'],
  ['paid in dollars last year', 'bought anything in USD last year'],
  ['spent over 100 in euros', 'spent more than 100 EUR'],
])('%s', readsAs(read));

test.each([
  ['most of their money went on tents', tents('more than 50')],
  ['whose spend is mostly tents', tents('more than 50')],
  ['half of their spend is on tents', tents('at least 50')],
])('taken, and said: %s', (words, meaning) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.9);
});

test('half of the people is a random half of them', () => {
  expect(explainQuery(read('half the gold members').query)).toBe('a random 50% among (tier is "gold")');
});
