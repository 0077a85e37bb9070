import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader } from '../support/read-phrases.ts';
import { SHOP } from '../support/vocabularies.ts';

const shop = reader(SHOP);
const school = reader({ ...SHOP, categories: ['Exam Preparation', 'Training'] });

describe('a sum over several things', () => {
  test.each([
    [
      'spent at least 500 euro on tents and boots',
      'spent at least 500 EUR on category "Tents" or category "Boots"',
    ],
    [
      'spent more than 200 EUR on tents, boots and packs this year',
      'spent more than 200 EUR on category "Tents" or category "Boots" or category "Packs" this year',
    ],
    [
      'average order over 50 EUR on tents and boots',
      'average purchase is more than 50 EUR on category "Tents" or category "Boots"',
    ],
  ])('%s', (words, meaning) => {
    const { query, assumptions, confidence } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.some((each) => each.startsWith('One sum'))).toBe(true);
    expect(confidence).toBeLessThan(0.9);
  });

  test.each([
    [
      'spent more than 100 EUR on both tents and boots',
      '(spent more than 100 EUR on category "Tents") and (spent more than 100 EUR on category "Boots")',
    ],
    ['bought tents and boots', '(bought category "Tents") and (bought category "Boots")'],
  ])('each for itself: %s', (words, meaning) => {
    expect(explainQuery(shop(words).query)).toBe(meaning);
  });
});

describe('a part of something', () => {
  test('a percentage of what is a number is doubted', () => {
    const { query, assumptions, confidence } = shop('points over 10%');
    expect(explainQuery(query)).toBe('points is more than 10');
    expect(assumptions).toEqual(['The number itself was compared: points is no percentage.']);
    expect(confidence).toBeLessThan(0.9);
  });

  test.each([
    ['half the gold members', 'a random 50% among (tier is "gold")'],
    ['a random half', 'a random 50%'],
    ['gold members, just half', 'a random 50% among (tier is "gold")'],
  ])('%s', (words, meaning) => {
    expect(explainQuery(shop(words).query)).toBe(meaning);
  });

  test.each(['people doing a half', 'gold members who ran a half'])('no share: %s', (words) => {
    expect(shop(words).notUnderstood.length).toBeGreaterThan(0);
  });
});

describe('a verb of one word of a longer name', () => {
  test.each(['gold members preparing nothing', 'preparing in Lisbon'])('is told: %s', (words) => {
    const { notUnderstood, query } = school(words);
    expect(notUnderstood.join()).toContain('preparing');
    expect(explainQuery(query)).not.toContain('Exam');
  });
});
