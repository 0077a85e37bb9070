import type { FieldWords } from '../vocabulary.ts';
import { isBirthField } from './field-roles.ts';
import type { PeriodRead } from './period-read.ts';
import type { Sentence } from './sentence.ts';
import type { Token } from './tokens.ts';

const HARDLY = 0.45;

/**
 * Whether a time is said of a day that comes again each year, and means any year of it: `birthday in March`. No
 * query can ask that, and this year's March is surely not meant. `at`: where the words of the field begin or end.
 */
export function isOfAnyYear({ tokens }: Sentence, at: number, field: FieldWords, read: PeriodRead): boolean {
  return isBounded(read) && isYearly(field) && !namesYear(tokens, at, read);
}

/** The same of `birthday this week`, which is taken as it stands: an explanation says it so. Its share of the score. */
export function shareOfAnyYear(
  { tokens }: Sentence,
  at: number,
  field: FieldWords,
  read: PeriodRead,
): number {
  if (isBounded(read) || !isYearly(field) || namesYear(tokens, at, read)) return 1;
  return tokens.slice(Math.max(0, at - 3), read.end).some(({ word }) => word === 'born') ? 1 : HARDLY;
}

function isBounded({ period }: PeriodRead): boolean {
  return 'from' in period || 'to' in period || 'before' in period || 'after' in period;
}

function namesYear(tokens: readonly Token[], at: number, { end }: PeriodRead): boolean {
  const said = tokens.slice(at, end).map(({ word }) => word);
  return said.some((word) => /^(1[89]|20)\d\d$/.test(word) || /^(years?|yrs?|decades?)$/.test(word));
}

function isYearly(field: FieldWords): boolean {
  return isBirthField(field) || (field.type === 'date' && /(^|_)anniversary($|_)/.test(field.name));
}
