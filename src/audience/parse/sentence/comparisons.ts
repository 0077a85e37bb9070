import { once } from '../words/once.ts';
import type { Comparison } from '../../query/query.ts';
import { currencyBehind } from '../words/currency-words.ts';
import { measureAt } from '../words/measures.ts';
import { asMoney, inScaleOf, type NumberRead, readNumber } from '../words/numbers.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

export interface ComparisonRead {
  readonly comparison: Comparison;
  readonly end: number;
  readonly currency?: string;
  readonly isPercent?: boolean;
  /** The unit of measure that was said, and its token. */
  readonly unit?: { readonly name: string; readonly at: number };
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
      'or over|above|higher|greater|better|older|bigger|larger|longer|up',
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
      'or less|fewer|under|below|lower|younger|smaller|shorter',
      'and less|fewer|under|below|lower|younger',
      'at most',
      'at a? maximum',
      'maximum',
      'max',
    ),
  ],
];
const SIGNED: readonly (readonly [Comparison, Pattern])[] = [
  [{ lessThan: 0 }, pattern('negative')],
  [{ moreThan: 0 }, pattern('positive')],
  [{ atLeast: 0 }, pattern('non|not negative', 'nonnegative')],
];
const BETWEEN = pattern('between', 'in between', 'from', 'ranging from', 'in the range of?');
const TO = pattern('and', 'to', '-', '–', '—', 'through', 'until', 'up to');
const RANGE_SIGN = pattern('to', '-', '–', '—');
const JOIN = pattern('and', 'but', 'and also', '&');

/** `more than`, `at least`, in front of a number. */
export function boundAt(tokens: readonly Token[], at: number): { bound: Bound; end: number } | undefined {
  for (const [bound, words] of BEFORE) {
    const end = endOf(tokens, at, words);
    if (end !== undefined) return { bound, end };
  }
  return undefined;
}

/** `more than 3`, `3 or more`, `between 3 and 5`, `3-5`, `at least 2 and at most 5`, or only `3`. */
export const readComparison = once((tokens: readonly Token[], at: number) =>
  readComparisonOf(readNumber, tokens, at),
);

/** The same up to an `and`: `over 3000` of `over 3000 and fewer than 3 claims`. */
export function readOneBound(tokens: readonly Token[], at: number): ComparisonRead | undefined {
  return readOne(readNumber, tokens, at);
}

/** The same with a unit of measure behind the numbers: `10 GB or more`, `5-10kg`. */
export const readMeasured = once((tokens: readonly Token[], at: number) =>
  readComparisonOf(readMeasure, tokens, at),
);

type Measured = NumberRead & Pick<ComparisonRead, 'unit'>;
type ReadNumber = (tokens: readonly Token[], at: number) => Measured | undefined;

function readMeasure(tokens: readonly Token[], at: number): Measured | undefined {
  const number = readNumber(tokens, at);
  const name = number?.currency === undefined ? measureAt(tokens[number?.end ?? -1]) : undefined;
  return number === undefined || name === undefined
    ? number
    : { ...number, end: number.end + 1, unit: { name, at: number.end } };
}

function readComparisonOf(
  read: ReadNumber,
  tokens: readonly Token[],
  at: number,
): ComparisonRead | undefined {
  const first = readOne(read, tokens, at);
  if (first === undefined || first.isBare || Object.keys(first.comparison).length > 1) return first;
  const next = endOf(tokens, first.end, JOIN);
  const second = next === undefined ? undefined : readOne(read, tokens, next);
  if (
    second === undefined ||
    second.isBare ||
    'exactly' in second.comparison ||
    'exactly' in first.comparison
  )
    return first;
  const isOpposite =
    isLower(first.comparison) !== isLower(second.comparison) &&
    (first.unit === undefined || first.unit.name === second.unit?.name);
  return isOpposite
    ? { ...first, ...second, comparison: { ...first.comparison, ...second.comparison } }
    : first;
}

function isLower(comparison: Comparison): boolean {
  return comparison.atLeast !== undefined || comparison.moreThan !== undefined;
}

