import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PartsBucket } from './parts-bucket.ts';

describe('PartsBucket', () => {
  test('lets one second of parts through at once, then the rate', () => {
    const bucket = new PartsBucket();
    const take = (n: number, at: number) =>
      Array.from({ length: n }, () => bucket.take(1, 10, at)).filter(Boolean).length;
    expect(take(15, 5000)).toBe(10);
    expect(take(15, 5100)).toBe(1);
    expect(take(15, 5600)).toBe(5);
    expect(take(50, 99_000)).toBe(10);
  });

  test('a sender that keeps exactly to the rate is never throttled, however long it goes on', () => {
    const bucket = new PartsBucket();
    for (let i = 0; i < 100; i++) bucket.take(1, 80, 0);
    for (let i = 1; i <= 50_000; i++) expect(bucket.take(1, 80, i * 12.5)).toBe(true);
    expect(bucket.take(1, 80, 50_000 * 12.5)).toBe(false);
  });

  test('in no window more than rate x window + one second of it', () => {
    const request = fc.record({
      gapMs: fc.integer({ min: 0, max: 700 }),
      parts: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 30 }),
        fc.array(request, { maxLength: 150 }),
        (rate, requests) => {
          const bucket = new PartsBucket();
          const passed: { at: number; parts: number }[] = [];
          let at = 1000;
          for (const { gapMs, parts } of requests) {
            at += gapMs;
            if (bucket.take(parts, rate, at)) passed.push({ at, parts });
          }
          for (const [i, first] of passed.entries()) {
            let sum = 0;
            for (const { at, parts } of passed.slice(i)) {
              sum += parts;
              expect(sum).toBeLessThanOrEqual(rate * (1 + (at - first.at) / 1000) + 1e-3);
            }
          }
        },
      ),
    );
  });

  test('a message larger than the bucket passes when it is full and leaves a debt', () => {
    const bucket = new PartsBucket();
    expect(bucket.take(3, 1, 0)).toBe(true);
    expect(bucket.take(1, 1, 2900)).toBe(false);
    expect(bucket.take(1, 1, 3000)).toBe(true);
  });

  test('a lower rate holds at once, also for what was saved up', () => {
    const bucket = new PartsBucket();
    expect(bucket.take(1, 100, 0)).toBe(true);
    const passed = Array.from({ length: 50 }, () => bucket.take(1, 5, 1)).filter(Boolean).length;
    expect(passed).toBe(5);
  });

  test('no limit', () => {
    const bucket = new PartsBucket();
    expect(bucket.take(1e9, Infinity, 0) && bucket.take(1e9, Infinity, 0)).toBe(true);
  });
});
