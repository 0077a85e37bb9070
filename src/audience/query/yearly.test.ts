import { describe, expect, test } from 'vitest';
import type { Period } from './period.ts';
import { isYearlyDay, yearlyDays } from './yearly.ts';

const DAY_MS = 86_400_000;
/** In Kiritimati it is 1 April already. */
const NOW = Date.parse('2026-03-31T12:00:00Z');

describe('the days of a year in a period', () => {
  test.each<[Period, number, number, string?]>([
    [{ this: 'day' }, 331, 331],
    [{ this: 'day' }, 401, 401, 'Pacific/Kiritimati'],
    [{ next: '7 days' }, 331, 407],
    [{ previous: 'month' }, 201, 229],
    [{ following: 'quarter' }, 401, 630],
    [{ from: '2026-12-24', to: '2027-01-06' }, 1224, 106],
    [{ from: '2024-02-28', to: '2024-02-28' }, 228, 228],
    [{ from: '2024-02-01', to: '2024-02-29' }, 201, 229],
    [{ from: '2026-02-28', to: '2026-02-28' }, 228, 229],
    [{ last: '365 days' }, 101, 1231],
    [{ last: '8750 hours' }, 101, 1231],
    [{ from: '2025-04-01', to: '2026-03-30' }, 401, 330],
    [{ last: '20 years' }, 101, 1231],
  ])('%j: %i to %i %s', (period, from, to, zone = 'UTC') => {
    expect(yearlyDays(period, { at: NOW, zone })).toEqual({ from, to });
  });
});

test('holds whatever the year, and over new year', () => {
  const days = { from: 1224, to: 106 };
  const on = (date: string) => isYearlyDay(days, Date.parse(date));
  expect(['1931-12-24', '1999-12-31', '2004-01-06'].map(on)).toEqual([true, true, true]);
  expect(['1931-12-23', '2004-01-07', '2004-07-01'].map(on)).toEqual([false, false, false]);
});

test('every birthday comes once in each year, and in a year without 29 February too', () => {
  for (const year of [2027, 2028]) {
    const first = Date.UTC(year, 0, 1);
    const days = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
    const each = Array.from({ length: days }, (_, i) =>
      yearlyDays({ this: 'day' }, { at: first + i * DAY_MS, zone: 'UTC' }),
    );
    for (let born = Date.UTC(1960, 0, 1); born < Date.UTC(1964, 0, 1); born += DAY_MS)
      expect(each.filter((today) => isYearlyDay(today, born))).toHaveLength(1);
  }
});
