import { expect, test } from 'vitest';
import type { AttributeValue } from './customer.ts';
import { FieldTally, isList } from './field-tally.ts';
import { MAX_VALUES } from './vocabulary.ts';

function wordsOf(values: readonly AttributeValue[], kind: 'attribute' | 'text' | 'name' = 'attribute') {
  const tally = new FieldTally('any', kind);
  for (const value of values) {
    if (isList(value)) tally.seeList(value);
    else tally.seeScalar(value);
  }
  return tally.words();
}

test.each([
  [['a', 'b'], 'text'],
  [[1, -2], 'integer'],
  [[1, 2.5], 'decimal'],
  [[true, false], 'boolean'],
  [['2026-01-01', '2026-01-02T10:00:00Z'], 'date'],
  [['2026-01-01', 'soon'], 'text'],
  [[1, 'one'], 'mixed'],
  [[true, 1], 'mixed'],
  [[['a'], 'b', 3], 'list'],
] as const)('%j is %s', (values, type) => {
  expect(wordsOf(values)?.type).toBe(type);
});

test('spellings of one value are one, as most people write it', () => {
  expect(wordsOf(['lisbon', 'Lisbon', 'LISBON', 'Lisbon', 'Porto'])?.values).toEqual([
    { value: 'Lisbon', customers: 4 },
    { value: 'Porto', customers: 1 },
  ]);
});

test('bounds are of single numbers and times; what is in a list is neither', () => {
  expect(wordsOf([3, -1, [99]])).toMatchObject({ min: -1, max: 3 });
  expect(wordsOf(['2026-01-02', '2026-01-01'])).toMatchObject({
    min: Date.UTC(2026, 0, 1),
    max: Date.UTC(2026, 0, 2),
  });
  expect(wordsOf([['2026-01-01']])).not.toHaveProperty('min');
});

test('a customer counts once for a value, however often a list has it', () => {
  expect(wordsOf([['a', 'A', 'b'], ['a']])).toMatchObject({
    known: 2,
    values: [
      { value: 'a', customers: 2 },
      { value: 'b', customers: 1 },
    ],
  });
});

test('a value in a list does not change what it is by itself', () => {
  const tally = new FieldTally('any', 'attribute');
  expect(tally.seeList([5, '2026-01-01'])).toEqual(['5', '2026-01-01']);
  expect(tally.seeScalar(5)).toEqual({ text: '5', number: 5 });
  expect(tally.seeScalar('2026-01-01')).toEqual({ text: '2026-01-01', time: Date.UTC(2026, 0, 1) });
});

test('what has too many values, and what names people, keeps none; nobody has nothing', () => {
  const many = Array.from({ length: MAX_VALUES }, (_, i) => `v${i}`);
  expect(wordsOf(many)?.values).toHaveLength(MAX_VALUES);
  expect(wordsOf([...many, 'one more'])).toMatchObject({ known: MAX_VALUES + 1, values: [] });
  expect(wordsOf(Array.from({ length: 20_000 }, (_, i) => `v${i}`))).toMatchObject({
    known: 20_000,
    values: [],
  });
  expect(wordsOf(['Ana'], 'name')).toMatchObject({ type: 'text', known: 1, values: [] });
  expect(wordsOf(['2026-01-01'], 'text')).toMatchObject({ type: 'text' });
  expect(wordsOf([])).toBeUndefined();
});
