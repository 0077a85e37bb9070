import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Query } from '../../src/audience/query/query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const day = (year: number, month: number) => Date.UTC(year, month - 1, 1);

const TRACK: Vocabulary = {
  ...SHOP,
  customers: 500,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('city', 'text', ['Dublin', 'Leeds']),
    field('pit', 'text', ['North', 'South']),
    field('discipline', 'text', ['ski', 'kart']),
    field('kit', 'text', ['Blue', 'Red']),
    field('topic', 'text', ['Rally', 'Vintage']),
    field('car_make', 'text', ['Fiat', 'Volvo']),
    field('fuel', 'text', ['electric', 'diesel']),
    field('level', 'integer', [], { min: 1, max: 90 }),
    field('status', 'text', ['active', 'paused']),
    { ...field('paused_until', 'date', [], { min: day(2026, 11), max: day(2027, 6) }), known: 90 },
    field('pass_type', 'text', ['Season', 'Flex']),
    field('pass_expires', 'date', [], { min: day(2026, 1), max: day(2027, 12) }),
    field('first_reg', 'date', [], { min: day(2001, 1), max: day(2026, 1) }),
    { ...field('next_slot', 'date', [], { min: day(2026, 11), max: day(2027, 2) }), known: 90 },
    field('source', 'text', ['Radio', 'Fair']),
    field('referred', 'boolean', [true, false]),
    field('open_balance', 'decimal', [], { min: 0, max: 900 }),
    field('vouchers', 'integer', [], { min: 0, max: 60 }),
    field('last_seen', 'date', [], { min: day(2024, 1), max: Date.UTC(2026, 10, 21) }),
  ],
  products: [
    { sku: 'A-1', name: 'Rally Calendar', category: 'Paper' },
    { sku: 'A-2', name: 'Rally at Night', category: 'Shows' },
    { sku: 'A-3', name: 'Car Battery', category: 'Parts' },
    { sku: 'A-4', name: 'Blue Kit', category: 'Parts' },
    { sku: 'A-5', name: 'Red Kit', category: 'Parts' },
    { sku: 'A-6', name: 'Race Phone', category: 'Parts' },
    { sku: 'A-9', name: 'Off-Road Day', category: 'Shows' },
    { sku: 'A-7', name: 'Brake Pads', category: 'Parts' },
  ],
  categories: ['Paper', 'Shows', 'Parts'],
};
const read = reader(TRACK);

describe('what phrases mean, surely', () => {
  test.each([
    ['skiers in Leeds', 'discipline is "ski" and city is "Leeds"'],
    ['members above level 50', 'level is more than 50'],
    ['at least level 20 in Dublin', 'level is at least 20 and city is "Dublin"'],
    ['who reached level 30', 'level is at least 30'],
    ['below level 10', 'level is less than 10'],
    ['with an electric car in Leeds', 'fuel is "electric" and city is "Leeds"'],
    ['cars first registered before 2015', 'first reg is before 2015-01-01'],
    ['bought a blue kit and later a red kit', 'bought product "Blue Kit" and then bought product "Red Kit"'],
    [
      'bought the rally calendar after seeing Rally at Night',
      'bought product "Rally at Night" and then bought product "Rally Calendar"',
    ],
    ['paused with no pause end date', 'status is "paused" and not (paused until is known)'],
    [
      'with a season pass that has not expired yet',
      'pass type is "Season" and pass expires is since 2026-11-22',
    ],
    ['whose pass is still valid', 'pass expires is since 2026-11-22'],
    ['whose pass is not valid', 'pass expires is before 2026-11-22'],
    ['still seen in the last 60 days', 'last seen is in the last 60 days'],
    [
      'brake pads this year, car batteries never',
      '(bought product "Brake Pads" this year) and not (bought product "Car Battery")',
    ],
    [
      'pass end date next month and we can text them',
      'pass expires is next month and (has an address for SMS) and (agreed to SMS)',
    ],
    ['who drive a Fiat', 'car make is "Fiat"'],
    ['drivers in Leeds', 'city is "Leeds"'],
    ['people we got through Radio', 'source is "Radio"'],
    ['referred by a friend', 'referred is true'],
    ['signed up but never bought anything', 'not (bought anything)'],
    ['paused members in Leeds. We still have 20 slots free.', 'status is "paused" and city is "Leeds"'],
    ['For the comeback offer: paused members', 'status is "paused"'],
    ['without a source name', 'not (source is known)'],
    ['referred no source', 'referred is true and not (source is known)'],
    ['referred: no', 'referred is false'],
    ['under level 18 and spent money', 'level is less than 18 and (bought anything)'],
    ['owe us more than 50', 'open balance is more than 50'],
    ['issued more than 20 vouchers', 'vouchers is more than 20'],
    ['who did the spring sale fail for?', 'message failed with campaign "spring-sale"'],
  ])('%s', readsAs(read));
});

test.each([
  ['Leeds members with a van', 'city is "Leeds"', 'van'],
  ['Leeds members with a goat', 'city is "Leeds"', 'goat'],
  ['Leeds members who repaired a bike', 'city is "Leeds"', 'repaired'],
  ['installed last month in Leeds', 'city is "Leeds"', 'installed'],
  ['who own a boat in Leeds', 'city is "Leeds"', 'own a boat'],
  ['Leeds members who opened a support ticket', 'city is "Leeds"', 'opened a support ticket'],
  ['Leeds members who have our app installed', 'city is "Leeds"', 'app installed'],
])('%s: of a thing that nobody knows nothing else is meant', (words, meaning, told) => {
  const { query, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood.join()).toContain(told);
});

test.each([
  ['members seen yesterday', 'last seen is yesterday'],
  ['the Rally people', 'topic is "Rally"'],
  ['referred off-road guests', 'referred is true and (bought product "Off-Road Day")'],
  ['phone customers', 'bought product "Race Phone"'],
  ['never got the spring sale', 'not (received a message with campaign "spring-sale")'],
  ['whose pass runs until April 2027', 'pass expires is from 2027-04-01 to 2027-04-30'],
  ['pass valid until after March 2027', 'pass expires is after 2027-03-31'],
  ['who is booked in next week', 'next slot is next week'],
  ['booked in North next week, we are closing early', 'next slot is next week and pit is "North"'],
])('%s may be others', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.9);
});

test('student members are so by their level, where that is sold too', () => {
  const level = { ...field('membership_level', 'text', ['Student', 'Full']), known: 250 };
  const card = { sku: 'A-8', name: 'Student Membership', category: 'Paper' };
  const { query, confidence } = reader({
    ...TRACK,
    fields: [...TRACK.fields, level],
    products: [...TRACK.products, card],
  })('student members in Leeds');
  expect(explainQuery(query)).toBe('membership level is "Student" and city is "Leeds"');
  expect(confidence).toBeGreaterThan(0.9);
});

const BEFORE: Query = { bought: { products: ['Brake Pads'] }, when: { previous: 'year' } };

test.each([
  ['but not in 2026', 'from 2026-01-01 to 2026-12-31'],
  ['and not again this year', 'this year'],
])('%s is of what was bought before', (words, time) => {
  const { query, notUnderstood } = read(words, BEFORE);
  expect(explainQuery(query)).toBe(
    `(bought product "Brake Pads" last year) and not (bought product "Brake Pads" ${time})`,
  );
  expect(notUnderstood).toEqual([]);
});
