import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { HOMES } from '../support/vocabularies.ts';

const read = reader(HOMES);

describe('what phrases mean, surely', () => {
  test.each([
    ['pay more than 150 a month', 'monthly payment is more than 150'],
    ['families of three to five', 'household size is at least 3 and household size is at most 5'],
    ['on the third floor or higher', 'floor is at least 3'],
    ['returned more than two things', 'returns count is more than 2'],
    ['never returned anything', 'not (returns count is at least 1)'],
    ['rate us below 2.5', 'review score is less than 2.5'],
    [
      'fjord bed 160 / 180 last month',
      'bought product "Fjord Bed 160" or product "Fjord Bed 180" last month',
    ],
    ['who could we not reach with the flash deal?', 'message failed with campaign "flash-deal"'],
    ['sku BED-160, purchased this year', 'bought sku "BED-160" this year'],
    [
      'fixed contracts ending in the next 60 days',
      'contract type is "fixed" and contract ends is in the next 60 days',
    ],
    ['signed up for the fjord bed 160', 'bought product "Fjord Bed 160"'],
    ['Foodies in Leeds', 'hobby is "Foodie" and city is "Leeds"'],
  ])('%s', readsAs(read));
});

test.each([
  ['tenants in Leeds', 'city is "Leeds"', /word for customers/],
  ['homes with no meter number', 'not (meter number is known)', /word for customers/],
  ['donors in Leeds', 'city is "Leeds"', /word for customers/],
  ['with a dog', 'pets is "dog"', /"both"/],
])('%s says what was assumed', (words, meaning, note) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(note);
  expect(confidence).toBeLessThan(0.9);
});

test.each(['and has not bought it', "but didn't buy it"])(
  'of the thing of the question before: %s',
  (words) => {
    const { query } = read(words, { viewed: { products: ['Fjord Bed 160'] } });
    expect(explainQuery(query)).toBe(
      '(viewed product "Fjord Bed 160") and not (bought product "Fjord Bed 160")',
    );
  },
);
