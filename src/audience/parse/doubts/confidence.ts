import type { Mark, Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** Below the 0.5 from which a person is asked to look. */
const NOT_UNDERSTOOD_LIMIT = 0.45;
const EVERYBODY = 0.97;
const SURE = 0.98;
/** Each part more than this leaves a little more to go wrong. */
const PLAIN_PARTS = 4;

/** With more words put right than this a person has to look. */
const MOST_CORRECTED = 3;
const SAYS_NOTHING: ReadonlySet<Mark> = new Set(['noise', 'noun', 'who', 'comma']);

/** As good as the worst phrase, since one wrong part makes another set; far less where words were left over. */
export function confidenceOf(
  sentence: Sentence,
  used: readonly Phrase[],
  structure: number,
  missing: number,
  isAll: boolean,
): number {
  const least =
    Math.min(isAll ? EVERYBODY : SURE, structure, ...used.map(({ score }) => score)) *
    priceOfCorrections(sentence, used);
  const parts = used.filter(({ meaning }) => meaning.is !== 'mark').length;
  const long = 0.995 ** Math.max(0, parts - PLAIN_PARTS);
  return rounded(
    missing === 0 ? least * long : Math.min(NOT_UNDERSTOOD_LIMIT, least * 0.5) / Math.sqrt(missing),
  );
}

/** Words that were put right in what has a meaning of its own: a misspelt `customers` costs nothing. */
function priceOfCorrections({ corrections }: Sentence, used: readonly Phrase[]): number {
  const means = used.filter(({ meaning }) => !(meaning.is === 'mark' && SAYS_NOTHING.has(meaning.mark)));
  const count = [...corrections.keys()].filter((at) =>
    means.some(({ start, end }) => at >= start && at < end),
  ).length;
  return count > MOST_CORRECTED ? PRICE.typo : PRICE.corrected ** count;
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
