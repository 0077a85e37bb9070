import type { Period } from '../../query/period.ts';
import { addDays, addMonths, type Day, isoDate, unitDays } from './calendar.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPlusSpan } from './period-lengths.ts';
import { fromTo, type PeriodRead, SURE } from './period-read.ts';
import { dayAhead, readSpan, spanText } from './spans.ts';
import type { Token } from '../words/tokens.ts';

export const MORE = pattern(
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

export const LESS = pattern(
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

/** `30 days ago`, `more than 6 months ago`, `between 3 and 6 months ago`. */
export function readAgo(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
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

/** `in 30 days from now`, `in more than 2 weeks' time`, of which `start` is behind the `in`. */
export function readAhead(
  tokens: readonly Token[],
  at: number,
  start: number,
  today: Day,
): PeriodRead | undefined {
  const more = endOf(tokens, start, MORE);
  const from = more ?? endOf(tokens, start, LESS) ?? start;
  const span = from > at ? readSpan(tokens, from) : undefined;
  const ahead = span === undefined ? undefined : endOf(tokens, span.end, AHEAD);
  if (span === undefined || ahead === undefined) return undefined;
  const period: Period =
    more === undefined ? { next: spanText(span) } : { after: isoDate(dayAhead(today, span)) };
  return { period, end: ahead, score: SURE };
}
