import type { Period } from '../../query/period.ts';
import type { Comparison, Query } from '../../query/query.ts';
import { comparedField } from '../data/field-queries.ts';
import { periodOf, withOneChanged, withPeriodOf } from '../sentence/changed-query.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import { readSpan, spanText } from '../times/spans.ts';
import { pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const COUNTED = pattern(
  'times|points|units|people|customers|members instead?',
  'of them|these|those',
  'instead',
);

/** The question before with another number or length of time, where nothing but that is said: `make that 500`, `over 300 instead`, `60 days`. */
export function withOtherNumber(tokens: readonly Token[], previous: Query): Query | undefined {
  const start = skip(tokens, 0, pattern('to|only|just|for|the|last|past'));
  const isLast = (end: number) =>
    tokens.slice(skip(tokens, end, COUNTED)).every(({ word }) => /^[.,?!]$/.test(word));
  const span = readSpan(tokens, start);
  if (span !== undefined && isLast(span.end))
    return withOneChanged(previous, (part) => withLength(part, spanText(span)));
  const number = readComparison(tokens, start);
  return number !== undefined && isLast(number.end)
    ? withOneChanged(previous, (part) => withNumber(part, number))
    : undefined;
}

/** Of a time that was said as a length: `in the last 90 days`, `more than 6 months ago`. */
function withLength(part: Query, length: string): Query | undefined {
  const before = periodOf(part);
  const period = before === undefined ? undefined : ofLength(before, length);
  return period && withPeriodOf(part, period);
}

function ofLength(before: Period, length: string): Period | undefined {
  if ('last' in before) return { last: length };
  if ('next' in before) return { next: length };
  return 'olderThan' in before ? { olderThan: length } : undefined;
}

function withNumber(part: Query, read: ComparisonRead): Query | undefined {
  if ('top' in part) return read.isBare ? { ...part, top: read.comparison.exactly ?? part.top } : undefined;
  if ('field' in part) {
    const bounds = boundsOf(part);
    const made = bounds && otherBounds(bounds, read);
    return made && comparedField(part.field, made);
  }
  if ('spent' in part) {
    const spent = otherBounds(part.spent, read);
    return spent && { ...part, spent };
  }
  if ('averagePurchase' in part) {
    const averagePurchase = otherBounds(part.averagePurchase, read);
    return averagePurchase && { ...part, averagePurchase };
  }
  if ('units' in part && part.units !== undefined) {
    const units = otherBounds(part.units, read);
    return units && { ...part, units };
  }
  const times = 'times' in part && part.times !== undefined ? otherBounds(part.times, read) : undefined;
  return times && { ...part, times };
}

function boundsOf(part: Query): Comparison | undefined {
  if ('moreThan' in part && typeof part.moreThan === 'number') return { moreThan: part.moreThan };
  if ('atLeast' in part && typeof part.atLeast === 'number') return { atLeast: part.atLeast };
  if ('lessThan' in part && typeof part.lessThan === 'number') return { lessThan: part.lessThan };
  if ('atMost' in part && typeof part.atMost === 'number') return { atMost: part.atMost };
  return 'is' in part && typeof part.is === 'number' ? { exactly: part.is } : undefined;
}

/** What was said; of a bare number the bound that the one before had. */
function otherBounds(before: Comparison, { comparison, isBare }: ComparisonRead): Comparison | undefined {
  if (!isBare) return comparison;
  const { exactly } = comparison;
  const [bound, ...others] = (['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan'] as const).filter(
    (each) => before[each] !== undefined,
  );
  return bound === undefined || others.length > 0 || exactly === undefined ? undefined : { [bound]: exactly };
}
