import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const AHEAD = { min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) };
const BEHIND = { min: Date.UTC(2022, 0, 1), max: Date.UTC(2026, 10, 1) };

const CARE: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['PT', 'DE', 'BR']),
    field('hc_wearer', 'boolean', [true, false]),
    field('swaps_ok', 'boolean', [true, false]),
    { ...field('season_ticket', 'text', ['Gold', 'Blue']), known: 40 },
    field('insurer', 'text', ['Bupa', 'Aviva']),
    field('avg_basket', 'decimal', [], { min: 5, max: 300 }),
    field('referrals', 'integer', [], { min: 0, max: 9 }),
    field('next_service_due', 'date', [], AHEAD),
    field('last_service', 'date', [], BEHIND),
  ],
  products: [
    { sku: 'HC-1', name: 'Rinse', category: 'Hair care' },
    { sku: 'SV-1', name: 'Boiler Service', category: 'Services' },
  ],
  categories: ['Hair care', 'Services'],
};
const read = reader(CARE);

describe('columns named in short', () => {
  test.each([
    ['average basket over 60', 'avg basket is more than 60'],
    ['10 customers with the highest average basket', 'top 10 by avg basket'],
    ['average order value over 60', 'average purchase is more than 60'],
    ['hair care wearers', 'hc wearer is true'],
    ['people wearing hair care', 'hc wearer is true'],
    ['who does not wear hair care', 'not (hc wearer is true)'],
    ['with no insurance', 'not (insurer is known)'],
    ['season ticket holders', 'season ticket is known'],
    ['who does not accept swaps', 'not (swaps ok is true)'],
    ['have referred 3 or more friends', 'referrals is at least 3'],
  ])('%s', (words, meaning) => {
    expect(explainQuery(read(words).query)).toBe(meaning);
    expect(read(words).notUnderstood).toEqual([]);
  });
});

describe('what should have been done', () => {
  test.each([
    'overdue for their next service',
    'customers overdue for a service',
    'whose service is overdue',
    'late for their service',
  ])('%s', (words) => {
    const { query, notUnderstood, assumptions } = read(words);
    expect(notUnderstood).toEqual([]);
    expect(explainQuery(query)).toMatch(/^next service due is before /);
    expect(assumptions.some((each) => each.includes('before today'))).toBe(true);
  });
});

describe('people of a country whose language others speak too', () => {
  const shared = reader({
    ...CARE,
    fields: CARE.fields.map((each) =>
      each.name === 'language' ? field('language', 'text', ['fr', 'de', 'pt']) : each,
    ),
  });
  const many = reader({
    ...CARE,
    fields: CARE.fields.map((each) =>
      each.name === 'language' ? { ...each, values: [{ value: 'de', customers: 90 }] } : each,
    ),
  });

  test('most who speak it live elsewhere', () => {
    const { query, confidence, assumptions } = many('German customers');
    expect(explainQuery(query)).toBe('country is "DE"');
    expect(confidence).toBeLessThan(0.9);
    expect(assumptions).toEqual(['"German" was taken as country, and not as language.']);
  });

  test('as many speak it as live there', () => {
    expect(shared('German customers').confidence).toBeGreaterThanOrEqual(0.9);
  });

  test.each(['customers in Germany', 'German speakers', 'Germans'])('no doubt: %s', (words) => {
    expect(many(words).confidence).toBeGreaterThanOrEqual(0.9);
  });
});

test('what is lacked narrows the question before', () => {
  const before = read('season ticket holders').query;
  expect(explainQuery(read('without an insurer', before).query)).toBe(
    'season ticket is known and not (insurer is known)',
  );
});
