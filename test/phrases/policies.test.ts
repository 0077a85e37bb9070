import { describe, expect, test } from 'vitest';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const BEHIND = { min: Date.UTC(2022, 0, 1), max: Date.UTC(2026, 10, 1) };

const COVER: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'Elm Park']),
    field('trade', 'text', ['Sparkie', 'Farmer']),
    field('supplier', 'text', ['Elm Park Dairy', 'North Farms']),
    field('insurer', 'text', ['Vale Mutual', 'Aviva']),
    field('auto_renew', 'boolean', [true, false]),
    field('travel_balance', 'decimal', [], { min: 0, max: 90 }),
    field('billing_freq', 'text', ['monthly', 'quarterly', 'annual']),
    field('annual_fee', 'decimal', [], { min: 10, max: 900 }),
    { ...field('last_complaint', 'date', [], BEHIND), known: 40 },
    field('open_complaints', 'integer', [], { min: 0, max: 5 }),
    field('fav_colour', 'text', ['red', 'blue']),
  ],
  products: [
    { sku: 'B-1', name: 'Boat Basic', category: 'Boat' },
    { sku: 'B-2', name: 'Boat Plus', category: 'Boat' },
    { sku: 'D-1', name: 'Horse Cover', category: 'Animals' },
    { sku: 'T-1', name: 'Cruise', category: 'Travel' },
    { sku: 'H-1', name: 'Contents', category: 'House' },
    { sku: 'H-2', name: 'House and Contents', category: 'House' },
  ],
  categories: ['Boat', 'Animals', 'House', 'Travel'],
};
const read = reader(COVER);

describe('what is sold under the name of a kind', () => {
  test.each([
    ['bought boat cover', 'bought category "Boat"'],
    ['bought boat insurance this year', 'bought category "Boat" this year'],
    ['boat policies bought in 2025', 'bought category "Boat" from 2025-01-01 to 2025-12-31'],
    ['Boat Basic policyholders', 'bought product "Boat Basic"'],
    ['spent over 100 EUR on boat cover', 'spent more than 100 EUR on category "Boat"'],
    ['bought 3 or more policies since June', 'bought anything at least 3 times since 2026-06-01'],
    ['never bought a policy', 'not (bought anything)'],
    ['more than one policy', 'bought anything more than 1 times'],
    ['whose first policy was bought in 2025', 'first purchase was from 2025-01-01 to 2025-12-31'],
    [
      'bought Boat Basic but no Contents',
      '(bought product "Boat Basic") and not (bought product "Contents")',
    ],
    [
      'spent over 50 EUR on boat cover and over 20 EUR on travel',
      '(spent more than 50 EUR on category "Boat") and (spent more than 20 EUR on category "Travel")',
    ],
    ['who on our books bought a policy in 2025', 'bought anything from 2025-01-01 to 2025-12-31'],
  ])('%s', readsAs(read));
});

describe('how often, and when last', () => {
  test.each([
    ['pay yearly', 'billing freq is "annual"'],
    ['who pays every quarter', 'billing freq is "quarterly"'],
    ['monthly payers', 'billing freq is "monthly"'],
    ['yearly fee over 100', 'annual fee is more than 100'],
    ['who has never complained', 'not (last complaint is known)'],
    ['filed a complaint this year', 'last complaint is this year'],
    ['had no complaint this year', 'not (last complaint is this year)'],
    ['no favourite colour on file', 'not (fav colour is known)'],
    ['in Leeds with a boat policy', 'city is "Leeds" and (bought category "Boat")'],
    ['insured with Vale Mutual', 'insurer is "Vale Mutual"'],
    ['not on auto renewal', 'not (auto renew is true)'],
    ['auto renewing farmers', 'auto renew is true and trade is "Farmer"'],
    ['more than 20 left on their travel card', 'travel balance is more than 20'],
    ['sparkies in Leeds', 'trade is "Sparkie" and city is "Leeds"'],
    ['bought boat cover last weak', 'bought category "Boat" last week'],
  ])('%s', readsAs(read));
});

test('a place that begins another name', () => {
  expect(read('Elm Park customers').confidence).toBeLessThan(0.9);
  expect(read('Leeds customers').confidence).toBeGreaterThanOrEqual(0.9);
});
