import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const CINEMA: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['PT', 'DE']),
    field('city', 'text', ['Lisbon', 'Berlin']),
    field('tier', 'text', ['gold', 'silver']),
    field('no_shows', 'integer', [], { min: 0, max: 9 }),
    { ...field('refunds', 'integer', [], { min: 0, max: 9 }), known: 70 },
    field('favourite_genre', 'text', ['Horror', 'Western']),
  ],
  products: [
    { sku: 'F-1', name: 'The Long Night', category: 'Films' },
    { sku: 'F-2', name: 'Rosebud', category: 'Films' },
    { sku: 'W-1', name: 'Stagecoach', category: 'Western' },
    { sku: 'S-1', name: 'Popcorn Can', category: 'Snacks' },
  ],
  categories: ['Films', 'Western', 'Snacks'],
};
const read = reader(CINEMA);
const readsRight = readsAs(read);

const isDoubted = (words: string, meaning: string) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(confidence).toBeLessThan(0.9);
  expect(assumptions).not.toEqual([]);
};

describe('seats that are sold', () => {
  test.each([
    ['people who saw Rosebud', 'bought product "Rosebud"'],
    ['have not seen The Long Night', 'not (bought product "The Long Night")'],
    ['watched Rosebud in 2025', 'bought product "Rosebud" from 2025-01-01 to 2025-12-31'],
    ['went to see Rosebud', 'bought product "Rosebud"'],
  ])('who saw a film was there: %s', isDoubted);

  test.each([
    ['looked at Rosebud', 'viewed product "Rosebud"'],
    ['went to Rosebud', 'bought product "Rosebud"'],
  ])('%s', readsRight);

  test('elsewhere who saw a thing looked at it', () => {
    expect(explainQuery(reader(SHOP)('who saw the Trail Tent').query)).toBe('viewed product "Trail Tent"');
  });

  test('fans have that taste, or bought it', () => {
    isDoubted('western fans', 'favourite genre is "Western"');
    expect(read('horror fans').confidence).toBeGreaterThanOrEqual(0.9);
  });
});

describe('names that begin with a no', () => {
  test.each([
    ['the no-shows in Lisbon', 'no shows is more than 0 and city is "Lisbon"'],
    ['list our no-shows', 'no shows is more than 0'],
  ])('%s', isDoubted);

  test.each([
    ['no no-shows', 'not (no shows is more than 0)'],
    ['more than 2 no-shows', 'no shows is more than 2'],
    ['patrons with more than 2 no-shows', 'no shows is more than 2'],
    ['Rosebud bookers', 'bought product "Rosebud"'],
  ])('%s', readsRight);

  test('and what they deny is none of them', () => {
    expect(JSON.stringify(read('bought two or more shows').query)).not.toContain('no_shows');
  });

  test('none of what is not known of all', () => {
    isDoubted('no refunds', 'not (refunds is more than 0)');
  });
});

test.each([
  [
    'never bought, can get email',
    'not (bought anything) and (has an address for email) and (agreed to email)',
  ],
  ['bought a can', 'bought product "Popcorn Can"'],
  ['had an SMS fail', 'message failed by SMS'],
  [
    'prefer WhatsApp and can actually be reached on it',
    'preferred channel is "whatsapp" and (has an address for WhatsApp) and (agreed to WhatsApp)',
  ],
])('%s', readsRight);

describe('what people take, wear, need and sit in', () => {
  const fitted = reader({
    ...CINEMA,
    fields: [
      ...CINEMA.fields,
      field('glove_size', 'integer', [], { min: 6, max: 12 }),
      field('hat_size', 'text', ['S', 'M', 'L']),
      field('seat_area', 'text', ['front rows', 'gallery']),
      field('access_aid', 'text', ['captions', 'hearing loop']),
      field('waiver_signed', 'boolean', [true, false]),
    ],
    products: [...CINEMA.products, { sku: 'H-1', name: 'Straw Hat', category: 'Hats' }],
    categories: [...CINEMA.categories, 'Hats'],
  });

  test.each([
    ['takes a size 8 glove', 'glove size is 8'],
    ['people who wear size M hats', 'hat size is "M"'],
    ['who sit in the gallery', 'seat area is "gallery"'],
    ['patrons needing captions', 'access aid is "captions"'],
    ['without a signed waiver form', 'not (waiver signed is true)'],
  ])('%s', readsAs(fitted));

  test('a size that was bought is of the thing', () => {
    expect(fitted('bought size M hats').confidence).toBeLessThan(0.9);
  });

  test('who is no member where nobody knows who is one is told', () => {
    expect(fitted('non-members with 3+ orders').notUnderstood).not.toEqual([]);
  });
});

test('the others are asked for in the place of those before', () => {
  const before = read('gold members in Lisbon').query;
  expect(explainQuery(read('and the silver ones?', before).query)).toBe(
    'tier is "silver" and city is "Lisbon"',
  );
});
