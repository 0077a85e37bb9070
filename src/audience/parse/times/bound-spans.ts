import type { Period } from '../../query/period.ts';
import { readSpan, spanText } from './spans.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const LONGER = pattern('>|>=', 'more|longer|older than', 'over|above|beyond', 'at least');
const SHORTER = pattern(
  '<|<=',
  'less|fewer|shorter than',
  'under|below',
  'at most',
  'no|not more|longer than',
  'up to',
);

/** How long ago something was, by a bound of it. */
export interface BoundSpan {
  readonly period: Period;
  readonly end: number;
}

/** `more than 2 years`, `under a month`, of something that is over or has lasted till now. */
export function readBoundSpan(tokens: readonly Token[], at: number): BoundSpan | undefined {
  const shorter = endOf(tokens, at, SHORTER);
  const from = shorter ?? endOf(tokens, at, LONGER);
  const span = from === undefined ? undefined : readSpan(tokens, from);
  if (span === undefined) return undefined;
  const text = spanText(span);
  return { period: shorter === undefined ? { olderThan: text } : { last: text }, end: span.end };
}