function readOne(read: ReadNumber, tokens: readonly Token[], from: number): ComparisonRead | undefined {
  const at = skip(tokens, from, pattern('strictly', 'currently', 'anywhere', 'anything', 'somewhere'));
  const range = readRange(read, tokens, at);
  if (range !== undefined) return range;
  for (const [bound, words] of BEFORE) {
    const end = endOf(tokens, at, words);
    const number = end === undefined ? undefined : read(tokens, skip(tokens, end, pattern('the')));
    if (number !== undefined)
      return { comparison: { [bound]: number.value }, isBare: false, ...withUnit(number) };
  }
  for (const [comparison, words] of SIGNED) {
    const end = endOf(tokens, at, words);
    if (end !== undefined) return { comparison, isBare: false, end };
  }
  const number = read(tokens, at);
  if (number === undefined) return undefined;
  for (const [bound, words] of AFTER) {
    const end = endOf(tokens, number.end, words);
    if (end === undefined) continue;
    const behind = number.currency === undefined ? currencyBehind(tokens, end) : undefined;
    const value = behind === undefined ? number.value : asMoney(tokens, number).value;
    return { comparison: { [bound]: value }, isBare: false, ...withUnit(number), end, ...behind };
  }
  return { comparison: { exactly: number.value }, isBare: true, ...withUnit(number) };
}

function readRange(read: ReadNumber, tokens: readonly Token[], at: number): ComparisonRead | undefined {
  const start = endOf(tokens, at, BETWEEN);
  const low = read(tokens, start ?? at);
  if (low === undefined) return undefined;
  const isHyphen = tokens[low.end]?.isJoined === true && /^\d+[km]$/.test(tokens[low.end]?.word ?? '');
  const to =
    endOf(tokens, low.end, start === undefined ? RANGE_SIGN : TO) ?? (isHyphen ? low.end : undefined);
  const high = to === undefined ? undefined : read(tokens, to);
  if (high === undefined || (low.unit !== undefined && low.unit.name !== high.unit?.name)) return undefined;
  const inclusive = skip(tokens, high.end, pattern('inclusive', 'included'));
  const first = inScaleOf(low.value, high, tokens, to ?? low.end);
  const [atLeast, atMost] = first <= high.value ? [first, high.value] : [high.value, first];
  const unit = high.currency === undefined && high.unit === undefined ? low : high;
  return {
    comparison: { atLeast, atMost },
    isBare: false,
    ...withUnit(unit),
    end: Math.max(inclusive, high.end),
  };
}

function withUnit(number: Measured): Pick<ComparisonRead, 'end' | 'currency' | 'isPercent' | 'unit'> {
  return {
    end: number.end,
    ...(number.currency === undefined ? {} : { currency: number.currency }),
    ...(number.isPercent === undefined ? {} : { isPercent: number.isPercent }),
    ...(number.unit === undefined ? {} : { unit: number.unit }),
  };
}

/** `5 seats or more`: a bound behind what is counted. */
export function boundBehind(
  tokens: readonly Token[],
  at: number,
  { comparison, isBare }: ComparisonRead,
): { comparison: ComparisonRead['comparison']; end: number } | undefined {
  if (!isBare || comparison.exactly === undefined) return undefined;
  const more = endOf(
    tokens,
    at,
    pattern(
      'or more',
      'and more',
      'or above',
      'and above',
      'at least',
      'or over',
      'or higher',
      'and up',
      'or|and older',
    ),
  );
  // `3 tents and more than 2 stoves` bounds what comes next.
  if (tokens[at + 2]?.word === 'than') return undefined;
  if (more !== undefined) return { comparison: { atLeast: comparison.exactly }, end: more };
  const less = endOf(
    tokens,
    at,
    pattern('or less', 'or fewer', 'at most', 'or below', 'and below', 'or under', 'or|and younger'),
  );
  return less === undefined ? undefined : { comparison: { atMost: comparison.exactly }, end: less };
}

/** The bound on a number of things or times: without words for one, at least that many. */
export function boundOf({ comparison, isBare }: ComparisonRead): Comparison {
  return isBare ? { atLeast: comparison.exactly ?? 1 } : comparison;
}
