import { describe, expect, test } from 'vitest';
import { seededRandom } from '../kernel/random.ts';
import { delaySchema, drawDelay, NO_DELAY } from './delay.ts';

describe('drawDelay', () => {
  test('has the median, the 99th percentile and the longest that were asked for', () => {
    const random = seededRandom(3);
    const delay = { medianMs: 1000, p99Ms: 8000, maxMs: 20_000 };
    const drawn = Array.from({ length: 20_000 }, () => drawDelay(random, delay)).sort((a, b) => a - b);
    expect(drawn[10_000]).toBeGreaterThan(950);
    expect(drawn[10_000]).toBeLessThan(1050);
    expect(drawn[19_800]).toBeGreaterThan(7000);
    expect(drawn[19_800]).toBeLessThan(9000);
    expect(drawn.at(-1)).toBeLessThanOrEqual(20_000);
    expect(drawn.every(Number.isInteger)).toBe(true);
  });

  test('takes as many numbers for no delay as for a long one', () => {
    const [a, b] = [seededRandom(5), seededRandom(5)];
    expect(drawDelay(a, NO_DELAY)).toBe(0);
    drawDelay(b, { medianMs: 10, p99Ms: 20, maxMs: 30 });
    expect(a.next()).toBe(b.next());
  });

  test('a delay that contradicts itself is refused', () => {
    expect(delaySchema.safeParse({ medianMs: 5, p99Ms: 4, maxMs: 9 }).success).toBe(false);
    expect(delaySchema.safeParse({ medianMs: 5, p99Ms: 9, maxMs: 9 }).success).toBe(true);
  });
});
