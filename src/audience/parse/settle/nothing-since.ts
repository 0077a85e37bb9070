import type { Deed } from '../sentence/deed.ts';
import { deedOf, isMark, lastIndexBefore, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { isAnything } from '../names/items.ts';
import { PRICE } from '../words/price.ts';

const SAME_NOTE = 'What was not bought since was taken as the same things, and not as anything.';

/** `bought a tent and nothing since`: the purchase before it was the newest. */
export function placeNothingSince(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  const phrases = [...given];
  const gone = new Set<number>();
  for (const [i, phrase] of phrases.entries()) {
    if (phrase.meaning.is !== 'nothingSince') continue;
    const before = lastIndexBefore(phrases, i);
    const earlier = before === undefined ? undefined : phrases[before];
    const deed = deedOf(earlier);
    gone.add(i);
    if (before === undefined || earlier === undefined || deed === undefined || !isPlainPurchase(deed))
      leftOver.push(phrase);
    else {
      const ended = { ...earlier, end: phrase.end };
      phrases[before] =
        phrase.meaning.of !== undefined && isOfThings(deed)
          ? ofSameThings(ended, deed, phrase.meaning.of === 'sameThings')
          : withDeed(ended, { ...deed, verb: 'newestPurchase', join: 'or' });
      for (let j = before + 1; j < i; j++)
        if (isMark(phrases[j], 'and', 'but', 'comma', 'who', 'not')) gone.add(j);
    }
  }
  return phrases.filter((_, i) => !gone.has(i));
}

function isPlainPurchase({ verb, times, units }: Deed): boolean {
  return verb === 'bought' && times === undefined && units === undefined;
}

/** Of some things in some time, which their last purchase can lie in. */
function isOfThings({ items, when }: Deed): boolean {
  return when !== undefined && items !== undefined && !isAnything(items);
}

function ofSameThings(phrase: Phrase, deed: Deed, isSaid: boolean): Phrase {
  const last: Deed = { ...deed, verb: 'lastPurchase', join: 'or' };
  return isSaid ? withDeed(phrase, last) : withDeed(phrase, last, PRICE.choice, SAME_NOTE);
}
