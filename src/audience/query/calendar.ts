import { type ZoneClock, zoneClock } from '../../kernel/zone-clock.ts';
import type { CalendarUnit, Interval, Unit } from './period.ts';

const DAY_MS = 86_400_000;
/** Length of the units that always have the same one, ms. */
export const MS_OF: Readonly<Partial<Record<Unit, number>>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
};
export const MONTHS_OF: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

/** What the calendar of one zone says. Wall times are counted like epoch ms, as if the wall clock stood in UTC. */
export class Calendar {
  readonly #clock: ZoneClock;

  /** @throws RangeError when there is no such zone: it was checked where it came in. */
  constructor(zone: string) {
    const clock = zoneClock(zone);
    if (clock === undefined) throw new RangeError(`${zone} is no time zone.`);
    this.#clock = clock;
  }

  /** The whole unit that lies `steps` units after the one that `at` (epoch ms) is in. */
  unit(unit: CalendarUnit, at: number, steps: number): Required<Interval> {
    const begin = firstDay(unit, this.wall(at));
    return {
      from: this.#instant(stepped(unit, begin, steps)),
      until: this.#instant(stepped(unit, begin, steps + 1)),
    };
  }

  /** What the wall clock shows at a moment. */
  wall(at: number): number {
    return at + this.#clock(at);
  }

  /** The whole day of a date. */
  day(year: number, month: number, day: number): Required<Interval> {
    const wall = Date.UTC(year, month - 1, day);
    return { from: this.#instant(wall), until: this.#instant(wall + DAY_MS) };
  }

  /**
   * `count` units after `at`, or before it when negative. Minutes to weeks are lengths; months to years keep the time of day and the
   * day, or take the last one of a shorter month.
   */
  moved(at: number, count: number, unit: Unit): number {
    const ms = MS_OF[unit];
    if (ms !== undefined) return at + count * ms;
    return this.#instant(monthsLater(this.wall(at), count * (MONTHS_OF[unit] ?? 0)));
  }

  /** The first moment when the clock shows this, or where it jumps over that, the moment of the jump and what is left of it. */
  #instant(wall: number): number {
    const early = wall - this.#clock(wall - DAY_MS);
    const late = wall - this.#clock(wall + DAY_MS);
    const shown = [early, late].filter((at) => this.wall(at) === wall);
    return shown.length === 0 ? early : Math.min(...shown);
  }
}

/** Midnight of the first day of the unit. */
function firstDay(unit: CalendarUnit, wall: number): number {
  const date = new Date(wall);
  const month = date.getUTCMonth();
  const midnight = Date.UTC(date.getUTCFullYear(), month, date.getUTCDate());
  switch (unit) {
    case 'day':
      return midnight;
    case 'week':
      return midnight - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), month);
    case 'quarter':
      return Date.UTC(date.getUTCFullYear(), month - (month % 3));
    case 'year':
      return Date.UTC(date.getUTCFullYear(), 0);
  }
}

function stepped(unit: CalendarUnit, begin: number, steps: number): number {
  const ms = MS_OF[unit];
  return ms === undefined ? monthsLater(begin, steps * (MONTHS_OF[unit] ?? 0)) : begin + steps * ms;
}

function monthsLater(wall: number, months: number): number {
  const date = new Date(wall);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);
  const then = new Date(first);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  const timeOfDay = ((wall % DAY_MS) + DAY_MS) % DAY_MS;
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * DAY_MS + timeOfDay;
}
