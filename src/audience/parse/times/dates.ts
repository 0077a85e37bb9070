import { addMonths, compareDays, type Day, type Days } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { readDecade } from './decades.ts';
import { type OccasionRead, readOccasion } from './occasions.ts';
import { readPartOfMonth } from './parts-of-month.ts';
import { readHalf, readMonthsOfYear, readQuarter, readYear } from './parts-of-year.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readRelative, readUnit } from './relative-days.ts';
import { readWeekend } from './weekends.ts';
import type { Token } from '../words/tokens.ts';
import { readDayAndMonth, readDaysOfMonth, readIso, readMonth, readSlashes } from './written-dates.ts';

const EDGE = pattern('the? beginning|start of?');
/** A day, month, quarter, half or year at this token; without a year the newest that has begun. */
export function readDays(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const edge = endOf(tokens, at, EDGE);
  if (edge !== undefined) {
    const read = readUnit(tokens, edge, today) ?? readDays(tokens, edge, today);
    return read && { ...read, days: { from: read.days.from, to: read.days.from }, isBare: false };
  }
  const the = skip(tokens, at, pattern('the'));
  return (
    readPartOfMonth(tokens, at, today) ??
    readIso(tokens, at) ??
    readSlashes(tokens, at) ??
    readDayAndMonth(tokens, the, today) ??
    readDaysOfMonth(tokens, the, today) ??
    readMonth(tokens, at, today) ??
    readQuarter(tokens, the, today) ??
    readHalf(tokens, at, today) ??
    readMonthsOfYear(tokens, the, today) ??
    readRelative(tokens, at, today) ??
    readWeekend(tokens, at, today) ??
    withBare(readOccasion(tokens, at, today)) ??
    readDecade(tokens, at, today) ??
    readYear(tokens, at)
  );
}

function withBare(read: OccasionRead | undefined): DaysRead | undefined {
  return read && { ...read, isBare: read.isYearOpen };
}

/** Both ends of `between January and March`: a missing year is that of the other, and both lie in the order they were said. */
export function joinDays(first: DaysRead, second: DaysRead): Days {
  const { from } = first.days;
  const { to } = second.days;
  if (first.isYearOpen && second.isYearOpen) {
    const end = { ...to, year: from.year };
    return { from, to: compareDays(end, from) < 0 ? addMonths(end, 12) : end };
  }
  if (first.isYearOpen) {
    const start = { ...from, year: to.year };
    return { from: compareDays(start, to) > 0 ? addMonths(start, -12) : start, to };
  }
  if (second.isYearOpen) {
    const end = { ...to, year: from.year };
    return { from, to: compareDays(end, from) < 0 ? addMonths(end, 12) : end };
  }
  return compareDays(from, to) <= 0 ? { from, to } : { from: second.days.from, to: first.days.to };
}
