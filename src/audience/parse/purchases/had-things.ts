import type { Items } from '../../query/query.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

const HAVING = /^(with|without|have|has|having|had|got)$/;
/** Of which it is bought, if one has it: `boat cover`. */
export const INSURANCE = /^(policy|policies|insurance|cover)$/;
const ARTICLE = /^(a|an|any|some|no|the|their|not)$/;

/**
 * What it costs that people only have a thing: `with a tent` may well mean who bought one, `with kids` hardly `Kids Rain Boots`, of which
 * it only says what sort they are; a brand is written with a capital.
 */
export function priceOfHaving(sentence: Sentence, at: number, end: number, items: readonly Items[]): number {
  const { tokens } = sentence;
  let before = at - 1;
  while (ARTICLE.test(tokens[before]?.word ?? '')) before--;
  if (!HAVING.test(tokens[before]?.word ?? '')) return 1;
  const said = tokens.slice(at, end).filter(({ word, kind }) => kind !== 'sign' && !ARTICLE.test(word));
  if (INSURANCE.test(tokens[end - 1]?.word ?? '')) return 1;
  const stems = said.map(({ stem }) => stem).join(' ');
  const names = items.flatMap(({ products = [] }) => products).map((name) => keyWords(name).join(' '));
  if (names.includes(stems) || items.every(({ skus }) => skus !== undefined)) return 1;
  const isNoun = said.length === 1 && said.every(({ raw }) => /^\p{Ll}/u.test(raw));
  const isSort = names.length > 0 && isNoun && !names.some((name) => isKindOf(name, stems));
  return isSort ? PRICE.hadSort : PRICE.had;
}

/** `ridge tent 2` is a tent. */
function isKindOf(name: string, word: string): boolean {
  const words = name.split(' ');
  const last = words.findLastIndex((each) => !/\d/.test(each) && each.length > 1);
  return words[last] === word;
}
