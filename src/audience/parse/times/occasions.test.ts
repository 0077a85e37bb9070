import { describe, expect, test } from 'vitest';
import { isoDate } from './calendar.ts';
import { readOccasion } from './occasions.ts';
import { tokenize } from '../words/tokens.ts';

function daysOf(words: string, today = { year: 2026, month: 11, day: 22 }): string | undefined {
  const read = readOccasion(tokenize(words), 0, today);
  return read && `${isoDate(read.days.from)} ${isoDate(read.days.to)}`;
}

describe('days of seasons and holidays', () => {
  test.each([
    ['Easter 2024', '2024-03-29 2024-04-01'],
    ['Easter 2025', '2025-04-18 2025-04-21'],
    ['Easter Sunday 2038', '2038-04-25 2038-04-25'],
    ['Black Friday 2024', '2024-11-29 2024-11-29'],
    ['Thanksgiving 2023', '2023-11-23 2023-11-23'],
    ['Cyber Monday 2026', '2026-11-30 2026-11-30'],
    ["New Year's Eve", '2025-12-31 2025-12-31'],
    ['the summer of 2023', '2023-06-01 2023-08-31'],
    ['winter', '2025-12-01 2026-02-28'],
    ['last winter', '2025-12-01 2026-02-28'],
    ['this winter', '2026-12-01 2027-02-28'],
    ['last autumn', '2025-09-01 2025-11-30'],
    ['autumn', '2026-09-01 2026-11-30'],
    ['next spring', '2027-03-01 2027-05-31'],
    ['spring last year', '2025-03-01 2025-05-31'],
  ])('%s', (words, days) => {
    expect(daysOf(words)).toBe(days);
  });

  test('in January this winter is the one that it is', () => {
    expect(daysOf('this winter', { year: 2026, month: 1, day: 9 })).toBe('2025-12-01 2026-02-28');
  });

  test('other words are no occasion', () => {
    expect(daysOf('last visit')).toBeUndefined();
  });
});
