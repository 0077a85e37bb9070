import type { Items } from '../../query/query.ts';
import { isAnything, readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';
import { readDeed } from './purchase-deed.ts';
import { withRest } from './purchase-parts.ts';

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

const HAD = pattern('had', 'have|has had');
const DONE = pattern(
  'done|fitted|installed|removed|replaced|placed|performed|delivered',
  'taken out',
  'put in|on',
);

/** `had an implant last year`, `had a crown fitted`: whoever had it then bought it, where no field says what they have. */
export function readHad(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const end = endOf(tokens, at, HAD);
  const read = end === undefined ? undefined : readDeed(sentence, 'bought', at, end);
  // `but never had it`
  if (read?.deed.isSame === true) return { ...read, score: read.score * 0.97 };
  if (end === undefined || read?.deed.items === undefined || isAnything(read.deed.items)) return undefined;
  const start = skip(tokens, end, pattern('a|an|any|some|the|their'));
  const things = readItems(sentence, start);
  const isUnsure =
    (things !== undefined && priceOfHaving(sentence, start, things.end, things.items) === PRICE.hadSort) ||
    hasOtherHome(sentence, end, read.end);
  if (isUnsure) return undefined;
  const done = endOf(tokens, read.end, DONE);
  const whole = done === undefined ? read : withRest(sentence, { ...read, end: done });
  return { ...whole, score: whole.score * 0.97 };
}

/** Whether the words are a value or a name of a field too. */
function hasOtherHome(sentence: Sentence, from: number, to: number): boolean {
  return sentence.tokens
    .slice(from, to)
    .some((_, i) =>
      lookUp(sentence, from + i).some(
        ({ refs, score }) =>
          score === 1 && refs.some((ref) => ref.is === 'value' || ref.is === 'flag' || ref.is === 'field'),
      ),
    );
}

/** `ridge tent 2` is a tent. */
function isKindOf(name: string, word: string): boolean {
  const words = name.split(' ');
  const last = words.findLastIndex((each) => !/\d/.test(each) && each.length > 1);
  return words[last] === word;
}
