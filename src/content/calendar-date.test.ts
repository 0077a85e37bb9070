import { describe, expect, test } from 'vitest';
import { formatCalendarDate } from './calendar-date.ts';

describe('formatCalendarDate', () => {
  test.each([
    ['2026-11-05', '%d %B %Y', '05 November 2026'],
    ['2026-11-05', '%A %-d %b %y', 'Thursday 5 Nov 26'],
    ['2026-11-05', '[%e] [%-e] [%-m] %m/%d', '[ 5] [5] [11] 11/05'],
    ['2026-01-31T09:05:00Z', '%a %H:%M %I:%M %p', 'Sat 09:05 09:05 AM'],
    ['2026-01-31T00:00:00+02:00', '%-I %p, %-H', '12 AM, 0'],
    ['2026-01-31 13:00', '%-I %p 100%%', '1 PM 100%'],
    ['2024-02-29', '%Y-%m-%d', '2024-02-29'],
    [' 0099-02-01 ', '%Y', '0099'],
  ])('%s as %s', (value, format, text) => {
    expect(formatCalendarDate(value, format)).toBe(text);
  });

  test.each([
    'now',
    'today',
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-11-05T25:00',
    '05/11/2026',
    20261105,
    true,
    null,
  ])('refuses %s', (value) => {
    expect(() => formatCalendarDate(value, '%d')).toThrow('no ISO 8601 date');
  });

  test('refuses a format it does not know, and none', () => {
    expect(() => formatCalendarDate('2026-11-05', '%999999999N')).toThrow('does not know %9');
    expect(() => formatCalendarDate('2026-11-05', '%z')).toThrow('does not know %z');
    expect(() => formatCalendarDate('2026-11-05', undefined)).toThrow('needs a format');
  });
});
