import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const HIRE: Vocabulary = {
  ...SHOP,
  customers: 500,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('city', 'text', ['Dublin', 'Leeds']),
    field('sport', 'text', ['golf', 'surf', 'canoe', 'tennis']),
    field('instructor', 'text', ['Ana Ruiz', 'Bo Lind']),
    field('hiring', 'boolean', [true, false]),
    field('smoker', 'boolean', [true, false]),
    field('missed_slots', 'integer', [], { min: 0, max: 9 }),
    field('next_lesson', 'date', [], { min: Date.UTC(2026, 10, 1), max: Date.UTC(2027, 5, 1) }),
    { ...field('pay_method', 'text', ['card', 'standing order']), known: 450 },
    field('plan', 'text', ['Plus', 'Basic']),
    field('age', 'integer', [], { min: 6, max: 90 }),
    field('kit_due', 'date', [], { min: Date.UTC(2026, 2, 1), max: Date.UTC(2027, 5, 1) }),
  ],
  products: [
    { sku: 'B-1', name: 'Helmet', category: 'Safety' },
    { sku: 'W-1', name: 'Water Polo Cap', category: 'Safety' },
    { sku: 'B-2', name: 'Dry Bag', category: 'Bags' },
  ],
  categories: ['Safety', 'Bags'],
};
const read = reader(HIRE);

describe('what phrases mean, surely', () => {
  test.each([
    ['golfers in Leeds', 'sport is "golf" and city is "Leeds"'],
    ['canoeists', 'sport is "canoe"'],
    ['surfers or golfers', 'sport is one of "surf", "golf"'],
    ['hiring', 'hiring is true'],
    ['people currently hiring a sport', 'hiring is true'],
    ['hiring something', 'hiring is true'],
    ['hiring a canoe', 'hiring is true and sport is "canoe"'],
    ['who smoke', 'smoker is true'],
    ["who don't smoke", 'not (smoker is true)'],
    ['missed a slot', 'missed slots is more than 0'],
    ['never missed a slot', 'not (missed slots is more than 0)'],
    ['who pay by standing order', 'pay method is "standing order"'],
    ["who don't pay by card", 'not (pay method is "card")'],
    ['Plus?', 'plan is "Plus"'],
    ["bought a helmet but don't hire", '(bought product "Helmet") and not (hiring is true)'],
    ['whose kit is past its due date', 'kit due is before 2026-11-22'],
    ['kit past due', 'kit due is before 2026-11-22'],
  ])('%s', readsAs(read));
});

test.each([
  ['adults in Dublin', 'age is at least 18 and city is "Dublin"'],
  ['minors', 'age is less than 18'],
])('%s may be others', (words, meaning) => {
  const { query, confidence, assumptions, notUnderstood } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(notUnderstood).toEqual([]);
  expect(assumptions).not.toEqual([]);
  expect(confidence).toBeLessThan(0.92);
});

test('what about Plus', () => {
  const { query } = read('what about Plus?', { field: 'plan', is: 'Basic' });
  expect(explainQuery(query)).toBe('plan is "Plus"');
});

test('a lesson that somebody had is not the next', () => {
  expect(explainQuery(read("haven't had a lesson since June").query)).not.toMatch(/next lesson/);
});

test('the front of one name is hardly the kind of thing', () => {
  const { query, confidence } = read('bought bags but no water');
  expect(explainQuery(query)).toBe('(bought category "Bags") and not (bought product "Water Polo Cap")');
  expect(confidence).toBeLessThan(0.9);
});

test('who has an instructor is none', () => {
  expect(read('instructors').confidence).toBeLessThan(0.5);
});
