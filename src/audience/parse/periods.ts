import { once } from './once.ts';
import type { CalendarUnit, Period } from '../query/period.ts';
import { addDays, addMonths, type Day, type Days, isoDate, isRealDay, unitDays } from './calendar.ts';
import { type DaysRead, joinDays, readDays, readDaysOfMonth } from './dates.ts';
import { readNumber } from './numbers.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { PRICE } from './price.ts';
import { dayAhead, readSpan, type SpanRead, spanText, unitAt } from './spans.ts';
import type { Token } from './tokens.ts';

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
  /** What was said has no end: `since March`. */
  readonly isSince?: boolean;
}

const SURE = 1;
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
const LAST = pattern('the? last|past|previous|preceding|trailing', 'the? most recent', 'last');
const NEXT = pattern('the? next|coming|upcoming|following');
const THIS = pattern(
  'this',
  'the? current',
  'so far this',
  'earlier this',
  'the? running',
  'later this',
  'the? present',
);
const MORE = pattern(
  'more|longer|greater than',
  'over',
  'at least',
  'older than',
  'above',
  'a? minimum of',
  'upwards of',
  'not less than',
  '>',
  'beyond',
);
const LESS = pattern(
  'less|fewer than',
  'under',
  'at most',
  'up to',
  'within',
  'no more than',
  'not more than',
  'in under',
  'newer than',
  'inside',
  '<',
  'the last',
  'no longer than',
);
const AGO = pattern('ago', 'back', 'earlier', 'before now', 'in the past', 'old');
const AHEAD = pattern('from now', 'time', 'ahead', 'from today', 'away');

/** The longest stretch of time that begins at this token. */
export const readPeriod = once(readPeriodAt);

function readPeriodAt(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const reads = [
    readLast(tokens, at),
    readAgo(tokens, at, today),
    readNext(tokens, at, today),
    readThis(tokens, at),
    readBetween(tokens, at, today),
    readOpen(tokens, at, today),
    readNamed(tokens, at, today),
    readWithin(tokens, at),
  ];
  let best: PeriodRead | undefined;
  for (const read of reads)
    if (read !== undefined && (best === undefined || read.end > best.end)) best = read;
  return best;
}

function calendarUnit(token: Token | undefined): CalendarUnit | undefined {
  const unit = token !== undefined && token.word === token.stem ? unitAt(token) : undefined;
  return unit === 'minute' || unit === 'hour' ? undefined : unit;
}

function readLast(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const preposition = skip(tokens, at, PREPOSITION);
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
  return { period: { last: spanText({ count: number.value, unit }) }, end: last + 1, score: SURE };
}

function isHalf(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'half' || tokens[at]?.word === 'fortnight';
}

function readAgo(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const between = readAgoRange(tokens, at, today);
  if (between !== undefined) return between;
  const more = endOf(tokens, at, MORE);
  const less = more === undefined ? endOf(tokens, at, LESS) : undefined;
  const span = readSpan(tokens, more ?? less ?? at) ?? readPlusSpan(tokens, at);
  if (span === undefined) return undefined;
  const isMore = more !== undefined || 'isPlus' in span;
  const after = skip(tokens, span.end, pattern('or more', 'or longer'));
  const end = endOf(tokens, after, AGO);
  if (end === undefined) return undefined;
  if (isMore || after > span.end) return { period: { olderThan: spanText(span) }, end, score: SURE };
  if (less !== undefined) return { period: { last: spanText(span) }, end, score: SURE };
  if (span.unit === 'hour' || span.unit === 'minute') return undefined;
  const assumption = `"${spanText(span)} ago" was taken as that whole ${span.unit}.`;
  return { ...fromTo(unitDays(today, span.unit, -span.count), end), score: 0.7, assumption };
}

function readPlusSpan(tokens: readonly Token[], at: number): (SpanRead & { isPlus: true }) | undefined {
  const number = readNumber(tokens, at);
  const plus = number === undefined ? undefined : endOf(tokens, number.end, pattern('+', 'or more', 'plus'));
  const unit = plus === undefined ? undefined : unitAt(tokens[plus]);
  return number === undefined || plus === undefined || unit === undefined || !Number.isInteger(number.value)
    ? undefined
    : { count: number.value, unit, end: plus + 1, isPlus: true };
}

function readAgoRange(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = endOf(tokens, at, pattern('between', 'from')) ?? at;
  const low = readNumber(tokens, start);
  const to =
    low === undefined
      ? undefined
      : endOf(
          tokens,
          skip(tokens, low.end, pattern('day|days|week|weeks|month|months|year|years')),
          pattern('and', 'to', '-'),
        );
  const high = to === undefined ? undefined : readSpan(tokens, to);
  const end = high === undefined ? undefined : endOf(tokens, high.end, AGO);
  if (low === undefined || high === undefined || end === undefined) return undefined;
  const [far, near] = [Math.max(high.count, low.value), Math.min(high.count, low.value)];
  const back = (count: number) =>
    high.unit === 'year'
      ? addMonths(today, -12 * count)
      : high.unit === 'month'
        ? addMonths(today, -count)
        : addDays(today, -count * (high.unit === 'week' ? 7 : 1));
  return {
    ...fromTo({ from: back(far), to: back(near) }, end),
    score: 0.85,
    assumption: 'The time between was taken in whole days.',
  };
}

