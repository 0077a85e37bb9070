import { deedOf, lastIndexBefore, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `bought three tents, the last of them in May`: the last one of what the deed before was done with. */
export function withLastOfThem({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const deed = deedOf(phrase);
    const saysWhich = tokens
      .slice(phrase.start, phrase.end)
      .some(
        ({ word }, at, said) =>
          /^(last|latest|newest|recent)$/.test(word) && BACK.test(said[at + 1]?.word ?? ''),
      );
    if (deed?.verb !== 'lastPurchase' || deed.items !== undefined || !saysWhich) return phrase;
    const before = deedOf(given[lastIndexBefore(given, i) ?? -1]);
    if (before?.verb !== 'bought' || before.items === undefined) return phrase;
    return withDeed(phrase, { ...deed, items: before.items });
  });
}

const BACK = /^(of|one|time)$/;
