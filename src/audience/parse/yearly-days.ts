import type { FieldWords } from '../vocabulary.ts';
import { isBirthField } from './field-roles.ts';
import type { PeriodRead } from './period-read.ts';
import type { Sentence } from './sentence.ts';

/**
 * Whether a time is said of a day that comes again each year, and means any year of it: `birthday in March`, `birthday this week`. No
 * query can ask that, and this year's March is surely not meant. `at`: where the words of the field begin or end.
 */
export function isOfAnyYear(
  { tokens }: Sentence,
  at: number,
  field: FieldWords,
  { period, end }: PeriodRead,
): boolean {
  if (!isYearly(field)) return false;
  const said = tokens.slice(at, end).map(({ word }) => word);
  if (said.some((word) => /^(1[89]|20)\d\d$/.test(word) || /^(years?|yrs?|decades?)$/.test(word)))
    return false;
  const isBounded = 'from' in period || 'to' in period || 'before' in period || 'after' in period;
  return isBounded || !tokens.slice(Math.max(0, at - 3), end).some(({ word }) => word === 'born');
}

function isYearly(field: FieldWords): boolean {
  return isBirthField(field) || (field.type === 'date' && /(^|_)anniversary($|_)/.test(field.name));
}
