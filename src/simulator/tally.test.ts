import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactTally, ExactTally } from './tally.ts';

test('the compact tally counts what the exact one counts, through growth', () => {
  const step = fc.record({
    key: fc.integer({ min: 0, max: 4000 }),
    column: fc.integer({ min: 0, max: 2 }),
    raiseTo: fc.option(fc.integer({ min: 0, max: 9 })),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 3000, maxLength: 6000 }), (steps) => {
      const exact = new ExactTally(3);
      const compact = new CompactTally(3);
      const wrong = steps.filter(({ key, column, raiseTo }) => {
        const [before, after] = [exact, compact].map((tally) => {
          const row = tally.row(`+1425${key}`);
          if (raiseTo === null) return tally.bump(row, column);
          tally.raise(row, column, raiseTo);
          return tally.get(row, column);
        });
        return before !== after;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('a hundred thousand attempt ids do not meet in the compact tally', () => {
  const tally = new CompactTally(1);
  let met = 0;
  for (let i = 0; i < 100_000; i++) met += tally.bump(tally.row(`w1.3-${i.toString(36)}-1s.1`), 0);
  expect(met).toBe(0);
  for (let i = 0; i < 100_000; i++) met += tally.bump(tally.row(`w1.3-${i.toString(36)}-1s.1`), 0);
  expect(met).toBe(100_000);
});
