import type { FieldWords } from '../vocabulary.ts';
import { isBirthField } from './field-roles.ts';
import type { PeriodRead } from './period-read.ts';
import { PRICE } from './price.ts';
import type { Sentence } from './sentence.ts';

const DAY_OF_YEAR = /^(birthdays?|bdays?|anniversary|anniversaries)$/;
const OF_ONE_YEAR = /^((1[89]|20)\d\d|years?|yrs?|decades?)$/;

/**
 * How likely a time said of a day that comes again each year means one year of it, as the share of a score. None of `birthday in March`
 * or `birthday this week`: no query can ask for any year. `birth date is yesterday` is taken as it stands, as explanations say it, and
 * doubted. `at`: where the words of the field begin or end.
 */
export function shareOfOneYear(
  { tokens }: Sentence,
  at: number,
  field: FieldWords,
  { period, end }: PeriodRead,
): number {
  const isSaid = (words: RegExp, from: number) =>
    tokens.slice(from, end).some(({ word }) => words.test(word));
  if (!isYearly(field) || isSaid(OF_ONE_YEAR, at)) return 1;
  const isBounded = 'from' in period || 'to' in period || 'before' in period || 'after' in period;
  const near = Math.max(0, at - 3);
  if (isBounded || isSaid(DAY_OF_YEAR, near)) return 0;
  return isSaid(/^born$/, near) ? 1 : PRICE.oneYear;
}

function isYearly(field: FieldWords): boolean {
  return isBirthField(field) || (field.type === 'date' && /(^|_)anniversary($|_)/.test(field.name));
}
