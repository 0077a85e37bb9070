import type { Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import type { Sentence } from './sentence.ts';

/** Below the 0.5 from which a person is asked to look. */
const NOT_UNDERSTOOD_LIMIT = 0.45;
const EVERYBODY = 0.97;
const SURE = 0.98;
/** Each part more than this leaves a little more to go wrong. */
const PLAIN_PARTS = 4;

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
    (sentence.corrected.size > 0 ? PRICE.typo : 1);
  const parts = used.filter(({ meaning }) => meaning.is !== 'mark').length;
  const long = 0.995 ** Math.max(0, parts - PLAIN_PARTS);
  return rounded(
    missing === 0 ? least * long : Math.min(NOT_UNDERSTOOD_LIMIT, least * 0.5) / Math.sqrt(missing),
  );
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
