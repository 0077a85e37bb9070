import type { CalendarUnit } from '../../query/period.ts';

/** A day without a zone, as it is counted by calendars; months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The days of a named time, both included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

const DAY_MS = 86_400_000;

/** Of the zone last asked about: making one takes as long as reading a short question. */
let calendar: { readonly zone: string; readonly format: Intl.DateTimeFormat } | undefined;

/** The day that a moment (epoch ms) is in, in a zone. */
export function dayIn(at: number, zone: string): Day {
  try {
    if (calendar?.zone !== zone)
      calendar = {
        zone,
        format: new Intl.DateTimeFormat('en-US', {
          timeZone: zone,
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
        }),
      };
    const parts = calendar.format.formatToParts(at);
    const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
    return { year: part('year'), month: part('month'), day: part('day') };
  } catch {
    return dayOf(at);
  }
}

export function isoDate({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function isRealDay({ year, month, day }: Day): boolean {
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && year >= 1000 && year <= 9999
  );
}

export function compareDays(a: Day, b: Day): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

export function addDays(day: Day, days: number): Day {
  return dayOf(Date.UTC(day.year, day.month - 1, day.day) + days * DAY_MS);
}

/** A day that the later month does not have becomes its last. */
export function addMonths({ year, month, day }: Day, months: number): Day {
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return { year: toYear, month: toMonth, day: Math.min(day, daysInMonth(toYear, toMonth)) };
}

export function monthDays(year: number, month: number): Days {
  return { from: { year, month, day: 1 }, to: { year, month, day: daysInMonth(year, month) } };
}

export function yearDays(year: number): Days {
  return { from: { year, month: 1, day: 1 }, to: { year, month: 12, day: 31 } };
}

/** 1 is January to March. */
export function quarterDays(year: number, quarter: number): Days {
  return { from: { year, month: quarter * 3 - 2, day: 1 }, to: monthDays(year, quarter * 3).to };
}

/** The whole unit that lies `offset` units after the one this day is in. */
export function unitDays(today: Day, unit: CalendarUnit, offset: number): Days {
  switch (unit) {
    case 'day': {
      const day = addDays(today, offset);
      return { from: day, to: day };
    }
    case 'week': {
      const monday = addDays(today, offset * 7 - weekday(today));
      return { from: monday, to: addDays(monday, 6) };
    }
    case 'month': {
      const { year, month } = addMonths({ ...today, day: 1 }, offset);
      return monthDays(year, month);
    }
    case 'quarter': {
      const { year, month } = addMonths({ ...today, day: 1 }, offset * 3);
      return quarterDays(year, Math.ceil(month / 3));
    }
    case 'year':
      return yearDays(today.year + offset);
  }
}

/** 0 is Monday. */
export function weekday({ year, month, day }: Day): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day in UTC of a time in milliseconds. */
export function dayOf(at: number): Day {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