function readNext(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = skip(tokens, at, PREPOSITION);
  const end = endOf(tokens, start, NEXT);
  if (end === undefined) {
    const more = endOf(tokens, start, MORE);
    const from = more ?? endOf(tokens, start, LESS) ?? start;
    const span = from > at ? readSpan(tokens, from) : undefined;
    const ahead = span === undefined ? undefined : endOf(tokens, span.end, AHEAD);
    if (span === undefined || ahead === undefined) return undefined;
    const period: Period =
      more === undefined ? { next: spanText(span) } : { after: isoDate(dayAhead(today, span)) };
    return { period, end: ahead, score: SURE };
  }
  const unit = calendarUnit(tokens[end]);
  if (unit !== undefined)
    return {
      period: { following: unit },
      end: end + 1,
      score: tokens[end - 1]?.word === 'next' ? SURE : 0.85,
    };
  const span = readSpan(tokens, end);
  return span === undefined ? undefined : { period: { next: spanText(span) }, end: span.end, score: SURE };
}

function readThis(tokens: readonly Token[], at: number): PeriodRead | undefined {
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

const BETWEEN = pattern('between', 'in between', 'from', 'anywhere between');
const AND = pattern(
  'and',
  'to',
  'until',
  'till',
  'through',
  'up to',
  '-',
  '–',
  'and the? end of',
  'to the? end of',
);

/** Named beside the time that is meant by it: `this summer, June till August`. */
const SEASON = pattern(
  'in|during|over? this|last|the spring|summer|autumn|fall|winter|season ,|(|:?',
  'in|during|over? this|last|the spring|summer|autumn|fall|winter|season , that is ,?',
);

function readBetween(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const season = endOf(tokens, at, SEASON) ?? at;
  const said = endOf(tokens, season, BETWEEN);
  const row = said === undefined ? undefined : readDaysOfMonth(tokens, said, today);
  if (row !== undefined) return { ...fromTo(row.days, row.end), isYearOpen: row.isYearOpen };
  const start = said ?? skip(tokens, season, pattern('in', 'during'));
  const first = readDays(tokens, start, today) ?? dayOfLaterMonth(tokens, start, today);
  const and =
    first === undefined
      ? undefined
      : endOf(
          tokens,
          first.end,
          said === undefined ? pattern('to', 'until', 'till', 'through', '-', '–') : AND,
        );
  if (first === undefined || and === undefined) return undefined;
  const second = readDays(tokens, and, today) ?? dayOfSameMonth(tokens, and, first);
  if (second === undefined || (said === undefined && first.isBare && second.isBare && start === at))
    return undefined;
  const end = skip(tokens, second.end, pattern('inclusive', 'included'));
  const isYearOpen = first.isYearOpen && second.isYearOpen;
  return doubted({ ...fromTo(joinDays(first, second), end), isYearOpen }, first, second);
}

/** `from 5 to 10 March`. */
function dayOfLaterMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const start = skip(tokens, at, pattern('the'));
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(tokens[start]?.word ?? '');
  const and = match === null ? undefined : endOf(tokens, start + 1, AND);
  const later = and === undefined ? undefined : readDays(tokens, and, today);
  const isDayFirst =
    and !== undefined &&
    /^\d{1,2}(st|nd|rd|th)?$/.test(tokens[skip(tokens, and, pattern('the'))]?.word ?? '');
  if (later === undefined || !isDayFirst || isoDate(later.days.from) !== isoDate(later.days.to))
    return undefined;
  const day = { ...later.days.from, day: Number(match?.[1]) };
  return isRealDay(day) && day.day > 0
    ? { ...later, days: { from: day, to: day }, end: start + 1 }
    : undefined;
}

/** `from March 5 to 10`. */
function dayOfSameMonth(tokens: readonly Token[], at: number, first: DaysRead): DaysRead | undefined {
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(tokens[at]?.word ?? '');
  if (match === null || isoDate(first.days.from) !== isoDate(first.days.to)) return undefined;
  const day = { ...first.days.from, day: Number(match[1]) };
  return { ...first, days: { from: day, to: day }, end: at + 1 };
}

const SINCE = pattern('since', 'ever since', 'starting from?|in|on?', 'as of', 'from');
const BEFORE = pattern(
  'before',
  'since before',
  'from before',
  'prior to',
  'earlier than',
  'previous to',
  'precedes|preceded',
  'older than',
  '<',
);
const AFTER = pattern('after', 'later than', 'past', 'newer than', '>');
const UNTIL = pattern(
  'until',
  'till',
  'up to',
  'through',
  'up until',
  'by',
  'on or before',
  'no later than',
  '<=',
  'not after',
);
const FROM = pattern('on or after', '>=', 'no earlier than', 'not before');
const ONWARDS = pattern(
  'on',
  'onward',
  'onwards',
  'and later',
  'or later',
  'on wards',
  'to now',
  'until now',
  'to today',
  'until today',
);

