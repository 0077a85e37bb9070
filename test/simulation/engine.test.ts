import { describe, expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import { add, describeFailure, emptySummary, tooLittle } from './summary.ts';

/** On one core of a 2-core VM: N s. */
const SEEDS = 1_000;

describe('the engine in simulation', () => {
  test(`keeps every promise in ${SEEDS} worlds with faults`, { timeout: 600_000 }, async () => {
    const summary = emptySummary();
    for (let seed = 1; seed <= SEEDS; seed++) add(summary, await simulate(seed));
    expect(summary.failures.map(describeFailure)).toEqual([]);
    expect(tooLittle(summary)).toEqual([]);
  });

  test('a seed gives the same history every time', async () => {
    for (const seed of [3, 14, 159, 2653]) {
      const [first, second] = [await simulate(seed), await simulate(seed, true)];
      expect(second.hash).toBe(first.hash);
      expect(second.history.length).toBeGreaterThan(30);
    }
  });
});
