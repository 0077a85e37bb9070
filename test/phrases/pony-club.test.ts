import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, HAS_ALL } from '../support/vocabularies.ts';

const BORN = { min: Date.UTC(2010, 1, 1), max: Date.UTC(2026, 5, 1) };
const AHEAD = { min: Date.UTC(2026, 10, 23), max: Date.UTC(2027, 10, 1) };

/** A pony club: how old children and ponies are is known, and of their parents it is not. */
const PONIES: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Springfield', 'Reno']),
    field('child_birthday', 'date', [], BORN),
    field('kids', 'integer', [], { min: 1, max: 4 }),
    field('pony_breed', 'text', ['Shetland', 'Welsh Cob']),
    field('pony_dob', 'date', [], BORN),
    field('pony_name', 'text', ['Biscuit', 'Star']),
    { ...field('insured', 'boolean', [true, false]), known: 80 },
    field('departure_yard', 'text', ['Northfield', 'Oakley']),
    field('next_departure', 'date', [], AHEAD),
    field('next_delivery', 'date', [], AHEAD),
    field('box', 'text', ['hay', 'straw']),
  ],
  products: [
    { sku: 'SADDLE', name: 'Saddle', category: 'Tack' },
    { sku: 'TRIP', name: 'Beach Trip Pass', category: 'Passes' },
  ],
  categories: ['Tack', 'Passes'],
  campaigns: [],
  currencies: ['USD'],
  has: HAS_ALL,
};
const read = reader(PONIES);

describe('how old those are who belong to customers', () => {
  test.each([
    [
      'parents of a 3 year old',
      'child birthday is more than 3 years ago and child birthday is in the last 4 years',
    ],
    ['families whose child is under 2', 'child birthday is in the last 2 years'],
    ['babies under 6 months', 'child birthday is in the last 6 months'],
    ['kids 6 or older', 'child birthday is more than 6 years ago'],
    ['mums and dads whose kid was born in 2025', 'child birthday is from 2025-01-01 to 2025-12-31'],
    ['whose child has a birthday next month', 'child birthday is next month of any year'],
    ['kids turning 3 this year', 'child birthday is from 2023-01-01 to 2023-12-31'],
    ['parents in Reno with 3 kids', 'city is "Reno" and kids is 3'],
    ['ponies 8 years or older', 'pony dob is more than 8 years ago'],
    ['Shetlands 8 years or older', 'pony breed is "Shetland" and pony dob is more than 8 years ago'],
    [
      'who has a 5 year old Welsh Cob',
      'pony dob is more than 5 years ago and pony dob is in the last 6 years and pony breed is "Welsh Cob"',
    ],
    ['Shetlands born in 2020', 'pony breed is "Shetland" and pony dob is from 2020-01-01 to 2020-12-31'],
  ])('%s', readsAs(read));

  test.each(['customers over 40', 'parents aged 30 to 40', 'people born in 1990'])(
    'nobody knows how old customers are: %s',
    (words) => {
      const { notUnderstood, confidence } = read(words);
      expect(notUnderstood.length).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(0.5);
    },
  );
});

describe('who leaves, and what is sent', () => {
  test.each([
    ['departing in the next 14 days', 'next departure is in the next 14 days'],
    ['who is leaving next week?', 'next departure is next week'],
    ['travelling from Oakley', 'departure yard is "Oakley"'],
    ['next trip within 30 days', 'next departure is in the next 30 days'],
    ['no departure planned', 'not (next departure is known)'],
    ['no upcoming trip', 'not (next departure is known)'],
    ['whose next box ships within the next 7 days', 'next delivery is in the next 7 days'],
    ['shipping this week', 'next delivery is this week'],
  ])('%s', readsAs(read));

  test('what is left out is no journey', () => {
    expect(explainQuery(read('everyone, leave out Oakley').query)).toBe('not (departure yard is "Oakley")');
  });
});

describe('what is said of it beside', () => {
  test.each([
    ['new clients who joined last quarter', 'signup at is last quarter'],
    [
      'bought a saddle within 30 days after booking a beach trip pass',
      'bought product "Beach Trip Pass" and then bought product "Saddle" within 30 days',
    ],
    ['a pony called Biscuit', 'pony name is "Biscuit"'],
    ['which pony is called Biscuit?', 'pony name is "Biscuit"'],
    ['Shetlands as long as they are in Reno', 'pony breed is "Shetland" and city is "Reno"'],
  ])('%s', readsAs(read));

  test.each([
    ['uninsured families', 'not (insured is true)', /not known was counted in/],
    [
      'bought a saddle this year but no beach trip pass',
      '(bought product "Saddle" this year) and not (bought product "Beach Trip Pass")',
      /taken as never/,
    ],
  ])('%s leaves a choice', (words, meaning, note) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.join(' ')).toMatch(note);
    expect(confidence).toBeLessThan(0.9);
  });
});
