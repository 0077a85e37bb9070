import { deedOf, isMark, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const CLAUSE =
  /^(and|but|,|[-–—]|that|this|it|which|one|they|those|these|both|all|each|of|them|time|times|the|only|was|were|is|are|has|been)$/;
const VERB = /^(was|were|is|are|been)$/;

/**
 * `bought only once, and that was over a year ago`: how often in all, and when that was. `bought only once over a year ago` may mean the
 * same, or count only what was then.
 */
export function withCountOfAll(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const deed = deedOf(phrase);
    if (deed?.times?.exactly === undefined) return phrase;
    if (deed.when === undefined)
      return hasOwnTime(sentence, given, i) ? withDeed(phrase, { ...deed, isCountOfAll: true }) : phrase;
    if (!('olderThan' in deed.when)) return phrase;
    const hasComma = sentence.tokens
      .slice(phrase.start, phrase.end)
      .some(({ word, kind }) => kind === 'sign' && word === ',');
    return hasComma
      ? withDeed(phrase, { ...deed, isCountOfAll: true })
      : withDeed(phrase, deed, PRICE.countThen, 'What was done at other times was not counted.');
  });
}

function hasOwnTime({ tokens }: Sentence, given: readonly Phrase[], i: number): boolean {
  const next = given.findIndex((each, j) => j > i && !isMark(each, 'and', 'but', 'comma', 'who'));
  const time = given[next];
  if (time?.meaning.is !== 'period') return false;
  const between = tokens.slice(given[i]?.end, time.start).map(({ word }) => word);
  return between.every((word) => CLAUSE.test(word)) && between.some((word) => VERB.test(word));
}
