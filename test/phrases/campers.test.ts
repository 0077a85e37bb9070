import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Period } from '../../src/audience/query/period.ts';
import type { Query } from '../../src/audience/query/query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, HAS_ALL, SHOP } from '../support/vocabularies.ts';

/** A garage for campers, with a society of its owners. */
const read = reader({
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['US', 'CA']),
    field('city', 'text', ['Albany', 'Houston']),
    field('state', 'text', ['NY', 'TX', 'GA', 'OR']),
    field('brand', 'text', ['Volvos', 'Nautilu', 'Audi', 'Rapido']),
    field('build_year', 'integer', [], { min: 1988, max: 2026 }),
    field('engine', 'text', ['diesel', 'electric', 'gas']),
    field('mileage_km', 'integer', [], { min: 0, max: 400000 }),
    { ...field('society', 'text', ['Pioneer', 'Nomad']), known: 40 },
    field('fav_route', 'text', ['Coast', 'Desert']),
    field('fleet', 'boolean', [true, false]),
    field('rallies', 'integer', [], { min: 0, max: 9 }),
    field('last_rally', 'date', [], { min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 10, 20) }),
    field('fridge_litres', 'integer', [], { min: 10, max: 190 }),
    field('visit_score', 'integer', [], { min: 0, max: 10 }),
  ],
  products: [
    { sku: 'SV-OIL', name: 'Oil Service', category: 'Service' },
    { sku: 'SV-AWN', name: 'Awning', category: 'Parts' },
    { sku: 'RL-1', name: 'Summer Rally', category: 'Events' },
    { sku: 'RL-2', name: 'Coast Guide', category: 'Books' },
    { sku: 'OL-1', name: 'Synthetic 5L', category: 'Motor oil' },
    { sku: 'WN-1', name: 'Winter Tyres', category: 'Parts' },
    { sku: 'AU-1', name: 'Autumn Check', category: 'Service' },
  ],
  categories: ['Service', 'Parts', 'Events', 'Books', 'Motor oil'],
  campaigns: [{ id: 'parts-news', name: 'Parts news' }],
  currencies: ['USD'],
  has: HAS_ALL,
});

describe('what phrases mean, surely', () => {
  test.each([
    ['neither society members nor fleet', 'not (society is known or fleet is true)'],
    ['neither Nomad, Audi nor fleet', 'not (society is "Nomad" or brand is "Audi" or fleet is true)'],
    ['neither fleet customers nor from Oregon', 'not (fleet is true or state is "OR")'],
    ['not in the society', 'not (society is known)'],
    ['without a society membership', 'not (society is known)'],
    [
      'bought an awning in 2025 but none since',
      'last purchase of product "Awning" was from 2025-01-01 to 2025-12-31',
    ],
    [
      'bought an awning or an oil service last year but have not bought one since',
      'last purchase of product "Awning" or product "Oil Service" was last year',
    ],
    [
      'bought an awning in 2025 but nothing since',
      'newest purchase of all was of product "Awning" from 2025-01-01 to 2025-12-31',
    ],
    ['ordered in 2025 but not since', 'newest purchase of all was of anything from 2025-01-01 to 2025-12-31'],
    ['whose favourite route is Desert', 'fav route is "Desert"'],
    ['preferred route Coast', 'fav route is "Coast"'],
    ['who prefers the Desert', 'fav route is "Desert"'],
    ['Audis in New York', 'brand is "Audi" and state is "NY"'],
    ['Nautilus or Rapidos outside Texas', '(brand is one of "Nautilu", "Rapido") and not (state is "TX")'],
    ['in Georgia', 'state is "GA"'],
    ['EVs', 'engine is "electric"'],
    ['petrol cars with more than 100,000 km', 'engine is "gas" and mileage km is more than 100000'],
    ['build year 2019 or newer', 'build year is at least 2019'],
    ['a build year before 2000', 'build year is less than 2000'],
    ['build year older than 2010', 'build year is less than 2010'],
    ['build year from 2015 to 2018', 'build year is at least 2015 and build year is at most 2018'],
    ['build year 2018, 2019 or 2021', 'build year is one of 2018, 2019, 2021'],
    ['build year is not 2019', 'build year is not 2019'],
    ['Rapidos newer than 2020', 'brand is "Rapido" and build year is more than 2020'],
    ['2005 or older', 'build year is at most 2005'],
    ['gave us a 9 or 10 on the survey', 'visit score is one of 9, 10'],
    ['rated us below 4', 'visit score is less than 4'],
    ['scored 8 or more in our last questionnaire', 'visit score is at least 8'],
    ['without a visit score', 'not (visit score is known)'],
    ['a car newer than 2021', 'build year is more than 2021'],
    ['more than 100 litres in the fridge', 'fridge litres is more than 100'],
    ['came in for an oil service last month', 'bought product "Oil Service" last month'],
    ['bought an awning after winter tyres', 'bought product "Winter Tyres" and then bought product "Awning"'],
    [
      'bought an awning but never the Coast',
      '(bought product "Awning") and not (bought product "Coast Guide")',
    ],
    ['did not fill in the survey', 'not (visit score is known)'],
  ])('%s', readsAs(read));
});

