import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burstNeeded, mostWithin } from '../../test/simulation/limiter-windows.ts';
import { defaultBurst } from './limit.ts';
import { ceilTick, floorTick, paceOf } from './pace.ts';

const limits = fc.record({
  partsPerSecond: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  burst: fc.option(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 1, max: 9, noNaN: true })), {
    nil: undefined,
  }),
});

function limitOf({ partsPerSecond, burst }: { partsPerSecond: number; burst: number | undefined }) {
  return { partsPerSecond, ...(burst === undefined ? {} : { burst }) };
}

/** Every slot from 0 on used, each as late as `lateness` (0 to 1 of what is allowed) says. */
function sendsAt(limit: ReturnType<typeof limitOf>, lateness: readonly number[]) {
  const { intervalMs, latenessMs } = paceOf(limit);
  return lateness
    .map((share, n) => ({ at: n * intervalMs + share * latenessMs, parts: 1, scopes: [] }))
    .toSorted((a, b) => a.at - b.at);
}

describe('paceOf', () => {
  test('keeps every window within limit x length + burst, however late the slots are used', () => {
    const lateness = fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(limits, lateness, (chosen, shares) => {
        const limit = limitOf(chosen);
        const burst = limit.burst ?? defaultBurst(limit.partsPerSecond);
        expect(burstNeeded(sendsAt(limit, shares), limit)).toBeLessThanOrEqual(burst + 1e-6);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives away nothing that the burst allows: the worst case comes within a part of it', () => {
    for (const partsPerSecond of [1, 20, 80, 500, 3_000]) {
      const limit = { partsPerSecond };
      const { intervalMs, latenessMs } = paceOf(limit);
      const late = Math.ceil(latenessMs / intervalMs);
      const worst = sendsAt(
        limit,
        Array.from({ length: 3 * late + 3 }, (_, n) =>
          n <= late ? 1 - (n * intervalMs) / latenessMs : 0,
        ).map((share) => Math.max(0, share)),
      );
      expect(burstNeeded(worst, limit)).toBeGreaterThan(defaultBurst(partsPerSecond) - 1);
    }
  });

  test.each([
    { partsPerSecond: 80, most: 81 },
    { partsPerSecond: 500, most: 510 },
    { partsPerSecond: 100, most: 102 },
    { partsPerSecond: 1_000, most: 1_020 },
  ])('at $partsPerSecond/s no 1 s window can hold more than $most', ({ partsPerSecond, most }) => {
    const { intervalMs, latenessMs } = paceOf({ partsPerSecond });
    const slots = Math.ceil((2_000 + latenessMs) / intervalMs);
    const bunched = Array.from({ length: slots }, (_, n) =>
      Math.max(0, Math.min(1, 1 - (n * intervalMs) / latenessMs)),
    );
    expect(mostWithin(sendsAt({ partsPerSecond }, bunched), 1_000)).toBeLessThanOrEqual(most);
    expect(Math.floor((1_000 + latenessMs) / intervalMs) + 1).toBeLessThanOrEqual(most);
  });

  test('hands out 98% of the limit and leaves 24 ms for a send with the default burst, from 20/s up', () => {
    for (let partsPerSecond = 20; partsPerSecond <= 10_000; partsPerSecond *= 1.07) {
      const { intervalMs, latenessMs, toleranceMs } = paceOf({ partsPerSecond });
      expect(1_000 / intervalMs / partsPerSecond).toBeGreaterThan(0.98);
      expect(latenessMs).toBeGreaterThan(24);
      expect(latenessMs - toleranceMs).toBeGreaterThanOrEqual(12);
    }
  });

  test('a slow limit never sends two at once unless it is told so', () => {
    expect(defaultBurst(1)).toBe(1);
    expect(paceOf({ partsPerSecond: 1 }).toleranceMs).toBeLessThan(10);
  });

  test('burst 1 is kept by a longer interval, and there is always time to use a slot', () => {
    expect(paceOf({ partsPerSecond: 80, burst: 1 }).intervalMs).toBe(17.5);
    fc.assert(
      fc.property(limits, (chosen) => {
        const { intervalMs, latenessMs, toleranceMs } = paceOf(limitOf(chosen));
        expect(latenessMs).toBeGreaterThan(4.99);
        expect(toleranceMs).toBeLessThanOrEqual(latenessMs);
        expect(intervalMs).toBeGreaterThan(1_000 / chosen.partsPerSecond);
      }),
    );
  });

  test('a large burst may be used at once after idleness', () => {
    const { intervalMs, toleranceMs } = paceOf({ partsPerSecond: 80, burst: 80 });
    expect(Math.floor(toleranceMs / intervalMs) + 1).toBeGreaterThanOrEqual(77);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d parts a second', (partsPerSecond) => {
    expect(() => paceOf({ partsPerSecond })).toThrow(RangeError);
  });
});

test('sums of ticks are exact at the size of epoch milliseconds', () => {
  const start = floorTick(Date.UTC(2039, 0, 1) + 0.123);
  const step = ceilTick(1000 / 78.8);
  let sum = start;
  for (let n = 0; n < 100_000; n++) sum += step;
  expect(sum - start).toBe(step * 100_000);
});
