import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

/** Of a number that is a year: how it is compared. */
export interface YearsRead {
  readonly query: Query;
  readonly end: number;
  /** Only years, with no word that compares. */
  readonly isBare: boolean;
}

const BEFORE = pattern('from? before', 'prior to', 'earlier|older than', 'pre');
const AFTER = pattern('from? after', 'later|newer|younger than', 'more recent than', 'post');
const LEAST = pattern(
  'since',
  'at least',
  'as of',
  'from',
  'starting from|in|with?',
  'no|not older|earlier than',
  'on or after',
  'not before',
);
const MOST = pattern(
  'until|till|through',
  'up to|until?',
  'at most',
  'no|not newer|later|younger than',
  'on or before',
  'not after',
);
const UP = pattern(
  'or|and newer|later|younger|after|above|up|higher|onwards|onward',
  'onwards|onward',
  'or more recent',
  '+',
  'and on',
);
const DOWN = pattern('or|and older|earlier|before|below|lower');
const BETWEEN = pattern('between', 'from');
const TO = pattern('and|to|-|–|—|until|till|through');
const IN = pattern('in|of|from|the? year|years?');
const OR = pattern('or', ',', ', or', 'and', ', and', '/');

/** `2019 or newer`, `before 2016`, `from 2015 to 2018`, `2015, 2016 or 2018`: years as a field has them in numbers. */
export function readYears(
  tokens: readonly Token[],
  at: number,
  { name: field }: FieldWords,
): YearsRead | undefined {
  return (
    readBetween(tokens, at, field) ??
    readBehindYear(tokens, at, field) ??
    readBeforeYear(tokens, at, field) ??
    readRow(tokens, at, field)
  );
}

/** A year that is written in four digits. */
export function yearAt(tokens: readonly Token[], at: number): number | undefined {
  const { word = '', kind } = tokens[at] ?? {};
  return kind !== 'quoted' && /^(1[89]|20)\d\d$/.test(word) ? Number(word) : undefined;
}

function readBetween(tokens: readonly Token[], at: number, field: string): YearsRead | undefined {
  const from = skip(tokens, at, BETWEEN);
  const low = yearAt(tokens, from);
  const to = low === undefined ? undefined : endOf(tokens, from + 1, TO);
  const high = to === undefined ? undefined : yearAt(tokens, to);
  const isRange = from > at || tokens[from + 1]?.word !== 'and';
  if (low === undefined || to === undefined || high === undefined || high <= low || !isRange)
    return undefined;
  const query = {
    and: [
      { field, atLeast: low },
      { field, atMost: high },
    ],
  };
  return { query, end: to + 1, isBare: false };
}

/** `2019 or newer`, `from 2019 onwards`. */
function readBehindYear(tokens: readonly Token[], at: number, field: string): YearsRead | undefined {
  const from = skip(tokens, at, IN);
  const year = yearAt(tokens, from);
  if (year === undefined) return undefined;
  const up = endOf(tokens, from + 1, UP);
  const down = up === undefined ? endOf(tokens, from + 1, DOWN) : undefined;
  const end = up ?? down;
  if (end === undefined) return undefined;
  return { query: up === undefined ? { field, atMost: year } : { field, atLeast: year }, end, isBare: false };
}

/** `before 2016`, `newer than 2020`; `from 2018` is in that year where nothing stands behind it. */
function readBeforeYear(tokens: readonly Token[], at: number, field: string): YearsRead | undefined {
  for (const [way, compared] of [
    [BEFORE, (year: number): Query => ({ field, lessThan: year })],
    [AFTER, (year: number): Query => ({ field, moreThan: year })],
    [LEAST, (year: number): Query => ({ field, atLeast: year })],
    [MOST, (year: number): Query => ({ field, atMost: year })],
  ] as const) {
    const start = endOf(tokens, at, way);
    const year = start === undefined ? undefined : yearAt(tokens, start);
    const isFrom = tokens[at]?.word === 'from' && start === at + 1;
    if (start !== undefined && year !== undefined && !isFrom)
      return { query: compared(year), end: start + 1, isBare: false };
  }
  return undefined;
}

/** `2015`, `2015 or 2016`. */
function readRow(tokens: readonly Token[], at: number, field: string): YearsRead | undefined {
  const years: number[] = [];
  let end = skip(tokens, at, IN);
  for (let from: number | undefined = end; from !== undefined; from = endOf(tokens, end, OR)) {
    const year = yearAt(tokens, from);
    if (year === undefined) break;
    years.push(year);
    end = from + 1;
  }
  const [only, ...others] = years;
  if (only === undefined) return undefined;
  return { query: others.length === 0 ? { field, is: only } : { field, in: years }, end, isBare: true };
}
