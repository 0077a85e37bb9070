import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onThrottled, rateAt, type Throttle } from './throttle.ts';

const NOW = Date.UTC(2026, 10, 20);

function cut(throttle: Throttle | undefined, limit: number, now: number, leadMs = 0): Throttle {
  return onThrottled(throttle, limit, { now, effectiveAt: now + leadMs, cause: 'ThrottlingException' });
}

describe('onThrottled', () => {
  test('lowers the rate a little at first, by halves when the provider refuses again at once', () => {
    const first = cut(undefined, 100, NOW);
    expect(first).toMatchObject({
      ratePerSecond: 85,
      ceilingPerSecond: 100,
      cutAt: NOW,
      cause: 'ThrottlingException',
    });
    const second = cut(first, 100, NOW + 600);
    expect(second.ratePerSecond).toBeCloseTo(rateAt(first, 100, NOW + 600) / 2, 6);
  });

  test('a refusal long after the last is a new one', () => {
    const first = cut(undefined, 100, NOW);
    const later = cut(first, 100, NOW + 30_000);
    expect(later.ratePerSecond).toBeCloseTo(rateAt(first, 100, NOW + 30_000) * 0.85, 6);
  });

  test('counts reports once until the cut can have shown', () => {
    const first = cut(undefined, 100, NOW, 700);
    expect(cut(first, 100, NOW + 949)).toBe(first);
    expect(cut(first, 100, NOW + 950)).not.toBe(first);
  });

  test('does not take a slow answer for one to the lowered rate', () => {
    const first = cut(undefined, 100, NOW, 300);
    const late = { now: NOW + 5_000, effectiveAt: NOW + 5_300, cause: 'ThrottlingException' };
    expect(onThrottled(first, 100, { ...late, sentAt: NOW + 200 })).toBe(first);
    expect(onThrottled(first, 100, { ...late, sentAt: NOW + 549 })).toBe(first);
    expect(onThrottled(first, 100, { ...late, sentAt: NOW + 550 })).not.toBe(first);
  });

  test('never goes below 1% of the limit or one part in ten seconds, and never above the limit', () => {
    const limits = fc.double({ min: 0.05, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(
        limits,
        fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 40 }),
        (limit, waits) => {
          let throttle: Throttle | undefined;
          let now = NOW;
          for (const wait of waits) {
            now += wait;
            throttle = cut(throttle, limit, now);
            const rate = rateAt(throttle, limit, now);
            expect(rate).toBeLessThanOrEqual(limit);
            expect(rate).toBeGreaterThanOrEqual(Math.min(limit, Math.max(0.1, limit / 100)) - 1e-9);
          }
        },
      ),
    );
  });
});

describe('rateAt', () => {
  test('is the limit when nothing was refused', () => {
    expect(rateAt(undefined, 80, NOW)).toBe(80);
  });

  test('holds until the cut takes effect, is back at 98% of the refused rate in 15 s, and stays near it for 25 s more', () => {
    const throttle = cut(cut(undefined, 1_000, NOW), 1_000, NOW + 10_000, 700);
    const refused = throttle.ceilingPerSecond;
    const begin = throttle.effectiveAt;
    expect(rateAt(throttle, 1_000, begin - 1)).toBe(throttle.ratePerSecond);
    expect(rateAt(throttle, 1_000, begin + 15_000)).toBeGreaterThan(refused * 0.98);
    expect(rateAt(throttle, 1_000, begin + 40_000)).toBeLessThan(refused * 1.02);
  });

  test('takes its time near a slow rate, so that the refusals stay few among the parts', () => {
    const throttle = cut(undefined, 2, NOW);
    expect(rateAt(throttle, 2, NOW + 20_000)).toBeLessThan(1.9);
    expect(rateAt(throttle, 2, NOW + 150_000)).toBe(2);
  });

  test('only ever rises until the next cut, and reaches the limit from anywhere', () => {
    let throttle: Throttle | undefined;
    for (let n = 0; n < 12; n++) throttle = cut(throttle, 100, NOW + n * 1_000);
    expect(throttle?.ratePerSecond).toBe(1);
    let before = 0;
    for (let s = 0; s < 3_600; s += 10) {
      const rate = rateAt(throttle, 100, NOW + 12_000 + s * 1_000);
      expect(rate).toBeGreaterThanOrEqual(before);
      before = rate;
    }
    expect(before).toBe(100);
  });
});
