import { describe, expect, test } from 'vitest';
import { forecastFinish } from './forecast.ts';
import { paceOf } from './pace.ts';

const START = Date.UTC(2026, 10, 20);

describe('forecastFinish', () => {
  test('is done when the slowest lane is, at the pace that slots are handed out', () => {
    const lanes = [
      { name: 'SMS from us-pool', parts: 8_000, partsPerSecond: 80 },
      { name: 'email from shop', parts: 50_000, partsPerSecond: 5_000 },
    ];
    const { finishAt, warnings } = forecastFinish({ lanes, startAt: START });
    const paced = 8_000 * paceOf({ partsPerSecond: 80 }).intervalMs;
    expect(Math.abs(finishAt - START - paced)).toBeLessThan(10);
    expect(warnings).toEqual([]);
  });

  test('nothing to send, or no limit, takes no time', () => {
    expect(forecastFinish({ lanes: [], startAt: START }).finishAt).toBe(START);
    const lanes = [
      { name: 'a', parts: 0, partsPerSecond: 1 },
      { name: 'b', parts: 1_000_000, partsPerSecond: Number.POSITIVE_INFINITY },
    ];
    expect(forecastFinish({ lanes, startAt: START })).toEqual({ finishAt: START, warnings: [] });
  });

  test('warns in plain words of lanes that need days, the slowest first', () => {
    const lanes = [
      { name: 'SMS from 10DLC', parts: 100_000, partsPerSecond: 1 },
      { name: 'SMS from us-pool', parts: 1_000_000, partsPerSecond: 1 },
      { name: 'email', parts: 1_000, partsPerSecond: 14 },
    ];
    expect(forecastFinish({ lanes, startAt: START }).warnings).toEqual([
      'SMS from us-pool needs 11.8 days (1,000,000 parts at 1 a second): raise its limit, add an origin or choose fewer people.',
      'SMS from 10DLC needs 28h 12m (100,000 parts at 1 a second): raise its limit, add an origin or choose fewer people.',
    ]);
  });
});

test('what does not fit in a day goes on the next ones', () => {
  const lane = { name: 'channel email', parts: 2_500, partsPerSecond: 10, perDay: 1_000 };
  const { finishAt, warnings } = forecastFinish({ lanes: [lane], startAt: 0 });
  expect(finishAt).toBeGreaterThan(2 * 86_400_000);
  expect(finishAt).toBeLessThan(2 * 86_400_000 + 60_000);
  expect(warnings).toEqual([expect.stringContaining('2,500 parts at 10 a second and 1,000 a day')]);
  expect(forecastFinish({ lanes: [{ ...lane, parts: 1_000 }], startAt: 0 }).warnings).toEqual([]);
});
