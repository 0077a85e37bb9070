import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const PAST_NOTE = 'Only what holds now is known, and was taken.';

/** `never on Basic`, `had Basic before`: what a field said in the past nobody knows. */
export function withDoubtOfPast({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const before = given.slice(0, i).findLast((each) => !isMark(each, 'noise'));
    const behind = given[i + 1];
    if (phrase.meaning.is !== 'query') return phrase;
    const { query } = phrase.meaning;
    const isState = ('is' in query && typeof query.is === 'string') || 'in' in query;
    const isNever =
      isMark(before, 'not') && before !== undefined && /^never$/.test(tokens[before.start]?.word ?? '');
    const isFormer =
      (isMark(behind, 'noise') &&
        tokens
          .slice(behind?.start, behind?.end)
          .some(({ word }) => /^(before|previously|formerly|past|earlier)$/.test(word))) ||
      /^(previously|formerly|originally)$/.test(tokens[phrase.start - 1]?.word ?? '');
    return isState && (isNever || isFormer)
      ? { ...phrase, score: phrase.score * PRICE.past, assumptions: [...phrase.assumptions, PAST_NOTE] }
      : phrase;
  });
}
