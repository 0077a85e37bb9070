import { expect, test } from 'vitest';
import { PairPacing } from './pair-pacing.ts';

test('45 at once, then one in 6 s, for each pair', () => {
  const pacing = new PairPacing();
  const taken = Array.from({ length: 60 }, () => pacing.take('a', 0));
  expect(taken.filter(Boolean)).toHaveLength(45);
  expect([5999, 6000, 6001, 12_000].map((at) => pacing.take('a', at))).toEqual([false, true, false, true]);
  expect(pacing.take('b', 0)).toBe(true);
});
