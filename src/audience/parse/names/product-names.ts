import type { Items } from '../../query/query.ts';
import { calledAsSaid } from './plural-products.ts';
import { grammarWords } from '../words/patterns.ts';
import { CALLING } from '../words/noun-words.ts';
import { isOrdinaryWord } from '../words/ordinary-words.ts';
import { EXACT } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { isCapital, type Sentence, textOf } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

/** One thing of the catalogue that words name. */
export interface ItemRead {
  readonly items: Items;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
}

/** More products than this behind one word are still taken, but the sentence lists only so many. */
const MAX_SHOWN = 4;

/** Products whose names have all of these words (in singular). */
export function productsWith({ index }: Sentence, words: readonly string[]): readonly number[] {
  let products: readonly number[] | undefined;
  for (const word of words) {
    const having = index.productsByWord.get(word) ?? [];
    if (products === undefined) products = having;
    else {
      const set = new Set(having);
      products = products.filter((product) => set.has(product));
    }
  }
  return products ?? [];
}

/** `trail tents`: all products whose names have the words; together, if any has them so. */
export function readByWords(sentence: Sentence, at: number): ItemRead | undefined {
  const words: string[] = [];
  let found: readonly number[] = [];
  let score = 1;
  let end = at;
  let pending: { words: readonly string[]; products: readonly number[]; score: number }[] = [];
  for (let i = at; i < sentence.tokens.length && i < at + 8; i++) {
    const next = nextNameWord(
      sentence,
      i,
      at,
      [...words, ...pending.flatMap((each) => each.words)],
      pending.length > 0,
    );
    if (next === undefined) break;
    pending.push(next);
    if (next.isHolding) continue;
    for (const each of pending) {
      words.push(...each.words);
      score *= each.score;
    }
    pending = [];
    found = next.products;
    if (next.isJoined === true) i++;
    end = i + 1;
  }
  if (found.length === 0) return readPartOfCategory(sentence, at);
  // `multi-policy`: half a word is hardly the `Multi Trip`.
  if (sentence.tokens[end]?.isJoined === true && sentence.tokens[end]?.kind === 'word') score *= PRICE.choice;
  const together = productsTogether(sentence, found, words);
  const having = together.length > 0 ? together : found;
  const chosen = end === at + 1 ? calledAsSaid(sentence, at, having) : having;
  const doubt =
    together.length === 0 ? PRICE.choice : isUnlike(sentence, chosen, words) ? PRICE.unlikeProducts : EXACT;
  const isFront =
    (end === at + 1 && isFrontOfName(sentence, at, chosen)) || isFrontOfPeople(sentence, end, chosen);
  const front = isFront ? PRICE.frontOfName : 1;
  const occasion = end === at + 1 && isOccasion(sentence, at, chosen) ? PRICE.choice : 1;
  const read = { ...itemsOf(sentence, at, end, chosen), end, score: doubt * score * front * occasion };
  const kinds = end === at + 1 ? categoriesWith(sentence, at) : [];
  if (kinds.length > 0 && isKindOnly(sentence, at, chosen, kinds)) return readPartOfCategory(sentence, at);
  return kinds.length > 0
    ? {
        ...read,
        score: read.score * PRICE.choice,
        assumption: `${read.assumption.slice(0, -1)}, not as the category ${quotedList(kinds)}.`,
      }
    : read;
}

const OCCASION = /^(visit|appointment|booking|stay|trip)$/;

/** `first visit this year`, where one of the things sold is a `Home Visit`: any, or only that. */
function isOccasion({ tokens, index }: Sentence, at: number, products: readonly number[]): boolean {
  const { stem = '' } = tokens[at] ?? {};
  const isPart = (product: number) => keyWords(index.vocabulary.products[product]?.name ?? '').length > 1;
  return OCCASION.test(stem) && products.every(isPart);
}

const OF_A_KIND = /^(a|an|no|any|some|different|more)$/;

/** `no beer`, where a `Beer Yoga` is sold: what is said of a kind of thing is hardly only the front of one name. */
function isFrontOfName({ tokens, index }: Sentence, at: number, products: readonly number[]): boolean {
  const { stem = '', word = '', raw = '' } = tokens[at] ?? {};
  const isKind = /^\p{Ll}/u.test(raw) && (stem !== word || OF_A_KIND.test(tokens[at - 1]?.word ?? ''));
  const [only, ...others] = products;
  const names = keyWords(only === undefined ? '' : (index.vocabulary.products[only]?.name ?? ''));
  const head = names.findLast((each) => !/\d/.test(each) && each.length > 1);
  return isKind && others.length === 0 && isOrdinaryWord(stem) && head !== stem && names[0] === stem;
}

