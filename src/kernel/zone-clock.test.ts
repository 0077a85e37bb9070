import { describe, expect, test } from 'vitest';
import { QUARTER_MS, zoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;

describe('zoneClock', () => {
  test.each([
    ['UTC', '2026-07-01T00:00Z', 0],
    ['Europe/London', '2026-01-01T00:00Z', 0],
    ['Europe/London', '2026-07-01T00:00Z', 60],
    ['America/St_Johns', '2026-01-01T00:00Z', -210],
    ['Asia/Kathmandu', '2026-01-01T00:00Z', 345],
    ['Pacific/Kiritimati', '2026-01-01T00:00Z', 840],
    ['Pacific/Niue', '2026-01-01T00:00Z', -660],
    ['Australia/Lord_Howe', '2026-07-01T00:00Z', 630],
  ])('%s at %s', (zone, at, minutes) => {
    expect(zoneClock(zone)?.(Date.parse(at))).toBe(minutes * 60_000);
  });

  test('changes at the instant of the transition', () => {
    const clock = zoneClock('America/New_York');
    const change = Date.parse('2026-03-08T07:00Z');
    expect(clock?.(change - 1)).toBe(-5 * HOUR_MS);
    expect(clock?.(change)).toBe(-4 * HOUR_MS);
    expect(clock?.(change - 1)).toBe(-5 * HOUR_MS);
  });

  test('knows no zone that does not exist', () => {
    for (const zone of ['', 'Mars/Olympus', 'europe', 'GMT+25', '{{ zone }}'])
      expect(zoneClock(zone)).toBeUndefined();
  });

  test('remembers nothing wrong when it has looked at more quarter hours than it keeps', () => {
    const clock = zoneClock('Europe/Berlin');
    const start = Date.parse('2026-03-01T00:00Z');
    const first = Array.from({ length: 6000 }, (_, i) => clock?.(start + i * QUARTER_MS));
    const again = Array.from({ length: 6000 }, (_, i) => clock?.(start + i * QUARTER_MS));
    expect(again).toEqual(first);
    expect(new Set(first)).toEqual(new Set([HOUR_MS, 2 * HOUR_MS]));
  });
});
