import type { Period } from '../../query/period.ts';
import { type Day, type Days, isoDate } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { readDays } from './dates.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { doubted, openAs, type PeriodRead, SURE } from './period-read.ts';
import { PRICE } from '../words/price.ts';
import type { Token } from '../words/tokens.ts';

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

/** `before March`, `until the end of May`, `since 2024`: open at one end. */
export function readOpen(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
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
    const isLong = way === UNTIL && !read.isEnd && isoDate(read.days.from) !== isoDate(read.days.to);
    const said = tokens.slice(at, read.end).map(({ word }) => word);
    if (isLong && /^(until|till|up|by)$/.test(said[0] ?? ''))
      return {
        period,
        end: read.end,
        score: PRICE.choice,
        ...openAs(read),
        assumption: `"${said.join(' ')}" was taken with all of it, up to ${isoDate(read.days.to)}.`,
      };
    return doubted({ period, end: read.end, score: SURE, ...openAs(read) }, read);
  }
  return readSince(tokens, at, today);
}

/** `March`, `the end of March`: of an end its last day. */
function readEdge(
  tokens: readonly Token[],
  at: number,
  today: Day,
): (DaysRead & { readonly isEnd: boolean }) | undefined {
  const end = endOf(tokens, at, pattern('the? end|close of'));
  const read = readDays(tokens, end ?? at, today);
  if (read === undefined || end === undefined) return read && { ...read, isEnd: false };
  return { ...read, days: { from: read.days.to, to: read.days.to }, isEnd: true };
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
