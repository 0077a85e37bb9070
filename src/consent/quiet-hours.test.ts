import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import { compileQuietHours, type QuietHours, quietHoursSchema } from './quiet-hours.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 1440 * MINUTE_MS;
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2031, 0, 1);

const RULES: readonly QuietHours[] = [
  { start: '21:00', end: '08:00' },
  { start: '00:00', end: '02:30' },
  { start: '01:30', end: '02:00' },
  { start: '12:00', end: '11:59' },
  { start: '22:15', end: '03:10' },
];

/** The wall clock as `Intl` reads it, minute of the day; a way of its own, without offsets. */
function wallMinute(format: Intl.DateTimeFormat, at: number): number {
  const [hour, minute] = format.format(at).split(':');
  return Number(hour) * 60 + Number(minute);
}

function wallClock(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

function isQuiet(rule: QuietHours, minute: number): boolean {
  const [start, end] = [rule.start, rule.end].map(
    (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
  );
  if (start === undefined || end === undefined) throw new Error('no rule');
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** Minutes by which a zone's wall clock is ahead, modulo a day: enough to see it change. */
function ahead(format: Intl.DateTimeFormat, at: number): number {
  return (wallMinute(format, at) - Math.floor(at / MINUTE_MS) + 1e9 * 1440) % 1440;
}

/** Every instant, to the minute, at which the zone's clock jumps from 2024 to 2030. */
function transitions(format: Intl.DateTimeFormat): number[] {
  const found: number[] = [];
  let before = ahead(format, FROM);
  for (let day = FROM + 2 * DAY_MS; day <= TO; day += 2 * DAY_MS) {
    const after = ahead(format, day);
    if (after !== before) {
      let [low, high] = [day - 2 * DAY_MS, day];
      while (high - low > MINUTE_MS) {
        const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
        if (ahead(format, middle) === before) low = middle;
        else high = middle;
      }
      found.push(high);
    }
    before = after;
  }
  return found;
}

/** The slow truth: looks at one minute after the other. */
function walk(format: Intl.DateTimeFormat, rule: QuietHours, at: number): number {
  const offsets = new Map<number, number>();
  for (let t = at; ; t = (Math.floor(t / MINUTE_MS) + 1) * MINUTE_MS) {
    const quarter = Math.floor(t / QUARTER_MS);
    const offset = offsets.get(quarter) ?? ahead(format, quarter * QUARTER_MS);
    offsets.set(quarter, offset);
    if (!isQuiet(rule, (Math.floor(t / MINUTE_MS) + offset) % 1440)) return t;
  }
}

describe('quietHoursSchema', () => {
  test.each([
    { start: '24:00', end: '08:00' },
    { start: '9:00', end: '08:00' },
    { start: '21:00', end: '08:60' },
    { start: '21:00', end: '21:00' },
    { start: '21:00' },
    { start: '21:00', end: '08:00', zone: 'UTC' },
    { start: 2100, end: 800 },
  ])('refuses %j', (hours) => {
    expect(quietHoursSchema.safeParse(hours).success).toBe(false);
  });
});

describe('compileQuietHours', () => {
  test.each([
    // Quiet begins with its first instant and ends before its last.
    ['21:00', '08:00', 'UTC', '2026-06-01T20:59:59.999Z', '2026-06-01T20:59:59.999Z'],
    ['21:00', '08:00', 'UTC', '2026-06-01T21:00Z', '2026-06-02T08:00Z'],
    ['21:00', '08:00', 'UTC', '2026-06-02T07:59:59.999Z', '2026-06-02T08:00Z'],
    ['21:00', '08:00', 'UTC', '2026-06-02T08:00Z', '2026-06-02T08:00Z'],
    ['21:00', '08:00', 'Asia/Kathmandu', '2026-06-01T16:00Z', '2026-06-02T02:15Z'],
    ['12:00', '13:00', 'America/Los_Angeles', '2026-06-01T19:30Z', '2026-06-01T20:00Z'],
    // New York jumps from 02:00 to 03:00 on 8 March 2026, 07:00 UTC.
    ['21:00', '08:00', 'America/New_York', '2026-03-08T03:00Z', '2026-03-08T12:00Z'],
    ['21:00', '02:30', 'America/New_York', '2026-03-08T03:00Z', '2026-03-08T07:00Z'],
    ['02:00', '03:00', 'America/New_York', '2026-03-08T06:59Z', '2026-03-08T06:59Z'],
    ['02:00', '03:00', 'America/New_York', '2026-03-08T07:00Z', '2026-03-08T07:00Z'],
    // And from 02:00 back to 01:00 on 1 November 2026, 06:00 UTC: 01:15 comes twice.
    ['21:00', '08:00', 'America/New_York', '2026-11-01T03:00Z', '2026-11-01T13:00Z'],
    ['21:00', '01:30', 'America/New_York', '2026-11-01T03:00Z', '2026-11-01T05:30Z'],
    ['21:00', '01:30', 'America/New_York', '2026-11-01T06:10Z', '2026-11-01T06:30Z'],
    ['21:00', '02:00', 'America/New_York', '2026-11-01T05:59Z', '2026-11-01T07:00Z'],
  ])('quiet %s to %s in %s: %s -> %s', (start, end, zone, at, allowed) => {
    const allowedAt = compileQuietHours({ start, end }, 'UTC');
    expect(new Date(allowedAt(zone, Date.parse(at))).toISOString()).toBe(new Date(allowed).toISOString());
  });

  test('takes the fallback zone for a customer without a zone or with one that does not exist', () => {
    const allowedAt = compileQuietHours({ start: '21:00', end: '08:00' }, 'Asia/Tokyo');
    const night = Date.parse('2026-06-01T12:00Z');
    expect(allowedAt(undefined, night)).toBe(Date.parse('2026-06-01T23:00Z'));
    expect(allowedAt('Mars/Olympus', night)).toBe(Date.parse('2026-06-01T23:00Z'));
    expect(allowedAt('UTC', night)).toBe(night);
  });

  test('refuses a fallback zone that does not exist', () => {
    expect(() => compileQuietHours({ start: '21:00', end: '08:00' }, 'Mars/Olympus')).toThrow(
      new Failure('file_invalid', 'There is no time zone "Mars/Olympus": name one such as Europe/Lisbon.'),
    );
  });
});

describe('in every zone', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const changes = new Map<string, { readonly format: Intl.DateTimeFormat; readonly at: readonly number[] }>();

  beforeAll(() => {
    for (const zone of zones) {
      const format = wallClock(zone);
      changes.set(zone, { format, at: transitions(format) });
    }
  });

  test('clocks change on quarter hours, by quarter hours, never twice within three days', () => {
    let seen = 0;
    for (const [zone, { format, at }] of changes) {
      for (const [i, change] of at.entries()) {
        seen++;
        expect([zone, change % QUARTER_MS]).toEqual([zone, 0]);
        expect(change - (at[i - 1] ?? 0)).toBeGreaterThan(3 * DAY_MS);
        expect(Math.abs(ahead(format, change) - ahead(format, change - 1)) % 15).toBe(0);
      }
      expect(ahead(format, FROM) % 15).toBe(0);
    }
    expect(zones.length).toBeGreaterThan(400);
    expect(seen).toBeGreaterThan(1500);
  });

  test('around every change the instant is allowed, the first one, and stays', () => {
    const offsets = [-26, -12.5, -6, -1.01, 0, 0.4, 5, 22].map((hours) => Math.round(hours * 3_600_000));
    const rules = RULES.map((rule) => ({ rule, allowedAt: compileQuietHours(rule, 'UTC') }));
    const faults: string[] = [];
    for (const [zone, { format, at }] of changes) {
      for (const [i, change] of at.entries()) {
        const { rule, allowedAt } = rules[i % rules.length] ?? { rule: undefined, allowedAt: undefined };
        if (rule === undefined) continue;
        for (const offset of offsets) {
          const t = change + offset + (i % 3) * 7001;
          const allowed = allowedAt(zone, t);
          const fine = allowed === walk(format, rule, t) && allowedAt(zone, allowed) === allowed;
          if (!fine || isQuiet(rule, wallMinute(format, allowed)))
            faults.push(`${zone} ${rule.start} ${t} ${allowed}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test('at any time', () => {
    const rule = fc
      .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }))
      .map(([start, length]): QuietHours => ({ start: toTime(start), end: toTime((start + length) % 1440) }));
    const at = fc.integer({ min: FROM, max: TO - 3 * DAY_MS });
    fc.assert(
      fc.property(fc.constantFrom(...zones), rule, at, (zone, hours, t) => {
        const format = wallClock(zone);
        const allowedAt = compileQuietHours(hours, 'UTC');
        const allowed = allowedAt(zone, t);
        expect(allowed).toBe(walk(format, hours, t));
        expect(isQuiet(hours, wallMinute(format, allowed))).toBe(false);
        expect(allowedAt(zone, allowed)).toBe(allowed);
      }),
      { numRuns: 1000 },
    );
  });
});

function toTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
