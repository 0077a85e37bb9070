import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const AROUND = { min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 1) };
const BEHIND = { min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 10, 1) };

/** Teaches to fly gliders, and lets houses beside the field. */
const GLIDERS: Vocabulary = {
  ...SHOP,
  customers: 500,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'York']),
    field('aircraft', 'text', ['single-seat', 'two-seat']),
    field('stage', 'text', ['beginner', 'solo']),
    field('hours_flown', 'decimal', [], { min: 0, max: 900 }),
    field('medical_passed', 'date', [], BEHIND),
    field('exam_date', 'date', [], AROUND),
    field('exam_tries', 'integer', [], { min: 0, max: 6 }),
    field('brochure_sent', 'date', [], BEHIND),
    field('pts', 'integer', [], { min: 0, max: 5000 }),
    field('overdue', 'decimal', [], { min: 0, max: 900 }),
    field('own_glider', 'boolean', [true, false]),
    field('print_guide', 'boolean', [true, false]),
    field('staff', 'integer', [], { min: 1, max: 90 }),
    field('terms', 'text', ['standing order', 'prepaid']),
    field('contract_until', 'date', [], AROUND),
    field('rating', 'decimal', [], { min: 1, max: 5 }),
    field('student_fares', 'boolean', [true, false]),
    field('club_day', 'text', ['Saturday', 'Sunday']),
    field('house_rent_pcm', 'decimal', [], { min: 0, max: 2000 }),
    field('club', 'text', ['Larsen Soaring', 'Moor Gliders']),
  ],
  products: [
    { sku: 'F-1', name: 'Evening flying lesson', category: 'Lessons' },
    { sku: 'M-1', name: 'Medical form', category: 'Papers' },
    { sku: 'C-1', name: 'Cloud Lovers Box', category: 'Clouds' },
    { sku: 'G-1', name: 'Gloves', category: 'Gear' },
    { sku: 'G-2', name: 'Goggles', category: 'Gear' },
  ],
  categories: ['Lessons', 'Papers', 'Clouds', 'Gear'],
};
const read = reader(GLIDERS);

describe('what phrases mean, surely', () => {
  test.each([
    ['over 20 hours flying', 'hours flown is more than 20'],
    ['fewer than 20 hours of flying', 'hours flown is less than 20'],
    ['no medical pass yet', 'not (medical passed is known)'],
    ['everyone we never sent a brochure', 'not (brochure sent is known)'],
    ['who were sent our brochure', 'brochure sent is known'],
    ['more than 500 points', 'pts is more than 500'],
    ['who have yet to pass their medical', 'not (medical passed is known)'],
    ['no glider of their own', 'not (own glider is true)'],
    ['who fly their own glider', 'own glider is true'],
    ['with more than 50 employees', 'staff is more than 50'],
    ['bought gloves in the second half of October', 'bought product "Gloves" from 2026-10-16 to 2026-10-31'],
    ['houses under 700 a month', 'house rent pcm is less than 700'],
    ['houses that cost over 700 pcm', 'house rent pcm is more than 700'],
    [
      'house rent between 700 and 900 per month',
      'house rent pcm is at least 700 and house rent pcm is at most 900',
    ],
    ['unrated beginners', 'not (rating is known) and stage is "beginner"'],
    ['no club assigned', 'not (club is known)'],
    ['with something overdue', 'overdue is more than 0'],
    ['emailable beginners', '(has an address for email) and (agreed to email) and stage is "beginner"'],
    ['loyalty points under 50', 'pts is less than 50'],
    ['behind with their fees by more than 100', 'overdue is more than 100'],
    ['who pay by standing order', 'terms is "standing order"'],
    ['no contract end date', 'not (contract until is known)'],
    ['whose contract expiry date is in May 2027', 'contract until is from 2027-05-01 to 2027-05-31'],
    ["hasn't taken the medical form", 'not (bought product "Medical form")'],
    [
      'spent over 200 euros on lessons and gear together',
      'spent more than 200 EUR on category "Lessons" or category "Gear"',
    ],
    ['for the back-to-air campaign I need beginners', 'stage is "beginner"'],
    ['nothing overdue', 'not (overdue is more than 0)'],
    ['customers that are overdue', 'overdue is more than 0'],
    ['with unpaid invoices', 'overdue is more than 0'],
    ['houses where nobody ordered anything since June', 'not (bought anything since 2026-06-01)'],
    ['agreed to email and with a mobile', '(agreed to email) and (has an address for SMS)'],
    ['opted in to email and a phone number', '(agreed to email) and (has an address for SMS)'],
    ['opted in to email and SMS', '(agreed to email) and (agreed to SMS)'],
    [
      'prefers WhatsApp but no consent for it',
      'preferred channel is "whatsapp" and not (agreed to WhatsApp)',
    ],
    [
      'no purchase in the last 90 days but a page view in the last 30',
      'not (bought anything in the last 90 days) and (viewed anything in the last 30 days)',
    ],
    [
      'gear customers in York, last 6 months',
      '(bought category "Gear" in the last 6 months) and city is "York"',
    ],
    [
      'exam date is in May 2027 and we can reach them by SMS',
      'exam date is from 2027-05-01 to 2027-05-31 and (has an address for SMS) and (agreed to SMS)',
    ],
    [
      'We are mowing the York field next week, so I need everybody who bought gloves',
      'bought product "Gloves"',
    ],
  ])('%s', readsAs(read));
});

