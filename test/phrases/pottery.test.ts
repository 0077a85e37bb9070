import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const ahead = { min: Date.UTC(2026, 2, 1), max: Date.UTC(2028, 5, 1) };
const POTTERY: Vocabulary = {
  ...SHOP,
  customers: 500,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('sector', 'text', ['School', 'Contract studio', 'Council']),
    field('collect_shop', 'text', ['Leeds', 'Dublin']),
    field('acct_mgr', 'text', ['Ruiz', 'Lind']),
    field('dob', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
    field('practice_yrs', 'integer', [], { min: 0, max: 40 }),
    field('rx_expires', 'date', [], ahead),
    field('prepaid_until', 'date', [], ahead),
    field('prepaid_cartons', 'integer', [], { min: 0, max: 90 }),
    field('stress_score', 'decimal', [], { min: 0, max: 10 }),
    field('insurer', 'text', ['Bupa', 'AXA Health', 'Aviva']),
    field('sore_area', 'text', ['wrist', 'lower back']),
    field('last_upload', 'date', [], { min: Date.UTC(2024, 2, 1), max: Date.UTC(2026, 10, 1) }),
    field('next_pickup', 'date', [], { min: Date.UTC(2026, 10, 23), max: Date.UTC(2027, 5, 1) }),
    field('app_installed', 'boolean', [true, false]),
    field('breakages', 'integer', [], { min: 0, max: 9 }),
    field('do_not_rent', 'boolean', [true, false]),
  ],
  products: [
    { sku: 'K-1', name: 'Kiln', category: 'Machines' },
    { sku: 'K-2', name: 'Pug Mill', category: 'Machines' },
    { sku: 'C-1', name: 'Milk Carton', category: 'Cartons' },
    { sku: 'V-1', name: 'Studio Visit', category: 'Extras' },
    { sku: 'R-1', name: 'Additional Driver', category: 'Extras' },
  ],
  categories: ['Machines', 'Cartons', 'Extras'],
  currencies: ['EUR'],
};
const read = reader(POTTERY);

describe('what phrases mean, surely', () => {
  test.each([
    [
      'viewed the kiln or the pug mill and bought neither',
      '(viewed product "Kiln" or product "Pug Mill") and not (bought product "Kiln" or product "Pug Mill")',
    ],
    [
      'viewed the kiln or the pug mill and ordered neither of the two',
      '(viewed product "Kiln" or product "Pug Mill") and not (bought product "Kiln" or product "Pug Mill")',
    ],
    [
      'viewed the kiln or the pug mill and did not buy either of them',
      '(viewed product "Kiln" or product "Pug Mill") and not (bought product "Kiln" or product "Pug Mill")',
    ],
    ['viewed the kiln but never had it', '(viewed product "Kiln") and not (bought product "Kiln")'],
    ['viewed the kiln but has not had one', '(viewed product "Kiln") and not (bought product "Kiln")'],
    ['more than 3 rentals this year', 'bought anything more than 3 times this year'],
    ['first rental in the last 60 days', 'first purchase was in the last 60 days'],
    ['without an account manager', 'not (acct mgr is known)'],
    ['whose account manager is Lind', 'acct mgr is "Lind"'],
    ['at least 10 years of practice', 'practice yrs is at least 10'],
    ['whose prescription has expired', 'rx expires is before 2026-11-22'],
    ['prescription expires in the next 30 days', 'rx expires is in the next 30 days'],
    ['a valid prescription', 'rx expires is since 2026-11-22'],
    ['with a prescription that is still valid', 'rx expires is since 2026-11-22'],
    ['prepaid cartons expiring next month', 'prepaid until is next month'],
    ['prepaid cartons running out in the next 30 days', 'prepaid until is in the next 30 days'],
    ['more than 20 prepaid cartons', 'prepaid cartons is more than 20'],
    ['more than 20 cartons ordered this year', 'bought category "Cartons" more than 20 units this year'],
    ['who pick up their orders at the Leeds shop', 'collect shop is "Leeds"'],
    ['council studios', 'sector is "Council"'],
    ['looked after by Ruiz', 'acct mgr is "Ruiz"'],
    ['who works in a council', 'sector is "Council"'],
    ['used to rent kilns', 'bought product "Kiln"'],
    ['flagged as do not rent', 'do not rent is true'],
    ['AXA or Bupa customers', 'insurer is one of "AXA Health", "Bupa"'],
    ['wrist problems', 'sore area is "wrist"'],
    ['without the app', 'not (app installed is true)'],
    ['who has no account manager assigned', 'not (acct mgr is known)'],
    ['uploaded a picture in the last 7 days', 'last upload is in the last 7 days'],
    ['uploaded nothing since June', 'not (last upload is since 2026-06-01)'],
    ['picking up a parcel next week', 'next pickup is next week'],
    [
      'at least 5 rentals, none of them in 2026',
      '(bought anything at least 5 times) and not (bought anything from 2026-01-01 to 2026-12-31)',
    ],
    ['registered but never bought anything', 'not (bought anything)'],
    ['which of them have an email address', 'has an address for email'],
    ['first rented in 2024', 'first purchase was from 2024-01-01 to 2024-12-31'],
    ['average spend per rental above 250', 'average purchase is more than 250'],
    [
      'total spend over 3000 and fewer than 3 breakages',
      '(spent more than 3000) and breakages is less than 3',
    ],
    ['bought machines vehicles', 'bought category "Machines"'],
    ['stress score still over 5', 'stress score is more than 5'],
    ['the youngest 5 customers', 'top 5 by dob'],
    ['bought additional drivers', 'bought product "Additional Driver"'],
    [
      'bought a kiln but no cartons - the sales team wants to call them',
      '(bought product "Kiln") and not (bought category "Cartons")',
    ],
  ])('%s', readsAs(read));
});

