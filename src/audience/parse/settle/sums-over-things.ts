import { deedOf, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { PRICE } from '../words/price.ts';

const OF_EACH = /^(each|every|respectively|apiece)$/;
const OVER_ALL = 'One sum was taken over all that was named; say "each" for as much on every one of them.';
const ON_EACH = 'The sum was taken for each of both.';

/** `spent at least 500 on tents and stoves`: the sum is over both, most likely; `500 each` is not. */
export function withSumsOverThings({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase) => {
    const deed = deedOf(phrase);
    if (deed?.join !== 'and' || deed.sum === undefined || (deed.items?.length ?? 0) < 2) return phrase;
    const said = tokens.slice(phrase.start, phrase.end + 1).map(({ word }) => word);
    if (said.some((word) => OF_EACH.test(word))) return phrase;
    return said.includes('both')
      ? withDeed(phrase, deed, PRICE.choice, ON_EACH)
      : withDeed(phrase, { ...deed, join: 'or' }, PRICE.choice, OVER_ALL);
  });
}
