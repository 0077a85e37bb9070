import { type Period, resolvePeriod } from '../../query/period.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isDateField } from '../data/field-queries.ts';
import type { FieldRead } from './field-names.ts';
import { isSameVerb } from '../words/fold-word.ts';
import type { Token } from '../words/tokens.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** How sure a part of a name is that only one field has. */
export const ONLY_PART = 0.93;
export const ONE_OF_SEVERAL = 0.75;

/**
 * Of the fields that a word may be those that can be meant here. One that is left alone is as sure as if no other had the word:
 * `over 40 lessons` is of the only number among `lessons_taken` and `next_lesson`.
 */
export function narrowed(
  reads: readonly FieldRead[],
  isPossible: (field: FieldWords) => boolean,
): readonly FieldRead[] {
  const possible = reads.filter(({ field }) => isPossible(field));
  return possible.map((read) => {
    const rivals = possible.filter(({ others, end }) => others !== undefined && end === read.end);
    return read.others === undefined || rivals.length > 1 ? read : alone(read);
  });
}

/** `using more than 20 GB of data`, `data users`: of `data_used_gb` and `data_allowance_gb` the one that has the verb. */
export function ofVerb(said: readonly Token[], reads: readonly FieldRead[]): readonly FieldRead[] {
  const isOf = (field: FieldWords) => isOfVerb(field, said);
  return reads.some(({ field }) => isOf(field)) ? narrowed(reads, isOf) : reads;
}

export function isOfVerb({ name }: FieldWords, said: readonly Token[]): boolean {
  return name.split('_').some((part) => said.some(({ word }) => word.length > 2 && isSameVerb(word, part)));
}

function alone({ field, end, score, assumption }: FieldRead): FieldRead {
  const note = assumption?.replace(/; it could also be .*$/, '.');
  return {
    field,
    end,
    score: (score / ONE_OF_SEVERAL) * ONLY_PART,
    ...(note === undefined ? {} : { assumption: note }),
  };
}

/** Whether a field has times that can lie in the period: no last visit is next week, and what is since August is so by now. */
export function canLieIn(field: FieldWords, period: Period, { today }: Sentence): boolean {
  const noon = Date.UTC(today.year, today.month - 1, today.day, 12);
  const { from = -Infinity, until } = resolvePeriod(period, { at: noon, zone: 'UTC' });
  const end = until ?? (from < noon ? noon : Infinity);
  return isDateField(field) && (field.max ?? Infinity) >= from && (field.min ?? -Infinity) < end;
}
