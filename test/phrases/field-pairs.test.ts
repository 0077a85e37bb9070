import { expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const AHEAD = { min: Date.UTC(2026, 7, 1), max: Date.UTC(2028, 5, 1) };
const PAST = { min: Date.UTC(2022, 0, 1), max: Date.UTC(2026, 10, 1) };

const TRAVEL: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'Lisbon']),
    field('passport_expires', 'date', [], AHEAD),
    field('next_trip', 'date', [], AHEAD),
    field('last_trip', 'date', [], PAST),
    field('last_feedback', 'date', [], PAST),
    field('balance', 'decimal', [], { min: 0, max: 900 }),
    field('credit_limit', 'decimal', [], { min: 0, max: 900 }),
    field('miles_flown', 'integer', [], { min: 0, max: 90_000 }),
    field('miles_target', 'integer', [], { min: 0, max: 90_000 }),
  ],
};
const read = reader(TRAVEL);

test.each([
  ['whose passport expires before their next trip', 'passport expires is before their next trip'],
  ['passport runs out before the next trip', 'passport expires is before their next trip'],
  ['last feedback is after their last trip', 'last feedback is after their last trip'],
  ['last feedback earlier than last trip', 'last feedback is before their last trip'],
  ['balance over their credit limit', 'balance is more than their credit limit'],
  ['customers whose balance exceeds their credit limit', 'balance is more than their credit limit'],
  ['balance is below the credit limit', 'balance is less than their credit limit'],
  ['balance >= credit limit', 'balance is at least their credit limit'],
  ['who has flown more miles than their miles target', 'miles flown is more than their miles target'],
  ['miles flown is at most their target', 'miles flown is at most their miles target'],
  [
    'in Leeds whose balance is higher than their credit limit and with email',
    'city is "Leeds" and balance is more than their credit limit and (has an address for email)',
  ],
  ['balance not over their credit limit', 'balance is at most their credit limit'],
])('%s', readsAs(read));

test('what no field is held against is told', () => {
  expect(read('next trip after their birthday').notUnderstood).not.toEqual([]);
  expect(explainQuery(read('balance over 100').query)).toBe('balance is more than 100');
});
