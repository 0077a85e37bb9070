import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { field, SHOP } from '../support/vocabularies.ts';

const BEHIND = { min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 10, 1) };

/** A society with sponsors, members and subscribers, of whom most customers are none. */
const SOCIETY: Vocabulary = {
  ...SHOP,
  fields: [
    ...SHOP.fields,
    { ...field('sponsor_level', 'text', ['Bronze Star', 'Gold Star']), known: 20 },
    { ...field('sponsored_eur', 'decimal', [], { min: 10, max: 9000 }), known: 20 },
    { ...field('magazine_subscription', 'text', ['Print', 'Digital']), known: 30 },
    { ...field('membership', 'text', ['Single', 'Joint']), known: 40 },
    { ...field('gifts_eur', 'decimal', [], { min: 5, max: 9000 }), known: 25 },
    { ...field('last_gift_on', 'date', [], BEHIND), known: 25 },
  ],
  products: [...SHOP.products, { sku: 'GIFT-1', name: 'Gift Card', category: 'Extras' }],
  categories: [...SHOP.categories, 'Extras'],
  currencies: ['EUR'],
};
const read = reader(SOCIETY);
const readsRight = readsAs(read);

describe('people called by what only some have', () => {
  test.each([
    ['sponsors in Lisbon', 'sponsor level is known and city is "Lisbon"'],
    ['subscribers without a phone number', 'magazine subscription is known and not (has an address for SMS)'],
    ['all our subscribers', 'magazine subscription is known'],
    ['who is a sponsor', 'sponsor level is known'],
    ['neither sponsors nor subscribers', 'not (sponsor level is known or magazine subscription is known)'],
    ['non-subscribers in Lisbon', 'not (magazine subscription is known) and city is "Lisbon"'],
    ['sponsors who are not subscribers', 'sponsor level is known and not (magazine subscription is known)'],
    ['people who sponsored', 'sponsor level is known'],
    ['who have never sponsored', 'not (sponsor level is known)'],
    ['Print subscribers', 'magazine subscription is "Print"'],
    ['top 20 subscribers by spend', 'top 20 by spend among (magazine subscription is known)'],
    ['newest 20 subscribers', 'top 20 by signup at among (magazine subscription is known)'],
    ['the 10 biggest sponsors', 'top 10 by sponsored eur'],
    ['top 10 sponsors by spend', 'top 10 by spend among (sponsor level is known)'],
  ])('%s', readsRight);

  test.each([
    ['members in Lisbon', 'membership is known and city is "Lisbon"'],
    ['sponsors and subscribers', 'sponsor level is known or magazine subscription is known'],
    ['new subscribers this month', 'magazine subscription is known and signup at is this month'],
  ])('with a doubt: %s', (words, meaning) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(confidence).toBeLessThan(0.9);
    expect(assumptions).not.toEqual([]);
  });

  test('what those before are too narrows them', () => {
    const before = read('customers in Lisbon').query;
    expect(explainQuery(read('who are subscribers', before).query)).toBe(
      'city is "Lisbon" and magazine subscription is known',
    );
  });

  test('where everybody has one it is a word for customers', () => {
    const all = reader({
      ...SOCIETY,
      fields: SOCIETY.fields.map((each) =>
        each.name === 'magazine_subscription' ? { ...each, known: 100 } : each,
      ),
    });
    expect(explainQuery(all('subscribers in Lisbon').query)).toBe('city is "Lisbon"');
  });
});

describe('gifts that a field knows', () => {
  test.each([
    ['last gift before 2025', 'last gift on is before 2025-01-01'],
    ['whose most recent gift was in 2024', 'last gift on is from 2024-01-01 to 2024-12-31'],
    ['latest gift since September', 'last gift on is since 2026-09-01'],
    ['have given more than 500 euro', 'gifts eur is more than 500'],
    ['gave us a total of at least 100', 'gifts eur is at least 100'],
  ])('%s', readsRight);
});
