import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecondSent } from '../delivery/ledger.ts';
import { achievedPerSecond } from './send-rate.ts';

/** What the ledger shows of parts whose intents were committed at these times (ms). */
function sentAt(times: readonly number[]): SecondSent[] {
  const seconds = new Map<number, SecondSent>();
  for (const at of times) {
    const second = Math.floor(at / 1000);
    const known = seconds.get(second) ?? { second, parts: 0, firstAt: at, lastAt: at };
    seconds.set(second, { ...known, parts: known.parts + 1, lastAt: at });
  }
  return [...seconds.values()];
}

/** A channel that is always busy: intents of 50 ms each, at an even pace from `startMs` on. */
function evenly(count: number, perSecond: number, startMs: number): number[] {
  const batch = Math.max(1, Math.floor(perSecond * 0.05));
  return Array.from({ length: count }, (_, i) =>
    Math.floor(startMs + (Math.floor(i / batch) * batch * 1000) / perSecond),
  );
}

describe('the rate while a channel is busy', () => {
  test('nothing sent is no rate', () => {
    expect(achievedPerSecond([], 20)).toBe(0);
  });

  test.each([
    [19, 20],
    [23, 80],
    [8, 14],
    [2_000, 80],
    [10_000, 500],
    [5, 0.5],
  ])(
    '%d parts at a limit of %d a second that is used show it, wherever the seconds of the clock fall',
    (count, limit) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 999 }), (startMs) => {
          const rate = achievedPerSecond(sentAt(evenly(count, limit, 1_700_000_000_000 + startMs)), limit);
          expect(rate / limit).toBeGreaterThan(0.95);
          expect(rate / limit).toBeLessThanOrEqual(1);
        }),
        { numRuns: 50 },
      );
    },
  );

  test('half the limit is half the limit', () => {
    expect(achievedPerSecond(sentAt(evenly(600, 40, 0)), 80) / 80).toBeCloseTo(0.5, 1);
  });

  test('pauses do not count', () => {
    const before = evenly(80, 20, 0);
    const after = before.map((at) => at + 3_600_000);
    expect(achievedPerSecond(sentAt([...before, ...after]), 20) / 20).toBeCloseTo(1, 1);
  });

  test('fallbacks that trickle after the bulk do not count', () => {
    const bulk = evenly(200, 20, 0);
    const trickle = Array.from({ length: 8 }, (_, i) => 10_000 + i * 700);
    expect(achievedPerSecond(sentAt([...bulk, ...trickle]), 20) / 20).toBeGreaterThan(0.95);
  });

  test('a slow second in the middle counts', () => {
    const times = [...evenly(40, 20, 0), ...evenly(5, 5, 2_000), ...evenly(40, 20, 3_000)];
    expect(achievedPerSecond(sentAt(times), 20) / 20).toBeCloseTo(85 / 100, 1);
  });

  test('a broken limit is shown', () => {
    expect(achievedPerSecond(sentAt(evenly(2_000, 100, 0)), 80)).toBeGreaterThan(95);
  });
});
