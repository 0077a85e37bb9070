import { hasTwoEnds, type Period } from '../../query/period.ts';
import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isBirthField } from '../data/field-roles.ts';
import { duringField } from '../data/field-queries.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { comingWeek, nextTaken } from './future-fields.ts';
import { shownField } from '../data/shown-field.ts';

const DAY_OF_YEAR = /^(birthdays?|bdays?|anniversary|anniversaries)$/;
const OF_ONE_YEAR = /^((1[89]|20)\d\d|years?|yrs?|decades?|(\d\d)?\d0s|\w+ties)$/;
const OF_ANY_YEAR = pattern('of|in any|every|each year', 'every|each year', 'whatever the year');

/** A field's time, and where its words end. */
export interface FieldTime {
  readonly query: Query;
  readonly end: number;
  /** How likely it is meant so, as the share of a score; 0 where no query can say it: `birthday after March`. */
  readonly share: number;
  readonly assumption?: string;
}

/**
 * `birthday in March`, `birthday this week`, `joined today of any year`: a day that comes again each year. `undefined`: of another field
 * or a time of one year, such as `born in 1980`. `birth date is yesterday` is taken as it stands, as explanations say it, and doubted.
 * `at`: where the words of the field begin or end.
 */
export function readYearlyDay(
  sentence: Sentence,
  at: number,
  field: FieldWords,
  read: PeriodRead,
): FieldTime | undefined {
  const anyYear = readAnyYear(sentence, field.name, read);
  if (anyYear !== undefined) return { ...anyYear, share: 1 };
  const { end } = read;
  const { tokens } = sentence;
  // `within 7 days`: a day that comes again lies ahead.
  const period = read.span === undefined ? comingWeek(read, sentence) : { next: read.span.text };
  const isSaid = (words: RegExp, from: number) =>
    tokens.slice(from, end).some(({ word }) => words.test(word));
  const ofAnyYear: Query = { field: field.name, everyYear: period };
  if (!isYearly(field) || isSaid(OF_ONE_YEAR, at)) return undefined;
  const near = Math.max(0, at - 3);
  if (isDated(period) || isSaid(DAY_OF_YEAR, near))
    return {
      query: ofAnyYear,
      end,
      share: hasTwoEnds(period) ? (read.isWeekOpen === true ? PRICE.choice : 1) : 0,
      ...(read.isWeekOpen === true ? { assumption: nextTaken('week') } : {}),
    };
  if (isSaid(/^born$/, near)) return undefined;
  const assumption = `${shownField(field)}: taken as that very time, not as a day of any year.`;
  return { ...oneTime(field, period, end), share: PRICE.oneYear, assumption };
}

/** `joined today of any year`. */
export function readAnyYear(
  { tokens }: Sentence,
  field: string,
  { period, end }: PeriodRead,
): { readonly query: Query; readonly end: number } | undefined {
  const anyYear = endOf(tokens, end, OF_ANY_YEAR);
  return anyYear === undefined || !hasTwoEnds(period)
    ? undefined
    : { query: { field, everyYear: period }, end: anyYear };
}

/** A time of one year. */
export function oneTime(field: FieldWords, period: Period, end: number): FieldTime {
  return { query: duringField(field, period), end, share: 1 };
}

/** Says days, and no stretch that is counted from today. */
function isDated(period: Period): boolean {
  return 'from' in period || 'to' in period || 'before' in period || 'after' in period;
}

/** Whether its days come again each year, as birthdays do. */
export function isYearly(field: FieldWords): boolean {
  return isBirthField(field) || (field.type === 'date' && /(^|_)anniversary($|_)/.test(field.name));
}
