import { endOf, pattern } from '../words/patterns.ts';
import { type PeriodRead, SURE } from './period-read.ts';
import { LESS, MORE } from './periods-from-now.ts';
import { readSpan, spanText } from './spans.ts';
import type { Token } from '../words/tokens.ts';

const HEAD = pattern('it is|has|have? been?', 'it was', 'been', 'went');
const PASSED = pattern(
  'have|has? passed|elapsed',
  'have|has? gone|went by',
  'or more|longer have|has? passed|elapsed?',
);

/** `it's been more than a year since`, `over 6 months have passed since`: how long ago what stands behind the `since` was. */
export function readElapsed(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const start = endOf(tokens, at, HEAD) ?? at;
  const more = endOf(tokens, start, MORE);
  const less = more === undefined ? endOf(tokens, start, LESS) : undefined;
  const span = readSpan(tokens, more ?? less ?? start);
  if (span === undefined) return undefined;
  const passed = endOf(tokens, span.end, PASSED) ?? span.end;
  if (tokens[passed]?.word !== 'since') return undefined;
  const period = less === undefined ? { olderThan: spanText(span) } : { last: spanText(span) };
  return { period, end: passed + 1, score: SURE };
}
