import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { parseTimeSpan } from './iso-time.ts';

test.each([
  ['2026-03-31', Date.UTC(2026, 2, 31), 86_400_000],
  ['2026-03-31T12:00:00Z', Date.UTC(2026, 2, 31, 12), 1],
  ['2026-03-31 12:00', Date.UTC(2026, 2, 31, 12), 1],
  ['2026-03-31T12:00:00.1234567Z', Date.UTC(2026, 2, 31, 12, 0, 0, 123), 1],
  ['2026-03-31T12:00:00+02:00', Date.UTC(2026, 2, 31, 10), 1],
  ['2026-03-31T12:00:00-0530', Date.UTC(2026, 2, 31, 17, 30), 1],
  ['2026-03-31T12:00:00+05', Date.UTC(2026, 2, 31, 7), 1],
  ['2024-02-29', Date.UTC(2024, 1, 29), 86_400_000],
])('%s', (text, startAt, lengthMs) => {
  expect(parseTimeSpan(text)).toEqual({ startAt, endAt: startAt + lengthMs });
});

test.each([
  '',
  '2026',
  '31/03/2026',
  '03/31/2026',
  '2026-02-29',
  '2026-13-01',
  '2026-03-31T24:00:00Z',
  '2026-03-31T12:60Z',
  'x2026-03-31',
  '20260331',
  '2026-3-1',
  '0026-03-01',
])('%j is no time', (text) => {
  expect(parseTimeSpan(text)).toBeUndefined();
});

test('reads back every time that JavaScript writes', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date(Date.UTC(2999, 0)), noInvalidDate: true }),
      (date) => {
        expect(parseTimeSpan(date.toISOString())?.startAt).toBe(date.getTime());
      },
    ),
  );
});

test('the quick way and the thorough way agree', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  fc.assert(
    fc.property(two, two, two, two, two, two, (year, month, day, hour, minute, second) => {
      const text = `20${year}-${month}-${day}T${hour}:${minute}:${second}`;
      // Without the Z only the thorough way knows it.
      expect(parseTimeSpan(`${text}Z`)).toEqual(parseTimeSpan(text));
    }),
    {
      numRuns: 2_000,
      examples: [
        ['24', '02', '29', '00', '00', '00'],
        ['25', '02', '29', '00', '00', '00'],
      ],
    },
  );
  expect(parseTimeSpan('2026-03-3xT12:00:00Z')).toBeUndefined();
  expect(parseTimeSpan('2026-03-31T24:00:00Z')).toBeUndefined();
});
