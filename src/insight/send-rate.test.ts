import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecondSent } from '../delivery/ledger.ts';
import { achievedPerSecond } from './send-rate.ts';

/** Parts for consecutive seconds; 0 leaves a second out, as the ledger does. */
function seconds(...parts: number[]): SecondSent[] {
  return parts.map((count, i) => ({ second: 1_000 + i, parts: count })).filter((each) => each.parts > 0);
}

/** What a channel that is always busy sends at an even pace from `startMs` on, as the ledger would show it. */
function evenly(count: number, perSecond: number, startMs: number): SecondSent[] {
  const buckets = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const second = Math.floor((startMs + (i * 1000) / perSecond) / 1000);
    buckets.set(second, (buckets.get(second) ?? 0) + 1);
  }
  return [...buckets].map(([second, parts]) => ({ second, parts }));
}

describe('the rate while a channel is busy', () => {
  test('nothing sent is no rate', () => {
    expect(achievedPerSecond([], 20)).toBe(0);
  });

  test('the first and the last second, which are pieces, do not count', () => {
    expect(achievedPerSecond(seconds(11, 20, 19, 20, 12), 20)).toBeCloseTo(59 / 3);
  });

  test('pauses do not count', () => {
    const before = seconds(20, 20, 20, 20);
    const after = before.map(({ second, parts }) => ({ second: second + 3600, parts }));
    expect(achievedPerSecond([...before, ...after], 20)).toBe(20);
  });

  test('a slow second in the middle counts', () => {
    expect(achievedPerSecond(seconds(20, 20, 5, 20, 20), 20)).toBe(15);
  });

  test('fallbacks that trickle after the bulk do not', () => {
    expect(achievedPerSecond(seconds(9, 20, 20, 20, 14, 1, 2, 1, 1, 1, 2, 1), 20)).toBe(20);
  });

  test('twenty in one second, or over two, are the limit', () => {
    expect(achievedPerSecond(seconds(20), 20)).toBe(20);
    expect(achievedPerSecond(seconds(13, 7), 20)).toBe(20);
  });

  test('twenty-five over two seconds are the limit, as nobody can tell how long they took', () => {
    expect(achievedPerSecond(seconds(15, 10), 20)).toBe(20);
  });

  test('a handful is a handful', () => {
    expect(achievedPerSecond(seconds(3), 20)).toBe(3);
    expect(achievedPerSecond(seconds(1, 0, 0, 1), 20)).toBe(1);
  });

  test('parts that leave at the edge of a second are not taken for a broken limit', () => {
    expect(achievedPerSecond(seconds(10, 22, 8), 20)).toBe(20);
  });

  test('a limit that is broken shows', () => {
    expect(achievedPerSecond(seconds(40, 40, 40, 40, 40), 20)).toBe(40);
    expect(achievedPerSecond(seconds(40), 20)).toBe(40);
  });

  test('one part in five seconds at a limit of one in five', () => {
    const slow = Array.from({ length: 10 }, (_, i) => ({ second: i * 5, parts: 1 }));
    expect(achievedPerSecond(slow, 0.2)).toBeCloseTo(0.2);
  });

  test('messages of three parts at one part a second', () => {
    const long = Array.from({ length: 10 }, (_, i) => ({ second: i * 3, parts: 3 }));
    expect(achievedPerSecond(long, 1)).toBeCloseTo(1);
  });

  test('an even pace at the limit is 95 to 100 percent of it, whenever it begins', () => {
    const run = fc.record({
      perSecond: fc.integer({ min: 2, max: 500 }),
      lastsSeconds: fc.integer({ min: 4, max: 60 }),
      startMs: fc.integer({ min: 0, max: 999 }),
    });
    fc.assert(
      fc.property(run, ({ perSecond, lastsSeconds, startMs }) => {
        const used =
          achievedPerSecond(evenly(perSecond * lastsSeconds, perSecond, startMs), perSecond) / perSecond;
        expect(used).toBeGreaterThan(0.95);
        expect(used).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('half the pace is half the limit', () => {
    for (const startMs of [0, 250, 999]) {
      expect(achievedPerSecond(evenly(400, 40, startMs), 80) / 80).toBeCloseTo(0.5, 1);
    }
  });
});