/** `cheese lovers`, where a `Cheese Lovers Basket` is sold: people are called so, and no basket. */
function isFrontOfPeople({ tokens, index }: Sentence, end: number, products: readonly number[]): boolean {
  const { stem = '', word = '', raw = '' } = tokens[end - 1] ?? {};
  const isPeople = CALLING.byFirst.has(word) && stem !== word && /^\p{Ll}/u.test(raw);
  return (
    isPeople &&
    products.every((each) => keyWords(index.vocabulary.products[each]?.name ?? '').at(-1) !== stem)
  );
}

/** Words that hold sentences together, and names too, but never begin or end one: `set of 6`, `case for phones`. */
const HOLDING =
  /^(and|or|but|not|nor|of|for|with|without|from|to|in|on|at|by|the|a|an|who|that|than|then|also|only|since|before|after|is|are|was|were|have|has|had|do|did|no|more|less|over|under|between|this|these|those|it|they|them|their)$/;
/** Words that people use about customers, deeds and times much more often than for a thing. */
const UNLIKELY =
  /^(one|last|least|most|time|times|twice|once|month|week|year|day|days|never|both|been|point|points|customer|user|member|client|people|person|order|purchase|product|item|thing|anything|something|nothing|cart|basket|what|when|which|while|except|each|every|some|many|any|other|another|bought|spent|viewed|added|exactly|about|again|ever|just|even|any|all|new|top|first|next|my|our|your)$/;

interface NameWord {
  readonly words: readonly string[];
  readonly products: readonly number[];
  readonly score: number;
  /** Needs a word behind it. */
  readonly isHolding: boolean;
  /** Two words of the question: `smart watch`. */
  readonly isJoined?: boolean;
}

/** The word at this token as a further word of the names of products that have all of these words. */
function nextNameWord(
  sentence: Sentence,
  i: number,
  at: number,
  words: readonly string[],
  isBehindHolding: boolean,
): NameWord | undefined {
  const token = sentence.tokens[i];
  if (token === undefined || token.kind === 'sign' || (token.kind === 'number' && i === at)) return undefined;
  const isGrammar = token.kind === 'word' && grammarWords.has(token.word);
  const isHolding =
    token.kind === 'word' && (HOLDING.test(token.word) || (i === at && UNLIKELY.test(token.stem)));
  if (i === at && (HOLDING.test(token.word) || (isGrammar && token.stem.length < 3))) return undefined;
  const isWritten = i > at && isCapital(sentence, i);
  for (const { words: more, score, isDoing, isShort, isOfName } of sentence.forms[i] ?? []) {
    if (isDoing || isShort || isOfName) continue;
    const all = [...words, ...more];
    const having = productsWith(sentence, all);
    const isLoose = isGrammar && (token.word.length < 4 || UNLIKELY.test(token.stem));
    const hasToJoin = isHolding || isBehindHolding || (isLoose && !isWritten && i > at);
    const products = hasToJoin ? productsTogether(sentence, having, all) : having;
    const isTaken = products.length > 0 && !(isGrammar && score < 1);
    if (isTaken) return { words: more, products, score, isHolding };
  }
  if (isHolding) return undefined;
  const begun = words.length === 0 ? undefined : begunName(sentence, i, words);
  return begun ?? (isGrammar ? undefined : compound(sentence, i, words));
}

/** `IELTS Prep`: the beginning of a word that only names with the words before it go on with. */
function begunName(sentence: Sentence, i: number, words: readonly string[]): NameWord | undefined {
  const { tokens, index } = sentence;
  const stem = tokens[i]?.kind === 'word' ? (tokens[i]?.stem ?? '') : '';
  const isKnown = index.refs.has(stem) || grammarWords.has(tokens[i]?.word ?? '') || isOrdinaryWord(stem);
  if (stem.length < 3 || isKnown) return undefined;
  const key = `${words.join(' ')} ${stem}`;
  const longer = new Set(
    productsWith(sentence, words).flatMap((product) => {
      const found = (index.productKeys[product] ?? '').split(` ${key}`)[1];
      return found === undefined ? [] : [`${stem}${found.split(' ')[0] ?? ''}`];
    }),
  );
  const [word] = longer;
  if (word === undefined || longer.size > 1) return undefined;
  return { words: [word], products: productsWith(sentence, [...words, word]), score: 0.95, isHolding: false };
}

