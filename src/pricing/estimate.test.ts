import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CostRange, Estimate } from './estimate.ts';

const micros = fc.integer({ min: 0, max: 5_000_000 });
const decisions = fc.array(
  fc.tuple(
    fc.constantFrom('sms' as const, 'whatsapp' as const, 'email' as const),
    fc.constantFrom('US', 'DE', 'IN', undefined, '__proto__'),
    micros,
    micros,
  ),
  { maxLength: 60 },
);

function sumOf(ranges: Iterable<CostRange>): CostRange {
  let sum: CostRange = { low: 0, expected: 0, high: 0 };
  for (const { low, expected, high } of ranges) {
    sum = { low: sum.low + low, expected: sum.expected + expected, high: sum.high + high };
  }
  return sum;
}

describe('Estimate', () => {
  test('adds decisions up', () => {
    const estimate = new Estimate(0.1);
    estimate.add('sms', 'US', 10_020, 0);
    estimate.add('sms', 'US', 20_040, 0);
    estimate.add('whatsapp', 'IN', 16_800, 0);
    estimate.add('sms', 'IN', 0, 71_005);
    estimate.add('email', undefined, 160, 0);
    expect(estimate.totals()).toEqual({
      currency: 'USD',
      low: 47_020,
      expected: 54_121,
      high: 118_025,
      byChannel: {
        sms: { low: 30_060, expected: 37_161, high: 101_065 },
        whatsapp: { low: 16_800, expected: 16_800, high: 16_800 },
        email: { low: 160, expected: 160, high: 160 },
      },
      byCountry: {
        US: { low: 30_060, expected: 30_060, high: 30_060 },
        IN: { low: 16_800, expected: 23_901, high: 87_805 },
        unknown: { low: 160, expected: 160, high: 160 },
      },
    });
  });

  test('of nothing is nothing', () => {
    const zero = { low: 0, expected: 0, high: 0 };
    const byChannel = { sms: zero, whatsapp: zero, email: zero };
    expect(new Estimate(0.5).totals()).toEqual({ currency: 'USD', ...zero, byChannel, byCountry: {} });
  });

  test.each([-0.1, 1.1, Number.NaN])('refuses odds of %d', (odds) => {
    expect(() => new Estimate(odds)).toThrow('fallbackOdds must be from 0 to 1.');
  });

  test('sums equal their parts, whole micros, low <= expected <= high', () => {
    fc.assert(
      fc.property(decisions, fc.double({ min: 0, max: 1, noNaN: true }), (list, odds) => {
        const estimate = new Estimate(odds);
        for (const decision of list) estimate.add(...decision);
        const { byChannel, byCountry, currency, ...total } = estimate.totals();
        expect(currency).toBe('USD');
        expect(sumOf(Object.values(byChannel))).toEqual(total);
        expect(sumOf(Object.values(byCountry))).toEqual(total);
        const first = list.reduce((sum, [, , price]) => sum + price, 0);
        const fallback = list.reduce((sum, [, , , price]) => sum + price, 0);
        expect(total.low).toBe(first);
        expect(total.high).toBe(first + fallback);
        // One rounding of half a micro for each channel and country.
        expect(Math.abs(total.expected - first - fallback * odds)).toBeLessThanOrEqual(0.5 * 15 + 1e-3);
        for (const range of [total, ...Object.values(byChannel), ...Object.values(byCountry)]) {
          expect(Object.values(range).every(Number.isSafeInteger)).toBe(true);
          expect(range.low <= range.expected && range.expected <= range.high).toBe(true);
        }
      }),
    );
  });
});
