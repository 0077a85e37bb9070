import { Calendar } from './calendar.ts';
import { type AsOf, type Interval, type Period, resolvePeriod } from './period.ts';

const DAY_MS = 86_400_000;

/** Days of any year, both ends included, each as month * 100 + day: 1224 is 24 December. Where `from` is after `to`, over new year. */
export interface YearlyDays {
  readonly from: number;
  readonly to: number;
}

/** The days of a year that lie in the period at that moment. Without 29 February in it, 28 February has those of both. */
export function yearlyDays(period: Period, asOf: AsOf): YearlyDays {
  const { from, until } = bounded(resolvePeriod(period, asOf));
  const calendar = new Calendar(asOf.zone);
  const [first, last] = [calendar.wall(from), calendar.wall(until - 1)];
  if (Math.floor(last / DAY_MS) - Math.floor(first / DAY_MS) >= 365) return { from: 101, to: 1231 };
  const to = dayOfYear(last);
  const isWithoutLeapDay = to === 228 && dayOfYear(last + DAY_MS) === 301;
  return { from: dayOfYear(first), to: isWithoutLeapDay ? 229 : to };
}

/** Whether the day of `at` (epoch ms), in UTC as dates are, is one of them. */
export function isYearlyDay({ from, to }: YearlyDays, at: number): boolean {
  const day = dayOfYear(at);
  return from <= to ? day >= from && day <= to : day >= from || day <= to;
}

function bounded({ from, until }: Interval): Required<Interval> {
  if (from === undefined || until === undefined)
    throw new RangeError('A query holds a period without two ends, which its schema refuses.');
  return { from, until };
}

function dayOfYear(at: number): number {
  const date = new Date(at);
  return (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