/** Written in one, `lawnmower`, or apart, `smart watch`, where the data has it the other way. */
function compound(sentence: Sentence, i: number, words: readonly string[]): NameWord | undefined {
  const [token, next] = [sentence.tokens[i], sentence.tokens[i + 1]];
  if (token?.kind !== 'word') return undefined;
  if (next?.kind === 'word' && !grammarWords.has(next.word)) {
    const joined = [...words, `${token.word}${next.stem}`];
    const products = productsWith(sentence, joined);
    if (products.length > 0)
      return { words: joined.slice(-1), products, score: 1, isHolding: false, isJoined: true };
  }
  for (let cut = 3; cut <= token.stem.length - 3; cut++) {
    const parts = [token.stem.slice(0, cut), token.stem.slice(cut)];
    const products = productsTogether(sentence, productsWith(sentence, [...words, ...parts]), parts);
    if (products.length > 0) return { words: parts, products, score: 1, isHolding: false };
  }
  return undefined;
}

function productsTogether(
  { index }: Sentence,
  products: readonly number[],
  words: readonly string[],
): readonly number[] {
  const key = ` ${words.join(' ')} `;
  return products.filter((product) => (index.productKeys[product] ?? '').includes(key));
}

/** `Printers & Ink` are more than ink. */
const OF_TWO = /&|\+|\/|,|\band\b/i;

/** `wine` of `Red wine`, where no product is one by its name: a `Wine Rack` is for it. */
function isKindOnly(
  { tokens, index }: Sentence,
  at: number,
  products: readonly number[],
  kinds: readonly string[],
): boolean {
  const { stem = '' } = tokens[at] ?? {};
  const isOne = (name: string) => keyWords(name).findLast((word) => /^\p{L}{3,}$/u.test(word)) === stem;
  return (
    kinds.every((name) => isOne(name) && !OF_TWO.test(name)) &&
    !products.some((product) => isOne(index.vocabulary.products[product]?.name ?? ''))
  );
}

const QUALIFIER =
  /^(pro|plus|max|mini|lite|light|basic|premium|deluxe|classic|standard|advanced|xl|xxl|ultra|set|pack|kit|bundle|box|edition|elite|starter|essential|junior|kid|air|go|sport|small|medium|large|big|super|smart|full|half|double|single|day|night|home|new|original|special|family|personal|private|group|gold|silver|black|white|red|blue|green)$/;

/** The words are no name of one kind of thing, as `tent` is, but say of which sort things are, as `pro` does. */
function isUnlike({ index }: Sentence, products: readonly number[], words: readonly string[]): boolean {
  if (products.length > 1 && words.every((word) => QUALIFIER.test(word))) return true;
  const categories = new Set(products.map((product) => index.vocabulary.products[product]?.category));
  return categories.size > 1;
}

function itemsOf(
  sentence: Sentence,
  at: number,
  end: number,
  chosen: readonly number[],
): { items: Items; assumption: string } {
  const all = sentence.index.vocabulary.products;
  const names = [...new Set(chosen.map((product) => all[product]?.name ?? ''))];
  const text = textOf(sentence, at, end);
  const what =
    names.length === 1
      ? `the product ${quotedList(names)}`
      : `${names.length} products with that in their name: ${quotedList(names)}`;
  return { items: { products: names }, assumption: `"${text}" was taken as ${what}.` };
}

/** Those with this word in their name. */
function categoriesWith(sentence: Sentence, at: number): readonly string[] {
  const stems = new Set((sentence.forms[at] ?? []).flatMap(({ words }) => words));
  return sentence.index.vocabulary.categories.filter((category) =>
    category
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => stems.has(word) || stems.has(word.replace(/s$/, ''))),
  );
}

function readPartOfCategory(sentence: Sentence, at: number): ItemRead | undefined {
  const token = sentence.tokens[at];
  if (token === undefined || token.kind !== 'word' || token.stem.length < 4 || grammarWords.has(token.word))
    return undefined;
  const categories = categoriesWith(sentence, at);
  if (categories.length === 0 || categories.length > 5) return undefined;
  return {
    items: { categories },
    end: at + 1,
    score: categories.length === 1 ? 0.85 : 0.7,
    assumption: `"${token.raw}" was taken as the category ${quotedList(categories)}.`,
  };
}

/** `"A", "B" and 3 more`. */
export function quotedList(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