test.each([
  [
    'bought an awning in 2025 but not since',
    'last purchase of product "Awning" was from 2025-01-01 to 2025-12-31',
  ],
  [
    'never had an oil service on a car from before 2015',
    'not (bought product "Oil Service") and build year is less than 2015',
  ],
  ['detractors', 'visit score is at most 6'],
  ['Coast customers', 'fav route is "Coast"'],
  ['Coast', 'fav route is "Coast"'],
  ['parts', 'bought category "Parts"'],
  ['2015 Rapidos', 'build year is 2015 and brand is "Rapido"'],
  ['Rapidos from 2018', 'brand is "Rapido" and build year is 2018'],
  ['cars from 2015 or later', 'build year is at least 2015'],
  ['came to at least 3 rallies', 'rallies is at least 3'],
  ['For the roof rack team: Audis', 'brand is "Audi"'],
  ['with email, in Texas, nor fleet', '(has an address for email) and state is "TX" and not (fleet is true)'],
])('doubted: %s', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(confidence).toBeLessThan(0.9);
  expect(assumptions).not.toEqual([]);
});

test('the season that was said is no product', () => {
  const { query } = read('bought an awning but not this autumn');
  expect(explainQuery(query)).toBe(
    '(bought product "Awning") and not (bought product "Awning" from 2026-09-01 to 2026-11-30)',
  );
});

test('the ones are none of a province ON', () => {
  const canada = reader({ ...SHOP, fields: [...SHOP.fields, field('province', 'text', ['ON', 'QC'])] });
  expect(explainQuery(canada('only the ones who bought a tent').query)).toBe('bought category "Tents"');
  expect(explainQuery(canada('women in Ontario').query)).toBe('gender is "female" and province is "ON"');
});

test('what is viewed and not since is not told', () => {
  const { notUnderstood } = read('viewed an awning in May but none since');
  expect(notUnderstood).not.toEqual([]);
});

describe('the time before', () => {
  const bought = (when: Period): Query => ({ bought: { products: ['Awning'] }, when });
  test.each<[string, Period, string]>([
    ['and the month before that?', { previous: 'month' }, 'from 2026-09-01 to 2026-09-30'],
    [
      'what about the year before?',
      { from: '2025-01-01', to: '2025-12-31' },
      'from 2024-01-01 to 2024-12-31',
    ],
    [
      'what about the year before?',
      { from: '2026-05-01', to: '2026-05-31' },
      'from 2025-05-01 to 2025-05-31',
    ],
    ['and in the 30 days before that', { last: '30 days' }, 'from 2026-09-23 to 2026-10-22'],
    ['the previous quarter', { previous: 'quarter' }, 'from 2026-04-01 to 2026-06-30'],
    ['and the one before?', { previous: 'week' }, 'from 2026-11-02 to 2026-11-08'],
  ])('%s of %j', (words, when, meaning) => {
    expect(explainQuery(read(words, bought(when)).query)).toBe(`bought product "Awning" ${meaning}`);
  });

  test('of no time', () => {
    expect(read('and the month before?', { field: 'fleet', is: true }).confidence).toBeLessThan(0.5);
  });
});
