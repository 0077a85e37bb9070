import { deedOf, isMark, lastIndexBefore } from '../sentence/deeds-in-row.ts';
import { OTHERS_NOTE, othersWithin } from '../names/other-things.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `hex bolts, but no other fasteners`: of a kind those that were not named before. */
export function withOthersNamed({ tokens, index }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.flatMap((phrase, i) => {
    if (isOther(tokens, phrase)) return othersAt(i + 1) === undefined ? [phrase] : [];
    const others = isOther(tokens, given[i - 1]) ? othersAt(i) : undefined;
    const deed = deedOf(phrase);
    if (others === undefined || deed === undefined) return [phrase];
    return [
      {
        ...phrase,
        meaning: { is: 'deed' as const, deed: { ...deed, items: [others], join: 'or' as const } },
        assumptions: [...phrase.assumptions, OTHERS_NOTE],
      },
    ];
  });

  function othersAt(i: number) {
    const kinds = deedOf(given[i])?.items;
    const before = lastIndexBefore(given, i);
    const these = before === undefined ? undefined : deedOf(given[before])?.items;
    return kinds && these && othersWithin(kinds, these, index.vocabulary);
  }
}

function isOther(tokens: Sentence['tokens'], phrase: Phrase | undefined): boolean {
  return (
    phrase !== undefined && isMark(phrase, 'noise') && /^others?$/.test(tokens[phrase.end - 1]?.word ?? '')
  );
}