function readOpen(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  for (const [way, make] of [
    [FROM, (days: Days): Period => ({ from: isoDate(days.from) })],
    [UNTIL, (days: Days): Period => ({ to: isoDate(days.to) })],
    [BEFORE, (days: Days): Period => ({ before: isoDate(days.from) })],
    [AFTER, (days: Days): Period => ({ after: isoDate(days.to) })],
  ] as const) {
    const start = endOf(tokens, at, way);
    const read = start === undefined ? undefined : readEdge(tokens, start, today);
    if (read === undefined) continue;
    // The end of a year is its last day, which is not over before it.
    const period = way === BEFORE && read.isEnd ? { to: isoDate(read.days.to) } : make(read.days);
    return doubted({ period, end: read.end, score: SURE, isYearOpen: read.isYearOpen }, read);
  }
  return readSince(tokens, at, today);
}

/** `March`, `the end of March`, `the beginning of the year`: of an edge its day. */
function readEdge(
  tokens: readonly Token[],
  at: number,
  today: Day,
): (DaysRead & { readonly isEnd: boolean }) | undefined {
  const end = endOf(tokens, at, pattern('the? end|close of'));
  const start = endOf(tokens, at, pattern('the? start|beginning of'));
  const read = readDays(tokens, end ?? start ?? at, today);
  if (read === undefined) return undefined;
  const { from, to } = read.days;
  const days = end !== undefined ? { from: to, to } : start !== undefined ? { from, to: from } : read.days;
  return { ...read, days, isEnd: end !== undefined };
}

function readSince(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = endOf(tokens, at, SINCE);
  const read = start === undefined ? undefined : readEdge(tokens, start, today);
  if (start === undefined || read === undefined) return undefined;
  if (read.isEnd)
    return { period: { after: isoDate(read.days.to) }, end: read.end, score: SURE, isSince: true };
  const onwards = endOf(tokens, read.end, ONWARDS);
  const isFrom = tokens[start - 1]?.word === 'from' && start === at + 1;
  if (isFrom && onwards === undefined) return undefined;
  const period = { from: isoDate(read.days.from) };
  return doubted({ period, end: onwards ?? read.end, score: SURE, isSince: true }, read);
}

function readNamed(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = endOf(
    tokens,
    at,
    pattern(
      'in',
      'during',
      'on',
      'over',
      'throughout',
      'within',
      'of',
      'from',
      'for',
      'back in',
      'in both',
      'sometime in',
      'in both|either',
      'the? month of',
      'the? year',
      'in|during|over|for|of|throughout the? year',
      'dated',
      'at',
    ),
  );
  const read = readDays(tokens, start ?? at, today);
  if (read === undefined || (start === undefined && read.isBare)) return undefined;
  // `signed up for Summer Camp`
  if (read.assumption !== undefined && read.isBare && tokens[at]?.word === 'for') return undefined;
  const onwards = endOf(tokens, read.end, pattern('onward', 'onwards', 'or later', 'and later'));
  if (onwards !== undefined)
    return doubted({ period: { from: isoDate(read.days.from) }, end: onwards, score: SURE }, read);
  const end = skip(tokens, read.end, pattern('so far', 'to date'));
  return doubted({ ...fromTo(read.days, end), isYearOpen: read.isYearOpen }, read);
}

function doubted(read: PeriodRead, ...days: readonly DaysRead[]): PeriodRead {
  const [assumption] = days.flatMap((each) => each.assumption ?? []);
  return assumption === undefined ? read : { ...read, score: read.score * PRICE.choice, assumption };
}

function fromTo({ from, to }: Days, end: number): PeriodRead {
  return { period: { from: isoDate(from), to: isoDate(to) }, end, score: SURE };
}

/** `for 6 months`, `in 30 days`, `within a month`, `for over a year`, `in more than 60 days`. */
function readWithin(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const start = endOf(tokens, at, pattern('in', 'for', 'within', 'less than', 'during'));
  if (start === undefined) return undefined;
  const more = endOf(
    tokens,
    start,
    pattern('more|longer than', 'over', 'at least', 'the? better part of', 'a? minimum of'),
  );
  const after = more ?? start;
  const span = readSpan(tokens, after) ?? readPlusSpan(tokens, after);
  if (span === undefined || span.count === 0) return undefined;
  // `within 30 days of their first order` does not count back from now.
  if (endOf(tokens, span.end, pattern('of|after|before|following|from')) !== undefined) return undefined;
  const text = spanText(span);
  const end = skip(tokens, span.end, pattern('or more', 'or longer', 'now', 'already'));
  return {
    period: { last: text },
    end,
    score: SURE,
    span: {
      ...span,
      text,
      isAtLeast: more !== undefined || end > span.end || 'isPlus' in span,
      isFor: tokens[at]?.word === 'for',
    },
  };
}
