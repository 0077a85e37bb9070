import type { Comparison } from '../query/query.ts';
import { readComparison } from './comparisons.ts';
import { endOf, pattern, type Pattern } from './patterns.ts';
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
  [pattern('at least thrice', 'thrice'), { atLeast: 3 }, 1],
  [
    pattern('exactly once', 'only once', 'just once', 'a single time', 'one time only', 'once only'),
    { exactly: 1 },
    1,
  ],
  [pattern('exactly twice', 'only twice', 'just twice'), { exactly: 2 }, 1],
  [pattern('at most once', 'no|not more than once', 'once at most'), { atMost: 1 }, 1],
  [pattern('at most twice', 'no|not more than twice'), { atMost: 2 }, 1],
  [pattern('less than twice', 'fewer than twice'), { lessThan: 2 }, 1],
  [pattern('twice'), { atLeast: 2 }, 1],
  [pattern('once', 'one time'), { atLeast: 1 }, 0.85],
];

/** How often, and where that ends. */
export interface TimesRead {
  readonly times: Comparison;
  readonly end: number;
  readonly score: number;
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
  const comparison = readComparison(tokens, at);
  const end = comparison === undefined ? undefined : endOf(tokens, comparison.end, TIMES);
  if (comparison === undefined || end === undefined || comparison.currency !== undefined) return undefined;
  const more = endOf(tokens, end, pattern('or more', 'and more', 'at least'));
  if (comparison.isBare)
    return {
      times: { atLeast: comparison.comparison.exactly ?? 1 },
      end: more ?? end,
      score: more === undefined ? 0.93 : 1,
    };
  return { times: comparison.comparison, end, score: 1 };
}
