import { parseSpan, type Period, resolvePeriod, type Unit } from '../../query/period.ts';
import type { Query } from '../../query/query.ts';
import { periodOf } from '../sentence/changed-query.ts';
import { addDays, compareDays, type Day, dayOf } from '../times/calendar.ts';
import { fromTo, type PeriodRead, SURE } from '../times/period-read.ts';
import { dayAhead, readSpan, unitAt } from '../times/spans.ts';
import { PRICE } from '../words/price.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const LEAD = pattern('in|during|for|of|only', 'the', 'in|during|for|of the');
const EARLIER = pattern('previous|preceding|prior');
const BEFORE = pattern('before|prior|earlier|preceding to? that|this|then|it|those?');
const ONE = pattern('one|period|time');
/** A year lies between a month and the same month `the year before`. */
const DAYS_OF_YEAR = 300;

/** `and the month before that?`: the time before the only one that the question before speaks of. */
export function readTimeBefore(
  tokens: readonly Token[],
  at: number,
  previous: Query,
  today: Day,
): PeriodRead | undefined {
  const start = skip(tokens, at, LEAD);
  const adjective = endOf(tokens, start, EARLIER);
  const from = adjective ?? start;
  const one = endOf(tokens, from, ONE);
  const unit = one === undefined ? unitAt(tokens[from]) : undefined;
  const span = readSpan(tokens, from) ?? (unit === undefined ? undefined : { count: 1, unit, end: from + 1 });
  const noun = one ?? span?.end;
  const end = noun === undefined ? undefined : (endOf(tokens, noun, BEFORE) ?? (adjective && noun));
  const [period, ...others] = periodsIn(previous);
  if (end === undefined || period === undefined || others.length > 0) return undefined;
  const days = daysOf(period, today);
  if (days === undefined) return undefined;
  const { count, unit: said } = span ?? lengthOf(period, days);
  const back = (day: Day) => dayAhead(day, { count: -count, unit: said, end });
  // `the year before` a month is that month, a year before.
  if (said === 'year' && compareDays(addDays(days.from, DAYS_OF_YEAR), days.to) > 0)
    return { ...fromTo({ from: back(days.from), to: back(days.to) }, end), score: PRICE.choice };
  return { ...fromTo({ from: back(days.from), to: addDays(days.from, -1) }, end), score: SURE };
}

function periodsIn(query: Query): readonly Period[] {
  if ('and' in query) return query.and.flatMap(periodsIn);
  if ('or' in query) return query.or.flatMap(periodsIn);
  if ('not' in query) return periodsIn(query.not);
  const own = periodOf(query);
  const inner = 'among' in query && query.among !== undefined ? periodsIn(query.among) : [];
  return own === undefined ? inner : [own, ...inner];
}

function daysOf(period: Period, { year, month, day }: Day): { from: Day; to: Day } | undefined {
  const noon = Date.UTC(year, month - 1, day, 12);
  const { from, until } = resolvePeriod(period, { at: noon, zone: 'UTC' });
  return from === undefined || until === undefined ? undefined : { from: dayOf(from), to: dayOf(until - 1) };
}

function lengthOf(
  period: Period,
  { from, to }: { readonly from: Day; readonly to: Day },
): { readonly count: number; readonly unit: Unit } {
  const span = 'last' in period ? parseSpan(period.last) : undefined;
  if (span !== undefined) return span;
  if ('this' in period) return { count: 1, unit: period.this };
  if ('previous' in period) return { count: 1, unit: period.previous };
  const months = (to.year - from.year) * 12 + to.month - from.month + 1;
  const isWhole = from.day === 1 && addDays(to, 1).day === 1;
  if (isWhole) return { count: months, unit: 'month' };
  const ms = Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day);
  return { count: Math.round(ms / 86_400_000) + 1, unit: 'day' };
}
