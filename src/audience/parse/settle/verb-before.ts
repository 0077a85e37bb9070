import { deedOf, isMark, joinedBefore } from '../sentence/deeds-in-row.ts';
import { EXACT, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { VERBLESS_NOTE } from '../purchases/counted-things.ts';

/** `viewed a tent but no stove`: things behind `but not` have the verb of those before them. */
export function withVerbBefore(given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (const [i, phrase] of given.entries()) {
    const deed = deedOf(phrase);
    const before = deed?.isVerbless === true ? joinedBefore(given, i) : undefined;
    const earlier = before === undefined ? undefined : deedOf(phrases[before]);
    const isBut =
      before !== undefined &&
      given.slice(before + 1, i).some((each) => isMark(each, 'not')) &&
      given.slice(before + 1, i).every((each) => isMark(each, 'but', 'and', 'comma', 'not'));
    if (deed === undefined || !isBut || earlier?.isVerbless === true || earlier?.items === undefined)
      continue;
    if (earlier.verb !== 'bought' && earlier.verb !== 'carted' && earlier.verb !== 'viewed') continue;
    const isTimed = earlier.when !== undefined && deed.when === undefined;
    const notes = phrase.assumptions.filter((each) => each !== VERBLESS_NOTE);
    phrases[i] = {
      ...phrase,
      score: isTimed
        ? Math.min(phrase.score, EXACT * PRICE.choice)
        : Math.min(EXACT, phrase.score / PRICE.thingsBeside),
      meaning: { is: 'deed', deed: { ...deed, verb: earlier.verb, isVerbless: false } },
      assumptions: isTimed ? [...notes, 'Things behind "not" were taken as never, not in that time.'] : notes,
    };
  }
  return phrases;
}
