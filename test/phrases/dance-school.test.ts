import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Query } from '../../src/audience/query/query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const DANCE: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['PT', 'CH']),
    field('city', 'text', ['Lisbon', 'Berlin']),
    field('teaches_in', 'text', ['German', 'Dutch']),
    field('workshop', 'text', ['Morning', 'Sunday']),
    field('gala_date', 'date', [], { min: Date.UTC(2026, 2, 1), max: Date.UTC(2027, 5, 1) }),
    field('teacher', 'text', ['Ana Ruiz', 'Bo Lind']),
    field('employer_funded', 'boolean', [true, false]),
    field('fee_exempt', 'boolean', [true, false]),
    field('rotation_tx', 'boolean', [true, false]),
  ],
  products: [
    { sku: 'S-1', name: 'Slippers Size 5', category: 'Shoes' },
    { sku: 'S-2', name: 'Slipper Polish', category: 'Care' },
    { sku: 'W-1', name: 'Morning Tango', category: 'Workshops' },
    { sku: 'G-1', name: 'Gala Seat', category: 'Galas' },
  ],
  categories: ['Shoes', 'Care', 'Workshops', 'Galas'],
};
const read = reader(DANCE);

describe('what phrases mean, surely', () => {
  test.each([
    ["who aren't funded by their employer", 'not (employer funded is true)'],
    ['funded by an employer', 'employer funded is true'],
    ['doing a morning workshop', 'workshop is "Morning"'],
    ['attending the sunday workshop in Berlin', 'workshop is "Sunday" and city is "Berlin"'],
    ['not exempt from enrolment fees', 'not (fee exempt is true)'],
    ['bought slippers', 'bought product "Slippers Size 5"'],
    [
      'bought slippers and then a gala within 3 months',
      'bought product "Slippers Size 5" and then bought category "Galas" within 3 months',
    ],
    [
      'signed up in 2025, still nothing bought',
      'signup at is from 2025-01-01 to 2025-12-31 and not (bought anything)',
    ],
    ['nothing ordered so far', 'not (bought anything)'],
    ['people who are yet to place an order', 'not (bought anything)'],
    ['has yet to buy any slippers', 'not (bought product "Slippers Size 5")'],
    [
      'got the spring sale but are yet to open it',
      '(received a message with campaign "spring-sale") and not (opened a message with campaign "spring-sale")',
    ],
    ['bought slippers but no gala', '(bought product "Slippers Size 5") and not (bought category "Galas")'],
    ['bought slippers but no gala date', '(bought product "Slippers Size 5") and not (gala date is known)'],
    ['new sign-ups since September', 'signup at is since 2026-09-01'],
    ['taught by Ana Ruiz', 'teacher is "Ana Ruiz"'],
    ['nothing at all purchased', 'not (bought anything)'],
    ['spring sale delivery failed', 'message failed with campaign "spring-sale"'],
    ['delivery of the spring sale failed', 'message failed with campaign "spring-sale"'],
  ])('%s', readsAs(read));

  test('a singular is both what it is and what is for it', () => {
    expect(explainQuery(read('bought a slipper').query)).toBe(
      'bought product "Slippers Size 5" or product "Slipper Polish"',
    );
  });
});

test.each([
  ['German people', 'teaches in is "German"'],
  [
    'joined last year and ordered within 30 days',
    'signup at is last year and (bought anything in the last 30 days)',
  ],
  ['on rotation but not exempt', 'rotation tx is true and not (fee exempt is true)'],
])('%s may be others', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.9);
});

const IN_LISBON: Query = {
  and: [
    { field: 'fee_exempt', is: true },
    { field: 'city', is: 'Lisbon' },
  ],
};

test.each([
  ['and in Berlin?', 'fee exempt is true and city is "Berlin"'],
  ['and Berlin?', 'fee exempt is true and city is "Berlin"'],
  ['and in Berlin', 'fee exempt is true and (city is one of "Lisbon", "Berlin")'],
  ['and with email?', 'fee exempt is true and city is "Lisbon" and (has an address for email)'],
])('behind a question, %s', (words, meaning) => {
  const { query, confidence } = read(words, IN_LISBON);
  expect(explainQuery(query)).toBe(meaning);
  if (words === 'and in Berlin?') expect(confidence).toBeLessThan(0.9);
});
