import type { CalendarUnit, Period } from '../../query/period.ts';
import type { Day } from './calendar.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { type PeriodRead, SURE } from './period-read.ts';
import { readAhead } from './periods-from-now.ts';
import { readSpan, spanText, unitAt } from './spans.ts';
import type { Token } from '../words/tokens.ts';

const PREPOSITION = pattern(
  'in',
  'within',
  'during',
  'over',
  'for',
  'throughout',
  'across',
  'on',
  'at some point in',
  'any time in',
  'anytime in',
  'at any time in',
);

/** `orders from the last 2 weeks`: up to now, and not from then on alone. */
const FROM_LAST = pattern(
  'from',
  'in|within|during|over|for|throughout|across|on',
  'at some point in',
  'any time in',
  'anytime in',
  'at any time in',
);

const LAST = pattern('the? last|past|previous|preceding|trailing', 'the? most recent', 'last');

const THIS = pattern(
  'this',
  'the? current',
  'so far this',
  'earlier this',
  'the? running',
  'later this',
  'the? present',
);

const NEXT = pattern('the? next|coming|upcoming|following');

/** `last month`, `in the past 30 days`. */
export function readLast(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const preposition = skip(tokens, at, FROM_LAST);
  const end = endOf(tokens, preposition, LAST);
  if (end === undefined) return readNumberLast(tokens, preposition);
  const span =
    readNumber(tokens, end) === undefined && !/^\d/.test(tokens[end]?.word ?? '') && !isHalf(tokens, end)
      ? undefined
      : readSpan(tokens, end);
  if (span !== undefined && span.count > 0)
    return { period: { last: spanText(span) }, end: span.end, score: SURE };
  const unit = calendarUnit(tokens[end]);
  if (unit === undefined) return undefined;
  // Read over apart from it, `the` is said all the same.
  const said = tokens
    .slice(tokens[at - 1]?.word === 'the' ? at - 1 : preposition, end)
    .map(({ word }) => word);
  const isRolling = said.includes('past') || said.includes('trailing') || tokens[at]?.word === 'within';
  if (isRolling) return { period: { last: `1 ${unit}` }, end: end + 1, score: SURE };
  const hasArticle = said.includes('the') || tokens[preposition - 1]?.word === 'the';
  if (!hasArticle || !said.includes('last')) return { period: { previous: unit }, end: end + 1, score: SURE };
  const assumption = `"the last ${unit}" was taken as the time up to now; say "last ${unit}" for the whole ${unit} before this one.`;
  return { period: { last: `1 ${unit}` }, end: end + 1, score: 0.88, assumption };
}

/** `the two last months`. */
function readNumberLast(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const number = readNumber(tokens, skip(tokens, at, pattern('the')));
  const last = number === undefined ? undefined : endOf(tokens, number.end, pattern('last|past|latest'));
  const unit = last === undefined ? undefined : unitAt(tokens[last]);
  if (number === undefined || last === undefined || unit === undefined || !Number.isInteger(number.value))
    return undefined;
  // `bed 180 last month`: the number is of what stands before.
  if (number.value !== 1 && tokens[last]?.word === tokens[last]?.stem) return undefined;
  return { period: { last: spanText({ count: number.value, unit }) }, end: last + 1, score: SURE };
}

function isHalf(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'half' || tokens[at]?.word === 'fortnight';
}

/** `this year`, `today`, `year to date`. */
export function readThis(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const toDate = endOf(tokens, at, pattern('the? year to date', 'ytd'));
  if (toDate !== undefined) return { period: { this: 'year' }, end: toDate, score: SURE };
  const monthToDate = endOf(tokens, at, pattern('the? month to date', 'mtd'));
  if (monthToDate !== undefined) return { period: { this: 'month' }, end: monthToDate, score: SURE };
  const start = skip(tokens, at, PREPOSITION);
  const day = (period: Period, way: Pattern) => {
    const end = endOf(tokens, start, way);
    return end === undefined ? undefined : { period, end, score: SURE };
  };
  const end = endOf(tokens, start, THIS);
  const unit = end === undefined ? undefined : calendarUnit(tokens[end]);
  if (end !== undefined && unit !== undefined)
    return { period: { this: unit }, end: skip(tokens, end + 1, pattern('so far', 'to date')), score: SURE };
  return (
    day({ this: 'day' }, pattern('today', 'so far today', 'earlier today')) ??
    day({ previous: 'day' }, pattern('yesterday')) ??
    day({ following: 'day' }, pattern('tomorrow'))
  );
}

/** `next month`, `in the coming 30 days`. */
export function readNext(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = skip(tokens, at, PREPOSITION);
  const end = endOf(tokens, start, NEXT);
  if (end === undefined) return readAhead(tokens, at, start, today);
  const unit = calendarUnit(tokens[end]);
  if (unit !== undefined) return nextUnit(tokens, at, end, unit);
  const span = readSpan(tokens, end);
  return span === undefined ? undefined : { period: { next: spanText(span) }, end: span.end, score: SURE };
}

/** `next month`; `in the next month`, as in `the last month`, is the time from now on. */
function nextUnit(tokens: readonly Token[], at: number, end: number, unit: CalendarUnit): PeriodRead {
  const { word = '' } = tokens[end - 1] ?? {};
  const hasArticle = tokens[end - 2]?.word === 'the' && word !== 'following';
  if (!hasArticle || unit === 'day')
    return { period: { following: unit }, end: end + 1, score: word === 'next' ? SURE : 0.85 };
  const period: Period = { next: `1 ${unit}` };
  if (tokens[at]?.word === 'within') return { period, end: end + 1, score: SURE };
  const assumption = `"the ${word} ${unit}" was taken as the time from now on; say "next ${unit}" for the whole ${unit} behind this one.`;
  return { period, end: end + 1, score: 0.88, assumption };
}

function calendarUnit(token: Token | undefined): CalendarUnit | undefined {
  const unit = token !== undefined && token.word === token.stem ? unitAt(token) : undefined;
  return unit === 'minute' || unit === 'hour' ? undefined : unit;
}
