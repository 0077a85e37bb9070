import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoreTime } from './store-time.ts';

/** The store's clock, in whole milliseconds, of a true time on our monotonic clock. */
function storeAt(monotonicMs: number, offset: number): number {
  return Math.floor(monotonicMs + offset);
}

describe('StoreTime', () => {
  test('the truth lies within the bounds after any answers', () => {
    const trips = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 20_000 }),
        there: fc.integer({ min: 0, max: 400 }).map((n) => n / 10),
        back: fc.integer({ min: 0, max: 400 }).map((n) => n / 10),
      }),
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(
        trips,
        fc.double({ min: -1e6, max: 1e12, noNaN: true }),
        fc.constantFrom(-0.0004, 0, 0.0004),
        (list, offset, drift) => {
          const time = new StoreTime();
          let now = 1_000;
          for (const { gap, there, back } of list) {
            const before = now + gap;
            const at = before + there;
            now = at + back;
            time.observe(before, storeAt(at * (1 + drift), offset), now);
            const truth = now * (1 + drift) + offset;
            expect(time.surelyAt(truth)).toBeGreaterThanOrEqual(now - 0.01);
            expect(time.surelyUntil(truth)).toBeLessThanOrEqual(now + 0.01);
          }
        },
      ),
    );
  });

  test('quick answers make up for slow ones', () => {
    const time = new StoreTime();
    expect(time.errorMs).toBe(Number.POSITIVE_INFINITY);
    time.observe(0, 5_000, 30);
    expect(time.errorMs).toBe(31);
    time.observe(100, 5_101, 102);
    time.observe(200, 5_230, 240);
    expect(time.errorMs).toBeLessThan(4);
  });

  test('an answer that may be off widens what it says by that, and no time makes it surer', () => {
    const time = new StoreTime();
    time.observe(10, 5_000, 10, 3);
    expect(time.errorMs).toBe(7);
    expect(time.surelyAt(5_000)).toBe(13);
    expect(time.surelyUntil(5_000)).toBe(6);
    time.drift(1_010);
    expect(time.errorMs).toBe(8);
    time.drift(500);
    expect(time.errorMs).toBe(8);
  });

  test('answers that no time fits mean that a clock was set: only the newest counts', () => {
    const time = new StoreTime();
    time.observe(0, 5_000, 2);
    time.observe(1_000, 3_606_000, 1_004);
    expect(time.surelyAt(3_606_000)).toBe(1_004);
    expect(time.surelyUntil(3_606_000)).toBe(999);
  });
});
