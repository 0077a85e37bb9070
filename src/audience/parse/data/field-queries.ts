import type { Period } from '../../query/period.ts';
import type { Comparison, Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { shownField } from './shown-field.ts';
import type { ValuesRead } from './value-read.ts';

/** A number compared with a field. */
export function comparedField(field: string, comparison: Comparison): Query {
  const parts: Query[] = [];
  if (comparison.exactly !== undefined) parts.push({ field, is: comparison.exactly });
  if (comparison.atLeast !== undefined) parts.push({ field, atLeast: comparison.atLeast });
  if (comparison.moreThan !== undefined) parts.push({ field, moreThan: comparison.moreThan });
  if (comparison.lessThan !== undefined) parts.push({ field, lessThan: comparison.lessThan });
  if (comparison.atMost !== undefined) parts.push({ field, atMost: comparison.atMost });
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { and: parts };
}

/** A number that is known and outside of what it is compared with. */
export function otherThan(
  field: string,
  { exactly, atLeast, moreThan, lessThan, atMost }: Comparison,
): Query {
  const parts: Query[] = [];
  if (exactly !== undefined) parts.push({ field, isNot: exactly });
  if (atLeast !== undefined) parts.push({ field, lessThan: atLeast });
  if (moreThan !== undefined) parts.push({ field, atMost: moreThan });
  if (lessThan !== undefined) parts.push({ field, atLeast: lessThan });
  if (atMost !== undefined) parts.push({ field, moreThan: atMost });
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { or: parts };
}

/** A row of values of one field; `and` of a field with one value each can only mean either. */
export function valuesQuery({ field, values, join }: ValuesRead): {
  readonly query: Query;
  readonly assumption?: string;
} {
  const different = [...new Set(values)];
  const [first = ''] = different;
  if (different.length === 1) return { query: { field: field.name, is: first } };
  if (join === 'and' && field.type === 'list')
    return { query: { and: different.map((is) => ({ field: field.name, is })) } };
  const query = { field: field.name, in: different };
  if (join !== 'and') return { query };
  return {
    query,
    assumption: `A customer has one ${shownField(field)}: "and" between its values was taken as either of them.`,
  };
}

/** What is not so, where it was said with a `not`. */
export function negatedIf(isNegative: boolean, query: Query): Query {
  return isNegative ? { not: query } : query;
}

export function duringField({ name }: FieldWords, period: Period): Query {
  return { field: name, during: period };
}

export function isDateField({ name, type }: FieldWords): boolean {
  return type === 'date' || name === 'signup_at';
}
