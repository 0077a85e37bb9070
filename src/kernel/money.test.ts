import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dollarsToMicros, formatMoney, microsToDollars } from './money.ts';

test.each([
  [0, '$0.00'],
  [1, '$0.000001'],
  [5_810, '$0.00581'],
  [10_020, '$0.01002'],
  [100_000, '$0.10'],
  [1_234_567_890, '$1,234.57'],
  [-2_500_000, '-$2.50'],
])('%d micros are %s', (micros, text) => expect(formatMoney(micros)).toBe(text));

test('dollars survive the way there and back to the micro', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000_000 }), (micros) => {
      expect(dollarsToMicros(microsToDollars(micros))).toBe(micros);
    }),
  );
});

test('sums of micros are exact where sums of dollars are not', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(dollarsToMicros(0.1) + dollarsToMicros(0.2)).toBe(dollarsToMicros(0.3));
});
