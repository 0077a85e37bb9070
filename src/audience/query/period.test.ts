import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin, parseSpan, type Period, periodSchema, resolvePeriod } from './period.ts';

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

function resolved(period: Period, now: string, zone = 'UTC') {
  const { from, until } = resolvePeriod(periodSchema.parse(period), { at: Date.parse(now), zone });
  return [iso(from), iso(until)];
}

/** A Tuesday. */
const NOW = '2026-03-31T12:00:00.000Z';

describe('in UTC', () => {
  test.each<[Period, string | undefined, string | undefined]>([
    [{ last: '90 days' }, '2025-12-31T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
    [{ last: '1 month' }, '2026-02-28T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
    [{ last: '1 quarter' }, '2025-12-31T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
    [{ last: '2 years' }, '2024-03-31T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
    [{ last: '90 minutes' }, '2026-03-31T10:30:00.000Z', '2026-03-31T12:00:00.001Z'],
    [{ next: '1 month' }, '2026-03-31T12:00:00.000Z', '2026-04-30T12:00:00.001Z'],
    [{ olderThan: '13 months' }, undefined, '2025-02-28T12:00:00.000Z'],
    [{ this: 'day' }, '2026-03-31T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    [{ this: 'week' }, '2026-03-30T00:00:00.000Z', '2026-04-06T00:00:00.000Z'],
    [{ this: 'quarter' }, '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    [{ previous: 'day' }, '2026-03-30T00:00:00.000Z', '2026-03-31T00:00:00.000Z'],
    [{ previous: 'month' }, '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    [{ previous: 'quarter' }, '2025-10-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    [{ following: 'year' }, '2027-01-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z'],
    [{ from: '2026-01-01', to: '2026-03-31' }, '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    [{ from: '2026-06-01' }, '2026-06-01T00:00:00.000Z', undefined],
    [{ to: '2026-03-05T10:00:00Z' }, undefined, '2026-03-05T10:00:00.001Z'],
    [{ before: '2026-03-01' }, undefined, '2026-03-01T00:00:00.000Z'],
    [{ after: '2026-03-05' }, '2026-03-06T00:00:00.000Z', undefined],
    [{ after: '2026-03-05T10:00:00+02:00' }, '2026-03-05T08:00:00.001Z', undefined],
  ])('%j', (period, from, until) => {
    expect(resolved(period, NOW)).toEqual([from, until]);
  });

  test('a Sunday ends the week', () => {
    expect(resolved({ this: 'week' }, '2026-04-05T23:59:59.999Z')).toEqual([
      '2026-03-30T00:00:00.000Z',
      '2026-04-06T00:00:00.000Z',
    ]);
  });
});

describe('where summer time begins and ends', () => {
  test('a day of 23 hours, and one of 25', () => {
    expect(resolved({ this: 'day' }, '2026-03-29T12:00:00Z', 'Europe/Lisbon')).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
    ]);
    expect(resolved({ from: '2026-10-25', to: '2026-10-25' }, NOW, 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  test('a day begins when the clock first shows it: midnight is skipped in Cairo, and comes twice in Havana', () => {
    expect(resolved({ from: '2026-04-24', to: '2026-04-24' }, NOW, 'Africa/Cairo')[0]).toBe(
      '2026-04-23T22:00:00.000Z',
    );
    expect(resolved({ from: '2026-11-01', to: '2026-11-01' }, NOW, 'America/Havana')).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ]);
  });

  test('a month ago is the same time of day; 30 days ago is 720 hours', () => {
    expect(resolved({ last: '1 month' }, '2026-04-10T11:00:00Z', 'Europe/Berlin')[0]).toBe(
      '2026-03-10T12:00:00.000Z',
    );
    expect(resolved({ last: '30 days' }, '2026-04-10T11:00:00Z', 'Europe/Berlin')[0]).toBe(
      '2026-03-11T11:00:00.000Z',
    );
  });
});

const zone = fc.constantFrom('UTC', 'Europe/Lisbon', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu');
const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');

test('units follow each other without a gap, and now is in this one', () => {
  fc.assert(
    fc.property(zone, moment, unit, (where, at, each) => {
      const asOf = { at, zone: where };
      const current = resolvePeriod({ this: each }, asOf);
      expect(isWithin(current, at)).toBe(true);
      expect(resolvePeriod({ previous: each }, asOf).until).toBe(current.from);
      expect(resolvePeriod({ following: each }, asOf).from).toBe(current.until);
    }),
  );
});

test('what is older than a span is all that comes before the last such span', () => {
  fc.assert(
    fc.property(zone, moment, fc.integer({ min: 1, max: 40 }), unit, (where, at, count, each) => {
      const asOf = { at, zone: where };
      const span = `${count} ${each}s`;
      expect(resolvePeriod({ olderThan: span }, asOf).until).toBe(resolvePeriod({ last: span }, asOf).from);
    }),
  );
});

test.each([
  '',
  '90',
  'days',
  '0 days',
  '-1 days',
  '01 day',
  '1.5 days',
  '10000 days',
  '1 day ',
  '1 fortnight',
])('%j is no span', (text) => {
  expect(parseSpan(text)).toBeUndefined();
});

test('a span in singular and plural', () => {
  expect(parseSpan('1 month')).toEqual({ count: 1, unit: 'month' });
  expect(parseSpan('12 quarters')).toEqual({ count: 12, unit: 'quarter' });
});
