import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { HOTEL } from '../support/vocabularies.ts';
import { reader } from '../support/read-phrases.ts';

const read = reader(HOTEL);

describe('what phrases mean', () => {
  test.each([
    ['Gold Star guests from Italy', 'loyalty level is "Gold Star" and country is "IT"'],
    ['guests over 40', 'age is more than 40'],
    ['guests aged 30 to 40', 'age is at least 30 and age is at most 40'],
    ['under 25s', 'age is less than 25'],
    ['stayed more than 10 nights', 'nights stayed is more than 10'],
    ['more than 20 nights stayed', 'nights stayed is more than 20'],
    ["haven't visited in 12 months", 'not (last visit is in the last 12 months)'],
    ['last visit more than a year ago', 'last visit is more than 1 year ago'],
    ['smokers', 'smoker is true'],
    ['non-smokers', 'not (smoker is true)'],
    ['suite guests', 'room type is "Suite"'],
    ['guests with children', 'has children is true'],
    ['home hotel Lakeside', 'home hotel is "Lakeside"'],
    ['guests who booked spa hour', 'bought product "Spa Hour"'],
    ['bought something more than 2 hours ago', 'bought anything more than 2 hours ago'],
    ['bought breakfast more than 3 times', 'bought product "Breakfast" more than 3 times'],
    ['Swiss guests with a balance of at least 100', 'country is "CH" and account balance is at least 100'],
    ['members in Zurich', 'city is "Zürich"'],
    ['guests in Wien or Roma', 'city is one of "Vienna", "Rome"'],
    [
      'Gold Star or Silver Star members in Rome',
      '(loyalty level is one of "Gold Star", "Silver Star") and city is "Rome"',
    ],
    ['guests from Japan who stayed at least 5 nights', 'country is "JP" and nights stayed is at least 5'],
    ['guests who visited last month', 'last visit is last month'],
    ['last visited before 2025', 'last visit is before 2025-01-01'],
    ['guests with a suite', 'room type is "Suite"'],
    ['who booked a spa afternoon in the last year', 'bought product "Spa Afternoon" in the last 1 year'],
    ['Austrian guests aged 50 or older', 'country is "AT" and age is at least 50'],
    ['guests whose home hotel is Old Town', 'home hotel is "Old Town"'],
    ['balance over 1000', 'account balance is more than 1000'],
    ['European guests', 'country is one of "AT", "CH", "IT"'],
    ['guests from anywhere but Asia', 'not (country is "JP")'],
    ['neither in the DACH region nor in Japan', 'not (country is one of "AT", "CH", "JP")'],
    [
      'spa hours bought from 10 to 20 December 2025',
      'bought product "Spa Hour" from 2025-12-10 to 2025-12-20',
    ],
    ['visited last summer', 'last visit is from 2026-06-01 to 2026-08-31'],
    ['last visit in winter 2024', 'last visit is from 2024-12-01 to 2025-02-28'],
    ['last visit > 1 year', 'last visit is more than 1 year ago'],
    ['Suite, last visit 2025', 'room type is "Suite" and last visit is from 2025-01-01 to 2025-12-31'],
    [
      'leave out Rome and Milan and give me the smokers',
      'smoker is true and not (city is one of "Rome", "Milan")',
    ],
    [
      'remove Gold Star members from the list of smokers',
      'smoker is true and not (loyalty level is "Gold Star")',
    ],
    ['last visit is in the past', 'last visit is before 2026-11-22'],
    ['bought breakfast, IT', '(bought product "Breakfast") and country is "IT"'],
    ['bought never a breakfast', 'not (bought product "Breakfast")'],
    [
      'purchases in October 2026 but none in September 2026',
      '(bought anything from 2026-10-01 to 2026-10-31) and not (bought anything from 2026-09-01 to 2026-09-30)',
    ],
    ['no consent on any channel', 'not ((agreed to SMS) or (agreed to WhatsApp) or (agreed to email))'],
    ['stayed no nights', 'not (nights stayed is more than 0)'],
    [
      'guests we can email who are smokers',
      '(has an address for email) and (agreed to email) and smoker is true',
    ],
    ['send the spa voucher to guests in Rome', 'city is "Rome"'],
    ['no purchase 12 months', 'not (bought anything in the last 12 months)'],
    ['came in the last 60 days', 'last visit is in the last 60 days'],
    ['guests for 5+ years', 'signup at is more than 5 years ago'],
    ['in Rome who are not members', 'city is "Rome" and not (loyalty level is "Member")'],
    ['last visit over Easter', 'last visit is from 2026-04-03 to 2026-04-06'],
  ])('%s', (words, meaning) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(0.7);
  });
});

describe('what the data cannot answer is said, and nobody is guessed to be in', () => {
  test.each([
    'visited this carnival',
    'smoking guests',
    'guests from South America',
    'never visited',
    'first visited this year',
  ])('%s', (words) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(notUnderstood.length).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(0.5);
    expect(query).not.toEqual({ all: true });
  });
});

test('of a visit before the last one nothing is known', () => {
  const { assumptions, confidence } = read('guests who visited in September 2025');
  expect(assumptions).toContain('Only the last visit of each is known.');
  expect(confidence).toBeLessThan(0.9);
});
