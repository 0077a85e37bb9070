import type { Sentence } from '../sentence/sentence.ts';
import { foldWord } from '../words/fold-word.ts';

const NO_LETTER = /[^\p{L}\p{N}]+/u;
const WORD = /^\p{L}{3,}$/u;

/** `nappies`, where `Nappies Size 3` are sold and a `Nappy Cream`, which is for them: of these products those that are called as it is said. */
export function calledAsSaid(
  { tokens, index }: Sentence,
  at: number,
  products: readonly number[],
): readonly number[] {
  const { word = '', stem = '' } = tokens[at] ?? {};
  if (word === stem || products.length < 2) return products;
  const rows = products.map((product) => ({
    product,
    words: foldWord(index.vocabulary.products[product]?.name ?? '').split(NO_LETTER),
  }));
  const called = rows.filter(({ words }) => words.includes(word));
  const isOfIt = (words: readonly string[]) => WORD.test(words[words.indexOf(stem) + 1] ?? '');
  const others = rows.filter(({ words }) => !words.includes(word));
  const isClear = called.length > 0 && others.every(({ words }) => words.includes(stem) && isOfIt(words));
  return isClear ? called.map(({ product }) => product) : products;
}