describe('what may be meant otherwise', () => {
  test.each([
    ['never received a message', 'not (received a message)'],
    ['everyone except schools who spent over 100', 'not (sector is "School" and (spent more than 100))'],
    [
      'school customers or council customers who bought a kiln',
      '(sector is one of "School", "Council") and (bought product "Kiln")',
    ],
    ['the 10 oldest customers', 'bottom 10 by dob'],
    [
      'viewed the kiln but bought something else',
      '(viewed product "Kiln") and (bought product "Pug Mill" or category "Cartons" or category "Extras")',
    ],
    [
      'councils, excluding Bupa, over 20 prepaid cartons',
      'sector is "Council" and not (insurer is "Bupa") and prepaid cartons is more than 20',
    ],
    [
      'bought a kiln at least twice but not in 2026',
      '(bought product "Kiln" at least 2 times) and not (bought product "Kiln" from 2026-01-01 to 2026-12-31)',
    ],
    ['first visit this year', 'first purchase of product "Studio Visit" was this year'],
    ['breakages: none', 'not (breakages is more than 0)'],
    ['studios in Ireland', 'country is "IE"'],
    ['drivers in Ireland', 'country is "IE"'],
    ['more than 20 cartons', 'prepaid cartons is more than 20'],
  ])('%s', (words, meaning) => {
    const { query, confidence, assumptions, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(assumptions).not.toEqual([]);
    expect(confidence).toBeLessThan(0.9);
  });
});

test('nobody is as old as what nobody knows', () => {
  const { query, notUnderstood } = read('schools with a BMI over 90');
  expect(explainQuery(query)).toBe('sector is "School"');
  expect(notUnderstood.join()).toContain('BMI');
});

test.each([
  [{ field: 'preferred_channel', is: 'sms' }, 'what about email?', 'preferred channel is "email"'],
  [
    { and: [{ reachable: 'sms' }, { consents: 'sms' }] },
    'make it whatsapp',
    '(has an address for WhatsApp) and (agreed to WhatsApp)',
  ],
] as const)('%j, %s', (previous, words, meaning) => {
  const { query, confidence } = read(words, previous);
  expect(explainQuery(query)).toBe(meaning);
  expect(confidence).toBeGreaterThanOrEqual(0.9);
});
