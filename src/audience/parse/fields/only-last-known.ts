import type { Period } from '../../query/period.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isoDate } from '../times/calendar.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

/** Tokens before the time in which the last one may have been asked for. */
const NEAR = 5;

/** What has to be told of `visited in September` where only the last visit is known: who came again later was there too. */
export function doubtOfLast(
  { tokens, today }: Sentence,
  at: number,
  field: FieldWords,
  period: Period,
): string | undefined {
  const isOfLast = /^(last|latest|most_recent)_/.test(field.name);
  const isSaid = tokens
    .slice(Math.max(0, at - NEAR), at)
    .some(({ word }) => /^(last|latest|recent|recently|newest)$/.test(word));
  const isUpToNow =
    'last' in period ||
    'this' in period ||
    'after' in period ||
    ('from' in period && (!('to' in period) || period.to >= isoDate(today)));
  return isOfLast && !isSaid && !isUpToNow ? `Only the ${shownField(field)} of each is known.` : undefined;
}
