import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { field, HOMES } from '../support/vocabularies.ts';

const decimal = (name: string) => field(name, 'decimal', [], { min: 0, max: 3000 });

describe('a unit in a name need not be said', () => {
  const read = reader({
    ...HOMES,
    fields: [
      ...HOMES.fields,
      decimal('lifetime_value_eur'),
      decimal('store_credit_usd'),
      decimal('usage_kwh'),
    ],
  });

  test.each([
    ['lifetime value above 2000', 'lifetime value eur is more than 2000'],
    ['LTV over 2000', 'lifetime value eur is more than 2000'],
    ['top 10 by lifetime value', 'top 10 by lifetime value eur'],
    ['store credit of at least 20', 'store credit usd is at least 20'],
    ['usage below 100', 'usage kwh is less than 100'],
  ])('%s', readsAs(read));
});

test.each([
  ['hasApp = true', 'has app is true'],
  ['customers with the app installed', 'has app is true'],
  ['no app downloaded', 'not (has app is true)'],
])('%s', (words, meaning) =>
  readsAs(reader({ ...HOMES, fields: [...HOMES.fields, field('has_app', 'boolean', [true, false])] }))(
    words,
    meaning,
  ),
);

test.each([
  ['pet_count', 'with pets in Leeds', 'pet count is more than 0 and city is "Leeds"'],
  ['number_of_pets', 'customers who have pets', 'number of pets is more than 0'],
  ['number_of_pets', 'no pets', 'not (number of pets is more than 0)'],
])('of %s: %s', (name, words, meaning) => {
  const others = HOMES.fields.filter((each) => each.name !== 'pets');
  readsAs(reader({ ...HOMES, fields: [...others, field(name, 'integer', [], { min: 0, max: 5 })] }))(
    words,
    meaning,
  );
});

test('of a balance in two currencies neither is meant without saying which', () => {
  const read = reader({
    ...HOMES,
    fields: [...HOMES.fields, decimal('balance_eur'), decimal('balance_usd')],
  });
  expect(read('balance over 100').confidence).toBeLessThan(0.9);
  expect(explainQuery(read('balance usd over 100').query)).toBe('balance usd is more than 100');
});

test('a rank by what was bought says that nothing was imported', () => {
  const read = reader({ ...HOMES, has: { ...HOMES.has, purchases: false } });
  const { assumptions, confidence } = read('top 10 by spend');
  expect(assumptions).toEqual(['No purchases were imported.']);
  expect(confidence).toBeLessThan(0.9);
});

test('a metric of Pinpoint is asked for by its own name', () => {
  const read = reader({ ...HOMES, fields: [...HOMES.fields, decimal('metric_lifetime_spend')] });
  expect(explainQuery(read('top 25 by lifetime spend').query)).toBe('top 25 by metric lifetime spend');
});
