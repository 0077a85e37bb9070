import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { MUSEUM } from '../support/museum-vocabulary.ts';

const read = reader(MUSEUM);

describe('verbs and nouns of what is sold, surely', () => {
  test.each([
    ['donated this year', 'bought category "Donations" this year'],
    ['never given', 'not (bought category "Donations")'],
    ['rented in the last 30 days', 'bought category "Rentals" in the last 30 days'],
    ['donated more than 300 in total', 'spent more than 300 on category "Donations"'],
    ['gave over £50 to the roof appeal', 'spent more than 50 GBP on product "Roof Appeal"'],
    ['made a donation last month', 'bought category "Donations" last month'],
    ['did the night tour', 'bought product "Night Tour"'],
    ['last donation more than a year ago', 'last purchase of category "Donations" was more than 1 year ago'],
    ['first rented in 2024', 'first purchase of category "Rentals" was from 2024-01-01 to 2024-12-31'],
    ['average donation over 75', 'average purchase is more than 75 on category "Donations"'],
    ['total rentals above £100', 'spent more than 100 GBP on category "Rentals"'],
    ['bought prints for more than £50 in total', 'spent more than 50 GBP on category "Prints"'],
    ['top 5 by print spend', 'top 5 by spend on category "Prints"'],
    ['top 5 by total donated', 'top 5 by spend on category "Donations"'],
    ['the 3 who donated the most', 'top 3 by spend on category "Donations"'],
    ['10 biggest donors', 'top 10 by spend on category "Donations"'],
    ['10 most frequent renters', 'top 10 by number of orders on category "Rentals"'],
    [
      'spent over £80 with us on prints since January',
      'spent more than 80 GBP on category "Prints" since 2026-01-01',
    ],
    ['night tour participants, last 90 days', 'bought product "Night Tour" in the last 90 days'],
    [
      'viewed the night tour but never bought one',
      '(viewed product "Night Tour") and not (bought product "Night Tour")',
    ],
    ['bought or donated this year', '(bought anything this year) or (bought category "Donations" this year)'],
  ])('%s', readsAs(read));
});

test.each([
  [
    'made at least 3 donations',
    'bought category "Donations" at least 3 times',
    /as many|that many purchases/,
  ],
  ['top 5 by donations', 'top 5 by spend on category "Donations"', /what was spent/],
])('%s says what was assumed', (words, meaning, note) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(note);
  expect(confidence).toBeLessThan(0.9);
});

test.each([
  ['cafe people', 'joined through is "cafe"', /products too/],
  ['tour people', 'bought category "Tours"', /without a verb/],
])('%s may be others', (words, meaning, note) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(note);
  expect(confidence).toBeLessThan(0.9);
});
