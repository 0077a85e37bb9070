import type { PeriodRead } from './period-read.ts';
import { readSpan, spanText } from './spans.ts';
import type { Token } from '../words/tokens.ts';

const DONE = /^(purchases?|orders?|bookings?|transactions?|activity|bought|ordered|purchased|booked)$/;
const DENIED = /^(no|not|nothing|without|zero|never)$/;
/** Words from what denies a purchase to the purchase: `not a single order`. */
const MOST_BETWEEN = 4;

/** `no purchase 12 months`: in notes the time that nothing was done in has no word before it. */
export function readBareSpan(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const isDenied =
    DONE.test(tokens[at - 1]?.word ?? '') &&
    tokens.slice(Math.max(0, at - 1 - MOST_BETWEEN), at - 1).some(({ word }) => DENIED.test(word));
  return isDenied ? lastSpan(tokens, at) : undefined;
}

/** `90 days` as the last 90 of them; `90 days ago` says more. */
export function lastSpan(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const span = readSpan(tokens, at);
  const isNumber = /^\d/.test(tokens[at]?.word ?? '');
  if (span === undefined || !isNumber || /^(ago|back|before|old)$/.test(tokens[span.end]?.word ?? ''))
    return undefined;
  return { period: { last: spanText(span) }, end: span.end, score: 0.97 };
}
