import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, HAS_ALL } from '../support/vocabularies.ts';

const AHEAD = { min: Date.UTC(2026, 10, 22), max: Date.UTC(2027, 10, 1) };

/** A boatyard, whose columns have short names. */
const BOATS: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Cork', 'Kiel']),
    field('next_appt', 'date', [], AHEAD),
    field('berth_cm', 'integer', [], { min: 300, max: 1500 }),
    field('km_total', 'integer', [], { min: 0, max: 9000 }),
    field('insurance', 'text', ['basic', 'full', 'theft']),
    field('insured_until', 'date', [], { min: Date.UTC(2026, 5, 1), max: Date.UTC(2027, 10, 1) }),
    field('sailboat', 'boolean', [true, false]),
    field('leasing', 'boolean', [true, false]),
    field('harbour', 'text', ['Old Basin', 'Marina']),
    field('renews_on', 'date', [], { min: Date.UTC(2026, 9, 1), max: Date.UTC(2027, 10, 1) }),
  ],
  products: [
    { sku: 'SB-1', name: 'Gull Sailboat', category: 'Sailboats' },
    { sku: 'SB-2', name: 'Tern Sailboat', category: 'Sailboats' },
    { sku: 'ROPE', name: 'Rope', category: 'Gear' },
  ],
  categories: ['Sailboats', 'Gear'],
  campaigns: [],
  currencies: ['EUR'],
  has: HAS_ALL,
};
const read = reader(BOATS);

describe('sure', () => {
  test.each([
    ['has an appointment next week', 'next appt is next week'],
    ['no appointment booked', 'not (next appt is known)'],
    ['berth size 900 or bigger', 'berth cm is at least 900'],
    ['mileage over 5000', 'km total is more than 5000'],
    ['favourite harbour is Marina', 'harbour is "Marina"'],
    ['no preferred harbour set', 'not (harbour is known)'],
    ['owns a sailboat', 'sailboat is true'],
    ['renewal is in the past', 'renews on is before 2026-11-22'],
    [
      'basic or theft insurance expiring in the next 60 days',
      '(insurance is one of "basic", "theft") and insured until is in the next 60 days',
    ],
    ['bought a rope last year? time to remind them', 'bought product "Rope" last year'],
    ['bought a rope last year, they need a reminder', 'bought product "Rope" last year'],
    [
      'abandoned a rope last month',
      'carted product "Rope" last month and then never bought anything of the same product',
    ],
    ['rope left in cart', 'carted product "Rope" and then never bought anything of the same product'],
    ['started checkout but never paid', 'carted anything and then never bought anything of the same product'],
  ])('%s', readsAs(read));
});

describe('with a choice that is said', () => {
  test.each([
    ['checked out in March', 'bought anything from 2026-03-01 to 2026-03-31', /"Checked out" was taken/],
    ['insured, in Cork', 'insurance is known and city is "Cork"', /having a insurance/],
    ['who are not insured', 'not (insurance is known)', /having a insurance/],
    ['renewal date already passed', 'renews on is before 2026-11-22', /Passed was taken/],
  ])('%s', (words, meaning, note) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.join(' ')).toMatch(note);
    expect(confidence).toBeLessThan(0.9);
  });
});

test('one that is owned may be what was bought or what the data says of the customer', () => {
  const { confidence } = read('viewed sailboats this year and does not own one');
  expect(confidence).toBeLessThan(0.9);
});

test('a year behind a flag is no value of it', () => {
  expect(read('leasing in 2024').confidence).toBeLessThan(0.5);
});
