import type { Comparison, Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { comparedField } from '../data/field-queries.ts';
import { isAgeField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { boundBehind, type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const YEARS = pattern('years|year old|olds', 'years of age', 'years|year', 'year olds', 'yo|yrs');
const MONTHS = pattern('months|month old|olds', 'months of age', 'months|month', 'month olds');

/** `over 40`, `8 years or older`, `under 6 months`. */
export interface AgeRead extends ComparisonRead {
  readonly isInMonths: boolean;
  /** Where the number ends and its unit begins. */
  readonly number: number;
}

export function readAge(tokens: Sentence['tokens'], at: number): AgeRead | undefined {
  const read = readComparison(tokens, at);
  if (read === undefined || read.currency !== undefined || read.isPercent === true) return undefined;
  const years = endOf(tokens, read.end, YEARS);
  const months = years === undefined ? endOf(tokens, read.end, MONTHS) : undefined;
  const end = years ?? months ?? read.end;
  const behind = end > read.end ? boundBehind(tokens, end, read) : undefined;
  const said = behind === undefined ? { ...read, end } : { ...read, ...behind, isBare: false };
  return { ...said, isInMonths: months !== undefined, number: read.end };
}

export interface AgeQuery {
  readonly query: Query;
  /** How likely it is meant so, as the share of a score. */
  readonly share: number;
  readonly note?: string;
}

/** Who is that old, by a field of ages or of days of birth. */
export function queryOfAge(
  field: FieldWords,
  comparison: Comparison,
  isInMonths = false,
): AgeQuery | undefined {
  if (isAgeField(field))
    return isInMonths ? undefined : { query: comparedField(field.name, comparison), share: 1 };
  const { atLeast, atMost, moreThan, lessThan, exactly } = comparison;
  const unit = isInMonths ? 'months' : 'years';
  const parts: Query[] = [];
  // Ages are whole years, as in a field of them: over 55 is who is 56.
  const older = atLeast ?? (moreThan === undefined ? exactly : moreThan + 1);
  const younger =
    lessThan ?? (atMost === undefined && exactly === undefined ? undefined : (atMost ?? exactly ?? 0) + 1);
  if (older !== undefined) parts.push({ field: field.name, during: { olderThan: `${older} ${unit}` } });
  if (younger !== undefined) parts.push({ field: field.name, during: { last: `${younger} ${unit}` } });
  const [first] = parts;
  const isWhole = Object.values(comparison).every((value) => Number.isInteger(value) && value > 0);
  if (first === undefined || !isWhole) return undefined;
  const isOpen = atLeast === undefined && moreThan !== undefined;
  const from = isOpen ? `: over ${moreThan} is ${moreThan + 1} or older` : '';
  return {
    query: parts.length === 1 ? first : { and: parts },
    share: isOpen ? PRICE.overAge : 0.97,
    note: `Age was computed from ${shownField(field)}${from}.`,
  };
}
