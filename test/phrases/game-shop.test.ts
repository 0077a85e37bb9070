import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const BEHIND = { min: Date.UTC(2022, 0, 1), max: Date.UTC(2026, 10, 20) };

/** Rents out games, and sells some of them. */
const GAMES: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'Cork']),
    field('age', 'integer', [], { min: 18, max: 90 }),
    field('hh_size', 'integer', [], { min: 1, max: 8 }),
    field('wholesale_acct', 'boolean', [true, false]),
    field('gift_wrap', 'boolean', [true, false]),
    field('fin_limit', 'decimal', [], { min: 0, max: 900 }),
    field('play_hrs_7d', 'decimal', [], { min: 0, max: 60 }),
    { ...field('last_played', 'date', [], BEHIND), known: 90 },
    { ...field('last_visit', 'date', [], BEHIND), known: 60 },
  ],
  products: [
    { sku: 'L-1', name: 'Harbour Kings', category: 'Rentals' },
    { sku: 'L-2', name: 'Night Train', category: 'Rentals' },
    { sku: 'S-1', name: 'Harbour Kings', category: 'Game to keep' },
    { sku: 'S-2', name: 'Night Train Extra', category: 'Game to keep' },
    { sku: 'S-3', name: 'Owl Garden', category: 'Game to keep' },
  ],
  categories: ['Rentals', 'Game to keep'],
  campaigns: [{ id: 'may-news', name: 'May news' }],
};
const read = reader(GAMES);

describe('a verb that is the name of a category says of which the things are', () => {
  test.each([
    ['rented Harbour Kings', 'bought sku "L-1"'],
    ['never rented Harbour Kings', 'not (bought sku "L-1")'],
    ['rented a game this year', 'bought category "Rentals" this year'],
    ['rented five or more games', 'bought category "Rentals" at least 5 units'],
    ['bought Owl Garden', 'bought product "Owl Garden"'],
  ])('%s', readsAs(read));

  test('a number of things is no sum', () => {
    expect(JSON.stringify(read('rented 3 things').query)).not.toContain('spent');
  });
});

describe('short words in names of fields', () => {
  test.each([
    ['households of four or more', 'hh size is at least 4'],
    ['family of 3', 'hh size is 3'],
    ['household size over 3', 'hh size is more than 3'],
    ['wholesale accounts', 'wholesale acct is true'],
    ['a financing limit over 200', 'fin limit is more than 200'],
    ['who need gift wrap in Cork', 'gift wrap is true and city is "Cork"'],
  ])('%s', readsAs(read));

  test('who is called by a short word for an account', () => {
    const { query, assumptions } = read('wholesale customers in Cork');
    expect(explainQuery(query)).toBe('wholesale acct is true and city is "Cork"');
    expect(assumptions).toEqual(['"wholesale" was taken as the field wholesale acct.']);
  });

  test('how many live together is no age', () => {
    const alone = reader({ ...GAMES, fields: GAMES.fields.filter(({ name }) => name !== 'hh_size') });
    expect(alone('households of four or more').notUnderstood).not.toEqual([]);
  });
});

describe('how long and when', () => {
  test.each([
    ['played less than 2 hours', 'play hrs 7d is less than 2'],
    ['last played less than 2 hours ago', 'last played is in the last 2 hours'],
    ['been in a shop in the last 60 days', 'last visit is in the last 60 days'],
    ['visited a showroom in the last 60 days', 'last visit is in the last 60 days'],
    ["haven't been to a store this year", 'not (last visit is this year)'],
    ['never set foot in a branch', 'not (last visit is known)'],
    ['popped into the shop this year', 'last visit is this year'],
  ])('%s', readsAs(read));
});

describe('words to whoever reads', () => {
  test.each([
    ['Hi Leeds, could you pull everybody in Cork', 'city is "Cork"'],
    ['Dear Anna - wholesale accounts in Cork please', 'wholesale acct is true and city is "Cork"'],
    ['Good evening Jess! who is in Cork', 'city is "Cork"'],
  ])('%s', readsAs(read));

  test('whom a mailing is for, in front of a colon', () => {
    const { notUnderstood, assumptions } = read('For the Advent mailing to grandparents: everyone in Cork');
    expect(notUnderstood).toEqual([]);
    expect(assumptions.join(' ')).toContain('as a heading');
  });
});

test('sent and then bought may have failed', () => {
  const { confidence, assumptions } = read('was sent May news and bought something afterwards');
  expect(confidence).toBeLessThan(0.9);
  expect(assumptions.join(' ')).toContain('may have arrived');
});
