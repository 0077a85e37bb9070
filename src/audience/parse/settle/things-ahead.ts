import { deedOf, withDeed } from '../sentence/deeds-in-row.ts';
import { isAnything } from '../names/items.ts';
import { EXACT, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { PRICE } from '../words/price.ts';
import { VERBLESS_NOTE } from '../purchases/counted-things.ts';

const HEADS = /^(:|-|–|—)$/;

/** `half barrels: which accounts took 5 or more units this year`: the thing in front of the colon is what was taken. */
export function withThingsAhead({ tokens }: Sentence, given: readonly Phrase[]): Phrase[] {
  const at = given.findIndex((each) => deedOf(each) !== undefined);
  const later = given.findIndex((each, i) => i > at && deedOf(each) !== undefined);
  const [head, phrase] = [given[at], given[later]];
  const [things, deed] = [deedOf(head), deedOf(phrase)];
  if (head === undefined || phrase === undefined || things?.isVerbless !== true || deed === undefined)
    return [...given];
  const isHead = HEADS.test(tokens[head.end]?.word ?? '');
  const isOpen = deed.items === undefined || isAnything(deed.items);
  const isPlain = things.when === undefined && things.items !== undefined && deed.isSame !== true;
  if (!isHead || !isOpen || !isPlain || !/^(bought|carted|viewed|spent)$/.test(deed.verb)) return [...given];
  const { items = [], join } = things;
  const made = withDeed(phrase, { ...deed, items, ...(join === undefined ? {} : { join }) });
  const notes = head.assumptions.filter((each) => each !== VERBLESS_NOTE);
  const score = Math.min(phrase.score, EXACT, head.score / PRICE.thingsBeside);
  return given.flatMap((each) =>
    each === head
      ? []
      : each === phrase
        ? [{ ...made, score, assumptions: [...notes, ...made.assumptions] }]
        : [each],
  );
}
