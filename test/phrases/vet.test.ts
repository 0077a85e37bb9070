import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, HAS_ALL, SHOP } from '../support/vocabularies.ts';

const VET: Vocabulary = {
  ...SHOP,
  customers: 500,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('city', 'text', ['Dublin', 'Leeds']),
    field('vet', 'text', ['Dr Quill', 'Dr Moss']),
    { ...field('puppy_club', 'text', ['Bronze', 'Gold']), known: 90 },
    field('club_renews', 'date', [], { min: Date.UTC(2026, 2, 1), max: Date.UTC(2027, 5, 1) }),
    field('tag_no', 'integer', [], { min: 1, max: 900 }),
    field('amount_due', 'decimal', [], { min: 0, max: 900 }),
    field('last_visit', 'date', [], { min: Date.UTC(2022, 2, 1), max: Date.UTC(2026, 9, 1) }),
  ],
  products: [
    { sku: 'T-1', name: 'Tooth Scaling', category: 'Dental' },
    { sku: 'T-2', name: 'Hip Implant', category: 'Surgery' },
    { sku: 'F-1', name: 'Salmon Kibble', category: 'Food' },
    { sku: 'F-2', name: 'Kitten Kibble', category: 'Food' },
  ],
  categories: ['Dental', 'Surgery', 'Food'],
};
const read = reader(VET);

describe('what phrases mean, surely', () => {
  test.each([
    ['owe us money', 'amount due is more than 0'],
    ['who still owe us more than 100', 'amount due is more than 100'],
    ['customers in arrears in Leeds', 'amount due is more than 0 and city is "Leeds"'],
    ['with an outstanding balance over 50', 'amount due is more than 50'],
    ['whose bill is unpaid', 'amount due is more than 0'],
    ['who owe us nothing', 'not (amount due is more than 0)'],
    ["doesn't owe us anything", 'not (amount due is more than 0)'],
    ['with no debts', 'not (amount due is more than 0)'],
    ['the 10 customers who owe us most', 'top 10 by amount due'],
    ['20 biggest debtors', 'top 20 by amount due'],
    ['who saw Dr Quill', 'vet is "Dr Quill"'],
    ['seen by Dr Quill', 'vet is "Dr Quill"'],
    ['had a hip implant', 'bought product "Hip Implant"'],
    ['had an implant fitted last year', 'bought product "Hip Implant" last year'],
    ['never had surgery', 'not (bought category "Surgery")'],
    ['have had tooth scaling since June', 'bought product "Tooth Scaling" since 2026-06-01'],
    ['were seen for tooth scaling this year', 'bought product "Tooth Scaling" this year'],
    ['puppy club', 'puppy club is known'],
    ['puppy club only, in Leeds', 'puppy club is known and city is "Leeds"'],
    ['Gold tier puppy club', 'puppy club is "Gold"'],
    ['with tag number 12', 'tag no is 12'],
    ['tag number over 100', 'tag no is more than 100'],
    ['the half of our customers with the highest amount due', 'top 50% by amount due'],
    ['the 10% who owe us the most', 'top 10% by amount due'],
    [
      'salmon kibble: which customers bought 5 or more units this year',
      'bought product "Salmon Kibble" at least 5 units this year',
    ],
    [
      'hip implants: who ordered more than once in 2025',
      'bought product "Hip Implant" at least 2 times from 2025-01-01 to 2025-12-31',
    ],
    [
      'dental appointments: more than 3 in the last 2 years',
      'bought category "Dental" more than 3 times in the last 2 years',
    ],
    ['salmon kibble (2+ times)', 'bought product "Salmon Kibble" at least 2 times'],
  ])('%s', readsAs(read));
});

test.each([
  [
    'put salmon kibble in the basket and never bought it',
    '(carted product "Salmon Kibble") and not (bought product "Salmon Kibble")',
  ],
  ['salmon kibble: 2 or more this year', 'bought product "Salmon Kibble" at least 2 units this year'],
  ['have never seen Dr Moss', 'not (vet is "Dr Moss")'],
  ['We are running a kitten email blast so only customers in Dublin please', 'city is "Dublin"'],
])('%s may be others', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.9);
});

test('who was not seen by anybody looked at no page', () => {
  expect(explainQuery(read('not seen by Dr Quill').query)).toBe('not (vet is "Dr Quill")');
  expect(read('not been seen since June').confidence).toBeLessThan(0.5);
});

test('who get texts can get them, where none were sent yet', () => {
  const { query, confidence } = reader({ ...VET, has: { ...HAS_ALL, messages: false } })(
    'customers who get texts',
  );
  expect(explainQuery(query)).toBe('(has an address for SMS) and (agreed to SMS)');
  expect(confidence).toBeLessThan(0.9);
});
