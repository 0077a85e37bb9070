import type { Period } from '../../query/period.ts';
import { type Days, isoDate } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { PRICE } from '../words/price.ts';
import type { SpanRead } from './spans.ts';

/** A stretch of time in a question. */
export interface PeriodRead {
  readonly period: Period;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
  /** `for 6 months`, `within 30 days`: not said in which direction, which the verb decides. */
  readonly span?: SpanRead & { readonly text: string; readonly isAtLeast: boolean; readonly isFor: boolean };
  /** No year was said, and the newest that has begun was taken. */
  readonly isYearOpen?: boolean;
  /** No week was said: `on Monday`, and the newest was taken. */
  readonly isWeekOpen?: true;
  /** What was said has no end: `since March`. */
  readonly isSince?: boolean;
}

/** The score of a time that can only be meant. */
export const SURE = 1;

/** What was left open by words for days, of the time that is made of them. */
export function openAs({ isYearOpen, isWeekOpen }: DaysRead): Pick<PeriodRead, 'isYearOpen' | 'isWeekOpen'> {
  return { isYearOpen, ...(isWeekOpen === true ? { isWeekOpen } : {}) };
}

/** All days from the first to the last, surely. */
export function fromTo({ from, to }: Days, end: number): PeriodRead {
  return { period: { from: isoDate(from), to: isoDate(to) }, end, score: SURE };
}

/** The same, less sure where not all would name the same days. */
export function doubted(read: PeriodRead, ...days: readonly DaysRead[]): PeriodRead {
  const [assumption] = days.flatMap((each) => each.assumption ?? []);
  return assumption === undefined ? read : { ...read, score: read.score * PRICE.choice, assumption };
}
