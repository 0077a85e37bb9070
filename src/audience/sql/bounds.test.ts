import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../query/compare.ts';
import { allows, wholeBounds } from './bounds.ts';

describe('bounds of whole numbers', () => {
  test.each([
    [{ moreThan: 99.99995 }, { least: 1_000_000 }],
    [{ atLeast: 99.99995 }, { least: 1_000_000 }],
    [{ lessThan: 99.99995 }, { most: 999_999 }],
    [{ atMost: 99.99995 }, { most: 999_999 }],
    [{ moreThan: 99.9999 }, { least: 1_000_000 }],
    [{ atLeast: 99.9999 }, { least: 999_999 }],
    [{ exactly: 0.1 }, { least: 1_000, most: 1_000 }],
    [{ exactly: 1e-7 }, { least: 1, most: 0 }],
    [{ moreThan: -1.00005 }, { least: -10_000 }],
    [{ lessThan: -1.00005 }, { most: -10_001 }],
    [{ atMost: 1e21 }, { most: 1e25 }],
    [{ atLeast: -0 }, { least: 0 }],
  ])('of %j are %j ten-thousandths', (comparison, bounds) => {
    expect(wholeBounds(comparison, 4)).toEqual(bounds);
  });

  test('say of every amount what the comparison says', () => {
    const bound = fc.oneof(
      fc.integer({ min: -50_000, max: 50_000 }).map((n) => n / 10_000),
      fc.double({ min: -5, max: 5, noNaN: true }),
    );
    const kind = fc.constantFrom('exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan');
    fc.assert(
      fc.property(kind, bound, fc.integer({ min: -50_000, max: 50_000 }), (name, value, units) => {
        const comparison = { [name]: value };
        expect(allows(wholeBounds(comparison, 4), units)).toBe(holds(comparison, units / 10_000));
        const near = Math.round(value * 10_000);
        expect(allows(wholeBounds(comparison, 4), near)).toBe(holds(comparison, near / 10_000));
      }),
      { numRuns: 5_000 },
    );
  });
});
