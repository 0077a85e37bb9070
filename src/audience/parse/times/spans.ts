import type { Unit } from '../../query/period.ts';
import { addDays, addMonths, type Day } from './calendar.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

/** A length of time: `90 days`. */
export interface SpanRead {
  readonly count: number;
  readonly unit: Unit;
  readonly end: number;
}

const UNIT_NAMES: ReadonlyMap<string, Unit> = new Map([
  ['minute', 'minute'],
  ['min', 'minute'],
  ['hour', 'hour'],
  ['hr', 'hour'],
  ['h', 'hour'],
  ['day', 'day'],
  ['d', 'day'],
  ['night', 'day'],
  ['week', 'week'],
  ['wk', 'week'],
  ['w', 'week'],
  ['month', 'month'],
  ['mo', 'month'],
  ['mth', 'month'],
  ['quarter', 'quarter'],
  ['qtr', 'quarter'],
  ['year', 'year'],
  ['yr', 'year'],
  ['y', 'year'],
]);
pattern(
  'minute|minutes|min|mins|hour|hours|hr|hrs|day|days|week|weeks|wk|wks|month|months|mths|quarter|quarters|year|years|yr|yrs|fortnight|calendar|full',
);

const FIXED: readonly {
  readonly way: ReturnType<typeof pattern>;
  readonly count: number;
  readonly unit: Unit;
}[] = [
  { way: pattern('half a year', 'half year'), count: 6, unit: 'month' },
  {
    way: pattern('a year and a half', 'one and a half years', 'a and a half years'),
    count: 18,
    unit: 'month',
  },
  { way: pattern('a? fortnight'), count: 2, unit: 'week' },
  { way: pattern('two fortnights'), count: 4, unit: 'week' },
  { way: pattern('a? decade'), count: 10, unit: 'year' },
];

export function unitAt(token: Token | undefined): Unit | undefined {
  return token?.kind === 'word' ? unitNamed(token.stem) : undefined;
}

/** The unit of time that a word in singular names. */
export function unitNamed(stem: string): Unit | undefined {
  return UNIT_NAMES.get(stem);
}

/** A number and a unit at this token; `a month` is one. */
export function readSpan(tokens: readonly Token[], at: number): SpanRead | undefined {
  for (const { way, count, unit } of FIXED) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { count, unit, end };
  }
  const short = /^(\d+)(d|h|w|wk|mo|m|y|yr)$/.exec(tokens[at]?.word ?? '');
  const shortUnit = short === null ? undefined : short[2] === 'm' ? 'month' : UNIT_NAMES.get(short[2] ?? '');
  if (short !== null && shortUnit !== undefined)
    return { count: Number(short[1]), unit: shortUnit, end: at + 1 };
  const article = endOf(tokens, at, pattern('a', 'an'));
  const number = readNumber(tokens, at) ?? (article === undefined ? undefined : { value: 1, end: article });
  if (number === undefined || number.value < 0) return undefined;
  const from = endOf(tokens, number.end, pattern('calendar', 'full', 'whole', 'consecutive')) ?? number.end;
  const unit = unitAt(tokens[from]);
  if (unit === undefined || isYearNumber(number.value, unit)) return undefined;
  if (Number.isInteger(number.value)) return { count: number.value, unit, end: from + 1 };
  const months = number.value * 12;
  return unit === 'year' && Number.isInteger(months)
    ? { count: months, unit: 'month', end: from + 1 }
    : undefined;
}

/** `in 2026 year` names a year. */
function isYearNumber(value: number, unit: Unit): boolean {
  return unit === 'year' && value >= 1900;
}

/** As a period holds it: `1 month`, `90 days`. */
export function spanText({ count, unit }: { readonly count: number; readonly unit: Unit }): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `in more than 90 days`: there is no period that moves along, so it is a date. */
export function dayAhead(today: Day, { count, unit }: SpanRead): Day {
  switch (unit) {
    case 'minute':
    case 'hour':
      return today;
    case 'day':
      return addDays(today, count);
    case 'week':
      return addDays(today, count * 7);
    case 'month':
      return addMonths(today, count);
    case 'quarter':
      return addMonths(today, count * 3);
    case 'year':
      return addMonths(today, count * 12);
  }
}
