import { type Day, monthDays, quarterDays, yearDays } from './calendar.ts';
import { type DaysRead, digits, readRelativeYear, whole, yearAt } from './date-words.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const ORDINALS = ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th'];
pattern(ORDINALS.join('|'));

const LAST_QUARTER = pattern('the? last|final quarter of|in?');
const HALF = [pattern('the? first half of|in?', 'h1 of?'), pattern('the? second half of|in?', 'h2 of?')];

/** `Q3 2026`, `the third quarter`. */
export function readQuarter(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const last = endOf(tokens, at, LAST_QUARTER);
  const ofYear =
    last === undefined ? undefined : (yearAt(tokens, last) ?? readRelativeYear(tokens, last, today));
  if (ofYear !== undefined) return whole(quarterDays(ofYear.year, 4), ofYear.end);
  const letter = digits(tokens[at], /^q([1-4])$/);
  const named = ORDINALS.findIndex((names) => names.split('|').includes(tokens[at]?.word ?? ''));
  const isNamed = named >= 0 && tokens[at + 1]?.word === 'quarter';
  const quarter = letter ?? (isNamed ? named + 1 : undefined);
  if (quarter === undefined) return undefined;
  const end = at + (letter === undefined ? 2 : 1);
  const given = yearAt(tokens, end) ?? readRelativeYear(tokens, end, today);
  if (given !== undefined) return whole(quarterDays(given.year, quarter), given.end);
  return whole(quarterDays(quarter * 3 - 2 <= today.month ? today.year : today.year - 1, quarter), end, true);
}

/** `the first half of 2026`, `H1 2026`. */
export function readHalf(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const [half, way] of HALF.entries()) {
    const end = endOf(tokens, at, way);
    const given =
      end === undefined ? undefined : (yearAt(tokens, end) ?? readRelativeYear(tokens, end, today));
    if (given === undefined) continue;
    const { year } = given;
    const days =
      half === 0
        ? { from: { year, month: 1, day: 1 }, to: { year, month: 6, day: 30 } }
        : { from: { year, month: 7, day: 1 }, to: { year, month: 12, day: 31 } };
    return whole(days, given.end);
  }
  return undefined;
}

/** `the first three months of 2026`. */
export function readMonthsOfYear(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const edge = tokens[at]?.word;
  const number =
    edge === 'first' || edge === 'last' || edge === 'final' ? readNumber(tokens, at + 1) : undefined;
  const end = number === undefined ? undefined : endOf(tokens, number.end, pattern('months of'));
  const given = end === undefined ? undefined : (yearAt(tokens, end) ?? readRelativeYear(tokens, end, today));
  if (number === undefined || given === undefined || !(number.value >= 1 && number.value <= 12))
    return undefined;
  const { from, to } = yearDays(given.year);
  const days =
    edge === 'first'
      ? { from, to: monthDays(given.year, number.value).to }
      : { from: monthDays(given.year, 13 - number.value).from, to };
  return whole(days, given.end);
}

/** `2026`, `the whole of 2026`. */
export function readYear(tokens: readonly Token[], at: number): DaysRead | undefined {
  const start = skip(tokens, at, pattern('the? year', 'all of?', 'the? whole of?'));
  const year =
    digits(tokens[start], /^(19|20)\d{2}$/) === undefined ? undefined : Number(tokens[start]?.word);
  if (year === undefined) return undefined;
  const end = skip(tokens, start + 1, pattern('year'));
  return { days: yearDays(year), end, isYearOpen: false, isBare: start === at && end === start + 1 };
}
