import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, HAS_ALL } from '../support/vocabularies.ts';

const AHEAD = { min: Date.UTC(2026, 10, 23), max: Date.UTC(2027, 10, 1) };
const BOTH = { min: Date.UTC(2026, 5, 1), max: Date.UTC(2027, 10, 1) };

/** A nursery that sends plants all over a country whose states have codes. */
const NURSERY: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['US']),
    field('city', 'text', ['Springfield', 'Reno']),
    field('birth_date', 'date', [], { min: Date.UTC(1950, 1, 1), max: Date.UTC(2004, 1, 1) }),
    field('home_state', 'text', ['OR', 'ME', 'CA', 'WA', 'GA', 'IN']),
    field('depot_region', 'text', ['Ontario', 'Quebec', 'Nova Scotia']),
    field('planter', 'text', ['raised bed', 'window box', 'hanging plant']),
    field('light_pref', 'text', ['shade', 'full sun']),
    field('soil', 'text', ['clay', 'sandy']),
    field('next_crate', 'date', [], AHEAD),
    field('paid_until', 'date', [], BOTH),
    field('has_garden_card', 'boolean', [true, false]),
  ],
  products: [
    { sku: 'FERN', name: 'Fern', category: 'Plants' },
    { sku: 'POT', name: 'Clay', category: 'Pots' },
  ],
  categories: ['Plants', 'Pots'],
  campaigns: [],
  currencies: ['USD', 'CAD'],
  has: HAS_ALL,
};
const read = reader(NURSERY);

describe('sure', () => {
  test.each([
    ['customers in Oregon', 'home state is "OR"'],
    ['Oregonians with email', 'home state is "OR" and (has an address for email)'],
    ['Springfield, ME', 'city is "Springfield" and home state is "ME"'],
    ['Springfield, Maine', 'city is "Springfield" and home state is "ME"'],
    ['in CA', 'home state is "CA"'],
    ['Georgia customers', 'home state is "GA"'],
    ['outside Washington', 'not (home state is "WA")'],
    ['depot in QC or ON', 'depot region is one of "Quebec", "Ontario"'],
    ['West Coast customers', 'home state is one of "OR", "CA", "WA"'],
    ['in the Pacific Northwest', 'home state is one of "OR", "WA"'],
    ['tell me who is in Reno', 'city is "Reno"'],
    ['soil is clay OR sandy', 'soil is one of "clay", "sandy"'],
    ['whose next crate ships in the next 7 days', 'next crate is in the next 7 days'],
    ['next crate goes out this week', 'next crate is this week'],
    ['next crate is scheduled for next week', 'next crate is next week'],
    ['next crate will arrive in December', 'next crate is from 2026-12-01 to 2026-12-31'],
    ['next crate is on Friday', 'next crate is from 2026-11-27 to 2026-11-27'],
    ['next crate not before 10 December', 'next crate is since 2026-12-10'],
    ['next crate is not after 10 December', 'next crate is until 2026-12-10'],
    ['next crate is not in December', 'not (next crate is from 2026-12-01 to 2026-12-31)'],
    ['next crate by Tuesday', 'next crate is until 2026-11-24'],
    ['next crate next Monday', 'next crate is from 2026-11-23 to 2026-11-23'],
    ['bought a Fern on Friday', 'bought product "Fern" from 2026-11-20 to 2026-11-20'],
    ['who plant in a window box', 'planter is "window box"'],
    ['people planting in raised beds', 'planter is "raised bed"'],
    ['no planting method on file', 'not (planter is known)'],
    ['soil type sandy', 'soil is "sandy"'],
    ['who prefer the shade', 'light pref is "shade"'],
    ['prefers sandy', 'soil is "sandy"'],
    ['full sun lovers', 'light pref is "full sun"'],
    ['who hold our garden card', 'has garden card is true'],
    ['no email but a phone', 'not (email is known) and (has an address for SMS)'],
    ['bought in Canadian dollars', 'bought anything in CAD'],
    ['pay in US dollars', 'bought anything in USD'],
    ['bought a Fern in CAD this year', 'bought product "Fern" in CAD this year'],
    ['spent more than 80 in US dollars', 'spent more than 80 USD'],
  ])('%s', readsAs(read));
});

describe('with a choice that is said', () => {
  test.each([
    ['clay customers', 'soil is "clay"', /is sold too/],
    ['paid until Friday', 'paid until is from 2026-11-27 to 2026-11-27', /No week was said/],
    ['birthday on Friday', 'birth date is from 2026-11-27 to 2026-11-27 of any year', /No week was said/],
    ['bought in euros', 'bought anything in EUR', /No purchase is in EUR/],
  ])('%s', (words, meaning, note) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.join(' ')).toMatch(note);
    expect(confidence).toBeLessThan(0.9);
  });
});

test.each(['non-members with email', 'non-customers who ordered this year'])(
  'what denies only the word for all people denies nothing else: %s',
  (words) => {
    const { notUnderstood, confidence } = read(words);
    expect(notUnderstood.join(' ')).toMatch(/non/);
    expect(confidence).toBeLessThan(0.5);
  },
);

describe('another value behind "now" takes the place of the one before', () => {
  test.each([
    ['customers in Oregon with email', 'now Maine', 'home state is "ME" and (has an address for email)'],
    [
      'customers in Oregon with email',
      'ok now in Maine',
      'home state is "ME" and (has an address for email)',
    ],
    ['customers in Oregon', 'now only with email', 'home state is "OR" and (has an address for email)'],
  ])('%s, %s', (first, then, meaning) => {
    expect(explainQuery(read(then, read(first).query).query)).toBe(meaning);
  });
});
