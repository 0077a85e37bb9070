import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader } from '../support/read-phrases.ts';
import { field, SHOP } from '../support/vocabularies.ts';

const shop = reader(SHOP);
const trade = reader({
  ...SHOP,
  fields: [...SHOP.fields, field('trade_account', 'boolean', [true, false])],
});
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

describe('a name of several things', () => {
  const homes = reader({
    ...SHOP,
    fields: [
      ...SHOP.fields,
      field('shelter', 'text', ['Boots', 'Hut']),
      field('fav_region', 'text', ['Packs']),
    ],
    campaigns: [{ id: 'tents-news', name: 'Tents news' }],
  });

  test.each([
    ['Tents customers', 'bought category "Tents"', 'the name of a campaign'],
    ['tents', 'bought category "Tents"', 'the name of a campaign'],
    ['Packs customers', 'fav region is "Packs"', 'is sold too'],
  ])('%s', (words, meaning, other) => {
    const { query, assumptions, confidence } = homes(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.join()).toContain(other);
    expect(confidence).toBeLessThan(0.9);
  });

  test('is no doubt where a verb says which', () => {
    expect(homes('bought tents').confidence).toBeGreaterThan(0.9);
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

describe('a bound behind what is counted', () => {
  test.each([
    ['bought 3 tents or more', 'bought category "Tents" at least 3 units'],
    ['bought 1 tent or more', 'bought category "Tents" at least 1 units'],
    ['bought 2 tents at most', 'bought category "Tents" at most 2 units'],
    ['3 tents or more', 'bought category "Tents" at least 3 units'],
    [
      'bought 3 tents and more than 2 lamps',
      '(bought category "Tents" at least 3 units) and (bought product "Head Lamp" more than 2 units)',
    ],
  ])('%s', (words, meaning) => {
    const { query, notUnderstood } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
  });
});

describe('values have no order', () => {
  test.each([
    ['gold or above', 'tier is "gold"'],
    ['silver and up', 'tier is "silver"'],
    ['gold members or higher in Lisbon', 'tier is "gold" and city is "Lisbon"'],
    ['at least silver', 'tier is "silver"'],
    ['silver+ members', 'tier is "silver"'],
  ])('%s', (words, meaning) => {
    const { query, assumptions, confidence } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.some((each) => each.includes('has no order of values'))).toBe(true);
    expect(confidence).toBeLessThan(0.9);
  });

  test.each([
    ['silver or above 500 points', 'tier is "silver" or points is more than 500'],
    ['gold or higher than 500 points', 'tier is "gold" or points is more than 500'],
    ['points 500 or above', 'points is at least 500'],
  ])('%s', (words, meaning) => {
    expect(explainQuery(shop(words).query)).toBe(meaning);
  });
});

describe('weekends, on a Sunday', () => {
  test('this one is sure', () => {
    const { query, confidence } = shop('bought this weekend');
    expect(explainQuery(query)).toBe('bought anything from 2026-11-21 to 2026-11-22');
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  });

  test.each([
    ['bought last weekend', 'bought anything from 2026-11-14 to 2026-11-15'],
    ['signed up over the past weekend', 'signup at is from 2026-11-14 to 2026-11-15'],
    ['bought since last weekend', 'bought anything since 2026-11-14'],
    ['birthday next weekend', 'birth date is from 2026-11-28 to 2026-11-29 of any year'],
    ['bought over Easter 2026', 'bought anything from 2026-04-03 to 2026-04-06'],
  ])('doubted: %s', (words, meaning) => {
    const { query, confidence } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(confidence).toBeLessThan(0.9);
  });
});

describe('teenagers are 13 to 19', () => {
  const age = 'birth date is more than 13 years ago and birth date is in the last 20 years';
  test.each([
    ['teenagers', age],
    ['teenage members', age],
    ['gold members in their teens', `tier is "gold" and ${age}`],
  ])('%s', (words, meaning) => {
    const { query, assumptions } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.some((each) => each.endsWith('was taken as 13 to 19 years old.'))).toBe(true);
  });

  test('those of others are no customers', () => {
    expect(shop('parents of teenagers').notUnderstood.length).toBeGreaterThan(0);
  });
});

describe('how many is said last', () => {
  test.each([
    ['biggest spenders, top 10', 'top 10 by spend'],
    ['biggest spenders on tents, top 10', 'top 10 by spend on category "Tents"'],
    ['most points, top 5', 'top 5 by points'],
    ['fewest points, top 5', 'bottom 5 by points'],
    ['most frequent buyers, top 10', 'top 10 by number of orders'],
  ])('%s', (words, meaning) => {
    const { query, notUnderstood } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
  });
});

describe('what is liked best', () => {
  test.each([
    ['like email best', 'preferred channel is "email"'],
    ['gold members who like sms most', 'tier is "gold" and preferred channel is "sms"'],
    ['want email', 'agreed to email'],
  ])('%s', (words, meaning) => {
    const { query, notUnderstood } = shop(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
  });
});

describe('customers called by what they hold', () => {
  test.each([
    ['trade customers in Lisbon', 'trade account is true and city is "Lisbon"'],
    ['gold trade members', 'tier is "gold" and trade account is true'],
  ])('%s', (words, meaning) => {
    const { query, assumptions, confidence } = trade(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions).toEqual(['"trade" was taken as the field trade account.']);
    expect(confidence).toBeLessThan(0.9);
  });
});
