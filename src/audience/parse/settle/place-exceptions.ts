import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `alumni excluded`, `frozen members left out`: takes away what stands before it. */
export function withExcluded({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const isExcluded = (phrase: Phrase | undefined) =>
    isMark(phrase, 'except') &&
    phrase !== undefined &&
    /^(excluded|excepted|omitted|left|taken|not (included|counted|wanted)$)/.test(
      tokens
        .slice(phrase.start, phrase.end)
        .map(({ word }) => word)
        .join(' '),
    );
  return given.flatMap((phrase, i) => {
    if (isExcluded(phrase)) return [];
    if (
      phrase.meaning.is !== 'query' ||
      !(isExcluded(given[i + 1]) || (isMark(given[i + 1], 'noun') && isExcluded(given[i + 2])))
    )
      return [phrase];
    return [{ ...phrase, meaning: { is: 'query', query: { not: phrase.meaning.query } } }];
  });
}

/** `everyone but gold members`: behind everyone `but` takes away. */
export function placeExceptions(given: readonly Phrase[]): Phrase[] {
  return given.map((phrase, i) => {
    const before = given[i - 1];
    const isAfterAll =
      before?.meaning.is === 'everyone' ||
      (isMark(before, 'noun') && given[i - 2]?.meaning.is === 'everyone');
    const isNegated = isMark(given[i + 1], 'not', 'who');
    return isMark(phrase, 'but') && isAfterAll && !isNegated
      ? { ...phrase, meaning: { is: 'mark', mark: 'except' } }
      : phrase;
  });
}
