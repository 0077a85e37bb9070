import { once } from './once.ts';
import type { Comparison } from '../query/query.ts';
import { type NumberRead, readNumber } from './numbers.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import type { Token } from './tokens.ts';

export interface ComparisonRead {
  readonly comparison: Comparison;
  readonly end: number;
  readonly currency?: string;
  readonly isPercent?: boolean;
  /** Only a number, with no word that compares. */
  readonly isBare: boolean;
}

type Bound = keyof Comparison;

const BEFORE: readonly (readonly [Bound, Pattern])[] = [
  [
    'atMost',
    pattern(
      'at most',
      'at the most',
      'a? maximum of?',
      'max',
      'up to',
      'no|not more than',
      'no|not higher|greater|over than?',
      'not exceeding',
      '<=',
      '≤',
      'less than or equal|equals to?',
      'fewer than or equal to?',
    ),
  ],
  [
    'atLeast',
    pattern(
      'at least',
      'at the least',
      'a? minimum of?',
      'min',
      'no|not less|fewer|lower than',
      '>=',
      '≥',
      'more|greater than or equal|equals to?',
      'not under|below',
      'no less than',
    ),
  ],
  [
    'moreThan',
    pattern(
      'more than',
      'superior to|of|than',
      'more high|big|large|great|old|many|much than',
      'over',
      'above',
      'greater than',
      'higher than',
      'larger|bigger than',
      'exceeding',
      'exceeds|exceed',
      'in excess of',
      'upwards of',
      'north of',
      '>',
      'beyond',
      'older than',
      'better than',
      'longer than',
    ),
  ],
  [
    'lessThan',
    pattern(
      'less than',
      'inferior to|of|than',
      'less high|big|large|great|old|many|much than',
      'under',
      'below',
      'fewer than',
      'lower|smaller than',
      '<',
      'younger than',
      'shorter than',
      'worse than',
      'short of',
    ),
  ],
  ['exactly', pattern('exactly', 'precisely', 'equal|equals to?', '==', '=', 'only', 'just')],
];
const AFTER: readonly (readonly [Bound, Pattern])[] = [
  [
    'atLeast',
    pattern(
      'or more',
      'and more',
      'or over|above|higher|greater|better|older|up',
      'and over|above|higher|up|older',
      'or|and upwards',
      'plus',
      '+',
      'at least',
      'at a? minimum',
      'minimum',
    ),
  ],
  [
    'atMost',
    pattern(
      'or less|fewer|under|below|lower|younger',
      'and less|fewer|under|below|lower|younger',
      'at most',
      'at a? maximum',
      'maximum',
      'max',
    ),
  ],
];
const BETWEEN = pattern('between', 'in between', 'from', 'ranging from', 'in the range of?');
const TO = pattern('and', 'to', '-', '–', '—', 'through', 'until', 'up to');
const RANGE_SIGN = pattern('to', '-', '–', '—');
const JOIN = pattern('and', 'but', 'and also');

/** `more than 3`, `3 or more`, `between 3 and 5`, `3-5`, `at least 2 and at most 5`, or only `3`. */
export const readComparison = once(readComparisonAt);

function readComparisonAt(tokens: readonly Token[], at: number): ComparisonRead | undefined {
  const first = readOne(tokens, at);
  if (first === undefined || first.isBare || Object.keys(first.comparison).length > 1) return first;
  const next = endOf(tokens, first.end, JOIN);
  const second = next === undefined ? undefined : readOne(tokens, next);
  if (
    second === undefined ||
    second.isBare ||
    'exactly' in second.comparison ||
    'exactly' in first.comparison
  )
    return first;
  const isOpposite = isLower(first.comparison) !== isLower(second.comparison);
  return isOpposite
    ? { ...first, ...second, comparison: { ...first.comparison, ...second.comparison } }
    : first;
}

function isLower(comparison: Comparison): boolean {
  return comparison.atLeast !== undefined || comparison.moreThan !== undefined;
}

function readOne(tokens: readonly Token[], at: number): ComparisonRead | undefined {
  const range = readRange(tokens, at);
  if (range !== undefined) return range;
  for (const [bound, words] of BEFORE) {
    const end = endOf(tokens, at, words);
    const number = end === undefined ? undefined : readNumber(tokens, skip(tokens, end, pattern('the')));
    if (number !== undefined)
      return { comparison: { [bound]: number.value }, isBare: false, ...withUnit(number) };
  }
  const number = readNumber(tokens, at);
  if (number === undefined) return undefined;
  for (const [bound, words] of AFTER) {
    const end = endOf(tokens, number.end, words);
    if (end !== undefined)
      return { comparison: { [bound]: number.value }, isBare: false, ...withUnit(number), end };
  }
  return { comparison: { exactly: number.value }, isBare: true, ...withUnit(number) };
}

function readRange(tokens: readonly Token[], at: number): ComparisonRead | undefined {
  const start = endOf(tokens, at, BETWEEN);
  const low = readNumber(tokens, start ?? at);
  if (low === undefined) return undefined;
  const isHyphen = tokens[low.end]?.isJoined === true && /^\d+[km]$/.test(tokens[low.end]?.word ?? '');
  const to =
    endOf(tokens, low.end, start === undefined ? RANGE_SIGN : TO) ?? (isHyphen ? low.end : undefined);
  const high = to === undefined ? undefined : readNumber(tokens, to);
  if (high === undefined) return undefined;
  const inclusive = skip(tokens, high.end, pattern('inclusive', 'included'));
  const [atLeast, atMost] = low.value <= high.value ? [low.value, high.value] : [high.value, low.value];
  const unit = high.currency === undefined ? low : high;
  return {
    comparison: { atLeast, atMost },
    isBare: false,
    ...withUnit(unit),
    end: Math.max(inclusive, high.end),
  };
}

function withUnit(number: NumberRead): { end: number; currency?: string; isPercent?: boolean } {
  return {
    end: number.end,
    ...(number.currency === undefined ? {} : { currency: number.currency }),
    ...(number.isPercent === undefined ? {} : { isPercent: number.isPercent }),
  };
}