test.each([
  ['their flying exam is next week', 'exam date is next week'],
  ['solo on the second try', 'stage is "solo" and exam tries is 2'],
  ['students with over 20 hours flown', 'hours flown is more than 20'],
  ['solo without guide', 'stage is "solo" and not (print guide is true)'],
  ['learning in a two-seat', 'aircraft is "two-seat"'],
  ['two or more different gloves', 'bought product "Gloves" at least 2 different products'],
  ['spent more than 200 on gear, any currency', 'spent more than 200 on category "Gear"'],
  ['prefers phone', 'preferred channel is "sms"'],
  ['Saturday orders', 'club day is "Saturday" and (bought anything)'],
  ['cloud lovers', 'bought product "Cloud Lovers Box"'],
  ['bought gloves or goggles exactly once', 'bought product "Gloves" or product "Goggles" exactly 1 times'],
  ['put more than one thing in the cart', 'carted anything more than 1 units'],
  ['more than 2 items in their basket', 'carted anything more than 2 units'],
  [
    'prefers email but has no email address or has not agreed to email',
    'preferred channel is "email" and (not (has an address for email) or not (agreed to email))',
  ],
])('%s leaves a choice, which is said', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.9);
});

test('what there should be so many of is not understood with its number', () => {
  expect(read('beginners with more than 300 pupils').notUnderstood.join(' ')).toMatch(/300 pupils/);
});

test('how many different things were viewed cannot be asked', () => {
  const { query, notUnderstood } = read('viewed at least 2 different products');
  expect(explainQuery(query)).toBe('viewed anything');
  expect(notUnderstood).not.toEqual([]);
});

test('and then bought gloves within 14 days', () => {
  const { query, confidence } = read('and then bought gloves within 14 days', {
    and: [{ field: 'city', is: 'York' }, { viewed: {} }],
  });
  expect(explainQuery(query)).toBe(
    'city is "York" and (viewed anything and then bought product "Gloves" within 14 days)',
  );
  expect(confidence).toBeLessThan(0.9);
});

test('two-seats as well', () => {
  const { query } = read('two-seats as well', {
    and: [
      { field: 'aircraft', is: 'single-seat' },
      { field: 'city', is: 'York' },
    ],
  });
  expect(explainQuery(query)).toBe('(aircraft is one of "single-seat", "two-seat") and city is "York"');
});
