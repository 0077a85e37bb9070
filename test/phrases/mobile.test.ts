import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { MOBILE } from '../support/vocabularies.ts';
import { reader, readsAs } from '../support/read-phrases.ts';

const read = reader(MOBILE);

describe('what phrases mean, surely', () => {
  test.each([
    ['10 GB or less', 'data usage gb is at most 10'],
    ['using 100GB or more', 'data usage gb is at least 100'],
    ['between 5 and 10 gigabytes of data', 'data usage gb is at least 5 and data usage gb is at most 10'],
    ['data usage over 50 GB', 'data usage gb is more than 50'],
    ['smart 10 gb', 'plan is "Smart 10GB"'],
    ['20% of individuals', 'a random 20% among (customer type is "individual")'],
    [
      'Unlimited Plus or Student, Lisbon only',
      '(plan is one of "Unlimited Plus", "Student") and city is "Lisbon"',
    ],
    ['top-up 10 buyers', 'bought product "Top-up 10"'],
    ['bought the Unlimited Plus plan last month', 'bought product "Unlimited Plus" last month'],
    ['iPhone 15 users', 'device is "iPhone 15"'],
    ['own a Pixel 8', 'device is "Pixel 8"'],
    ['customers who travel with the Student plan', 'plan is "Student"'],
    ['Pixel 8 viewers', 'viewed product "Pixel 8"'],
    ['contracts ending in the next 60 days', 'contract end is in the next 60 days'],
    ['contract runs out next month', 'contract end is next month'],
    ['contract ends in less than 6 months', 'contract end is in the next 6 months'],
    ['no contract end date', 'not (contract end is known)'],
    [
      'contract ends after 2027-01-01 and before 2027-06-01',
      'contract end is after 2027-01-01 and contract end is before 2027-06-01',
    ],
    ['churn risk score above 70%', 'churn risk is more than 70'],
    ['roaming is off', 'roaming is false'],
    ['esim enabled', 'esim is true'],
    ['plan in (Student, Smart 10GB)', 'plan is one of "Student", "Smart 10GB"'],
    ['spent more than R$1.5k', 'spent more than 1500 BRL'],
    ['spent more than 500 reais on phones', 'spent more than 500 BRL on category "Phones"'],
    ['Portuguese speakers', 'language is one of "pt-PT", "pt-BR"'],
    ['the newest 20 customers', 'top 20 by signup at'],
    ['5 customers with the earliest contract end', 'bottom 5 by contract end'],
    ['got at least 2 messages', 'received a message at least 2 times'],
    ['customers in Lisboa', 'city is "Lisbon"'],
    ['top 10 customers by gigabytes', 'top 10 by data usage gb'],
    [
      'top 10 customers in Portugal by number of orders in the last 12 months',
      'top 10 by number of orders in the last 12 months among (country is "PT")',
    ],
    ['no phone purchases this year', 'not (bought category "Phones" this year)'],
  ])('%s', readsAs(read));
});

describe('what could mean another thing is not sure', () => {
  test.each([
    ['without roaming or esim', 'not (roaming is true or esim is true)'],
    ['contract ends in March', 'contract end is from 2027-03-01 to 2027-03-31'],
    ['contract ended', 'contract end is before 2026-11-22'],
    ['contract ends before the end of the year', 'contract end is from 2026-11-22 to 2026-12-31'],
    ['contract end date already passed', 'contract end is before 2026-11-22'],
    ['churn risk over 50 GB', 'churn risk is more than 50'],
    ['customers in England', 'country is "GB"'],
    ['the 10 oldest customers', 'bottom 10 by signup at'],
    ['paying less than 40 euros', 'spent less than 40 EUR'],
  ])('%s', (words, meaning) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeLessThan(0.9);
  });
});

test('a number in another unit than the field has is not understood', () => {
  const { confidence, notUnderstood } = read('data usage over 500 MB');
  expect(notUnderstood.length).toBeGreaterThan(0);
  expect(confidence).toBeLessThan(0.5);
});
