import type { Period } from '../../query/period.ts';
import { parseSpan } from '../../query/period.ts';
import type { Day } from './calendar.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { fromTo, type PeriodRead, SURE } from './period-read.ts';
import { readNumber } from '../words/numbers.ts';
import { dayAhead, readSpan, spanText } from './spans.ts';
import type { Token } from '../words/tokens.ts';

const SAME = pattern(
  'in|during|within|over|for|throughout that|the|this same? period|time|timeframe|window|span|interval|stretch',
  'in|during|within|over|for|throughout that|the|this same period|time|timeframe|window|span|interval|stretch|days|weeks|months|month|week|quarter|year',
  'in|during|within|over that month|week|quarter|year',
  'same period|timeframe',
);
const BEFORE_THAT = pattern(
  'before|preceding that|those|these|then|it',
  'prior to that|those|these|then',
  'before|preceding that|those one|period|time|days|weeks|months',
  'before|preceding',
);

const IN_THE = pattern('in|during|within|over? the');

const LAST = pattern('in|during|within|over the? last|past|previous');
const CLOSED = /^([,.;!?)]|and|or|but|)$/;

type Read = (tokens: readonly Token[], at: number, today: Day) => PeriodRead | undefined;

/** `in the same period`, `in the 30 days before that`: told by the nearest time that was said before, which `read` finds. */
export function readAgain(
  tokens: readonly Token[],
  at: number,
  today: Day,
  read: Read,
): PeriodRead | undefined {
  const same = endOf(tokens, at, SAME);
  const earlier = same === undefined ? undefined : periodBefore(tokens, at, today, read);
  if (same !== undefined && earlier !== undefined) return { period: earlier, end: same, score: SURE };
  return beforeThat(tokens, at, today, read) ?? lastOfUnit(tokens, at, today, read);
}

/** `nothing in the last 180 days but a view in the last 30`: so many of what was said before. */
function lastOfUnit(tokens: readonly Token[], at: number, today: Day, read: Read): PeriodRead | undefined {
  const start = endOf(tokens, at, LAST);
  const number = start === undefined ? undefined : readNumber(tokens, start);
  const isClosed = number !== undefined && CLOSED.test(tokens[number.end]?.word ?? '');
  const earlier = isClosed ? periodBefore(tokens, at, today, read) : undefined;
  const last = earlier !== undefined && 'last' in earlier ? parseSpan(earlier.last) : undefined;
  return number === undefined || last === undefined
    ? undefined
    : { period: { last: spanText({ ...last, count: number.value }) }, end: number.end, score: 0.97 };
}

function beforeThat(tokens: readonly Token[], at: number, today: Day, read: Read): PeriodRead | undefined {
  const start = endOf(tokens, at, IN_THE);
  const span = start === undefined ? undefined : readSpan(tokens, start);
  const end = span === undefined ? undefined : endOf(tokens, span.end, BEFORE_THAT);
  const isClosed = end !== undefined && CLOSED.test(tokens[end]?.word ?? '');
  const earlier = isClosed ? periodBefore(tokens, at, today, read) : undefined;
  const last = earlier !== undefined && 'last' in earlier ? parseSpan(earlier.last) : undefined;
  if (span === undefined || end === undefined || last === undefined) return undefined;
  const near = dayAhead(today, { ...last, count: -last.count, end: at });
  const far = dayAhead(near, { ...span, count: -span.count });
  return {
    ...fromTo({ from: far, to: near }, end),
    score: 0.85,
    assumption: 'The time before was taken in whole days.',
  };
}

function periodBefore(tokens: readonly Token[], at: number, today: Day, read: Read): Period | undefined {
  for (let from = at - 1; from >= 0; from--) {
    const found = read(tokens, from, today);
    if (found !== undefined && found.end <= at) return widest(tokens, from, at, today, read) ?? found.period;
  }
  return undefined;
}

/** `last 30 days` is of `in the last 30 days`: the reading that begins earliest and ends at the same place. */
function widest(
  tokens: readonly Token[],
  from: number,
  at: number,
  today: Day,
  read: Read,
): Period | undefined {
  const end = read(tokens, from, today)?.end;
  for (let start = Math.max(0, from - 3); start < from; start++) {
    const found = read(tokens, start, today);
    if (found !== undefined && found.end === end && found.end <= at) return found.period;
  }
  return undefined;
}
