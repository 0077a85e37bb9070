import type { Phrase } from '../sentence/phrase.ts';

/** `top 5 gold members by spend`: the measure goes to its rank; a rank without one is by spend, which is a guess. */
export function placeMeasure(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  const phrases = [...given];
  const rank = phrases.findIndex(({ meaning }) => meaning.is === 'rank' && meaning.isOpen === true);
  const measure = phrases.findIndex(({ meaning }) => meaning.is === 'measure');
  const [ranked, by] = [phrases[rank], phrases[measure]];
  if (ranked?.meaning.is === 'rank' && by?.meaning.is === 'measure') {
    const { top, order } = ranked.meaning;
    const least = order ?? by.meaning.order;
    const meaning: Phrase['meaning'] = {
      is: 'rank',
      top,
      by: by.meaning.by,
      ...(least === undefined ? {} : { order: least }),
      ...(by.meaning.deed === undefined ? {} : { deed: by.meaning.deed }),
    };
    phrases[rank] = { ...ranked, meaning, score: by.score, assumptions: by.assumptions };
    return phrases.filter((_, i) => i !== measure);
  }
  if (by !== undefined) leftOver.push(by);
  if (ranked !== undefined)
    phrases[rank] = { ...ranked, score: 0.6, assumptions: ['Nothing was said to rank by: spend was taken.'] };
  return phrases.filter((_, i) => i !== measure);
}
