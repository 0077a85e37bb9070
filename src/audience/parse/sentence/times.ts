import type { Comparison } from '../../query/query.ts';
import { readComparison } from './comparisons.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern, type Pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from './sentence.ts';

const TIMES = pattern(
  'time|times|x',
  'separate|different|distinct times|occasions',
  'occasion|occasions',
  'purchase|purchases|order|orders',
);
const ONCE: readonly (readonly [Pattern, Comparison, number])[] = [
  [
    pattern(
      'more than once',
      'over once',
      'multiple times',
      'several times',
      'repeatedly',
      'again and again',
      'more than one time',
    ),
    { atLeast: 2 },
    0.93,
  ],
  [pattern('at least once', 'once or more'), { atLeast: 1 }, 1],
  [pattern('at least twice', 'twice or more'), { atLeast: 2 }, 1],
  [pattern('more than twice'), { moreThan: 2 }, 1],
  [pattern('at least thrice', 'thrice or more'), { atLeast: 3 }, 1],
  [
    pattern('exactly once', 'only once', 'just once', 'a single time', 'one time only', 'once only'),
    { exactly: 1 },
    1,
  ],
  [pattern('exactly twice', 'only twice', 'just twice'), { exactly: 2 }, 1],
  [pattern('at most once', 'no|not more than once', 'once at most'), { atMost: 1 }, 1],
  [pattern('at most twice', 'no|not more than twice'), { atMost: 2 }, 1],
  [pattern('less than twice', 'fewer than twice'), { lessThan: 2 }, 1],
];
/** A number of times with nothing that says whether more would do. */
const BARE: readonly (readonly [Pattern, number])[] = [
  [pattern('once', 'one time'), 1],
  [pattern('twice'), 2],
  [pattern('thrice'), 3],
];

/** How far before a number `only` and `not` still speak of it: `only ever bought a tent once`. */
const MOST_BEFORE = 5;

/** How often, and where that ends. */
export interface TimesRead {
  readonly times: Comparison;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
}

/** How often, at this token: `twice`, `at least 3 times`, `at least once but no more than 3 times`. */
export function readTimes(tokens: Sentence['tokens'], at: number): TimesRead | undefined {
  const first = readOneBound(tokens, at);
  return first && { ...first, ...withOtherBound(tokens, first.end, first.times) };
}

/** Behind `at least 3 orders`: `but no more than 5`. */
export function withOtherBound(
  tokens: Sentence['tokens'],
  at: number,
  first: Comparison,
): { readonly times: Comparison; readonly end: number } {
  const next = endOf(tokens, at, pattern('and|but|yet also?', ', but|and'));
  const comparison = next === undefined ? undefined : readComparison(tokens, next);
  const second =
    next === undefined
      ? undefined
      : (readOneBound(tokens, next) ??
        (comparison?.isBare === true || comparison?.currency !== undefined
          ? undefined
          : comparison && { times: comparison.comparison, end: comparison.end }));
  return second === undefined || !isOpposite(first, second.times)
    ? { times: first, end: at }
    : { times: { ...first, ...second.times }, end: second.end };
}

function isOpposite(a: Comparison, b: Comparison): boolean {
  const isLower = ({ atLeast, moreThan }: Comparison) => atLeast !== undefined || moreThan !== undefined;
  const isUpper = ({ atMost, lessThan }: Comparison) => atMost !== undefined || lessThan !== undefined;
  const [lower, upper] = [[a, b].map(isLower), [a, b].map(isUpper)];
  return lower[0] !== lower[1] && upper[0] !== upper[1] && lower[0] !== upper[0];
}

function readOneBound(tokens: Sentence['tokens'], at: number): TimesRead | undefined {
  for (const [way, times, score] of ONCE) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { times, end, score };
  }
  for (const [way, count] of BARE) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return bareTimes(tokens, at, end, count);
  }
  const comparison = readComparison(tokens, at);
  const end = comparison === undefined ? undefined : endOf(tokens, comparison.end, TIMES);
  if (comparison === undefined || end === undefined || comparison.currency !== undefined) return undefined;
  const more = endOf(tokens, end, pattern('or more', 'and more', 'at least'));
  const count = comparison.comparison.exactly ?? 1;
  if (!comparison.isBare) return { times: comparison.comparison, end, score: 1 };
  return more === undefined
    ? bareTimes(tokens, at, end, count)
    : { times: { atLeast: count }, end: more, score: 1 };
}

/** `only ever bought 3 times` and `ordered once` are exactly that, `bought twice` most likely no less; `not once` is never. */
function bareTimes(tokens: Sentence['tokens'], at: number, end: number, count: number): TimesRead {
  const before = wordBefore(tokens, at, /^(only|just|exactly|precisely|not|never|without)$/);
  if (before !== undefined && /^(not|never|without)$/.test(before))
    return { times: { atLeast: count }, end, score: count === 1 ? 1 : PRICE.bareTimes };
  if (before !== undefined) return { times: { exactly: count }, end, score: 1 };
  const said = count === 1 ? 'Once' : `${count} times`;
  return count === 1
    ? { times: { exactly: 1 }, end, score: PRICE.choice, assumption: `${said} was taken as exactly once.` }
    : {
        times: { atLeast: count },
        end,
        score: PRICE.bareTimes,
        assumption: `${said} was taken as at least ${count} times.`,
      };
}

/** `only` of `only bought one`, and not that of `only gold members who bought one`. */
export function isOnlyBefore(tokens: Sentence['tokens'], at: number): boolean {
  return wordBefore(tokens, at, /^(only|just|exactly)$/) !== undefined;
}

function wordBefore(tokens: Sentence['tokens'], at: number, wanted: RegExp): string | undefined {
  for (let i = at - 1; i >= Math.max(0, at - MOST_BEFORE); i--) {
    const { word = '' } = tokens[i] ?? {};
    if (wanted.test(word)) return word;
    if (PERSON.byFirst.has(word) || /^([,;:.]|who|that|which|and|or|but)$/.test(word)) return undefined;
  }
  return undefined;
}
