import { once } from '../words/once.ts';
import type { Items } from '../../query/query.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { PERSON } from '../words/noun-words.ts';
import { EXACT } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type ItemRead, productsWith, quotedList, readByWords } from './product-names.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

export interface ItemsRead {
  readonly items: readonly Items[];
  readonly join: 'and' | 'or';
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}

const ARTICLE = pattern(
  'a|an|any|some|the|our|your|their|these|those|one|this|that|his|her',
  'one of the|our|these',
  'both a|an|the|our?',
  'any of the|our',
  'something|anything|things|products|items|stuff|goods|articles|product|item|article from|in|of|like|called|named the|our?',
  'any|some kind|sort|type of',
  'a pair of',
  'a|any|some|the? ticket|tickets for|to the?',
  'pairs of',
  'a? copy|copies of',
  'a|some piece|pieces of',
  'products|product|items|item|sku|skus',
  'sku|skus|product|item|article code|codes|number|numbers?',
  'sku|product :|=|==',
);
/** `any of tents, stoves and lamps`. */
export const ANY_OF = pattern('any|one|either|some of the|these|our?', 'at least one of the|these|our?');
const ANYTHING = pattern(
  'anything|something at all',
  'anything|something',
  'any|some|a|an|another|more product|item|thing|article|products|items|things|goods|stuff',
  'products|items|things|goods|stuff',
  'a|any|another purchase|order',
  'from us',
  'with us',
  'any',
  'something else',
  'anything else',
);
const KIND_BEFORE = pattern(
  'the? category|categories|range|department|section|line named|called|is|:|=?',
  'in|from the? category|department|range named|called?',
);
const KIND_BEHIND = pattern(
  'category|categories|range|department|section|line|products|product|items|item|articles|goods|stuff|things|gear|equipment|family|ticket|tickets|access',
  'category|range product|products|item|items',
);
/** `sku in (A-1, A-2)`, as in statements. */
const IN_LIST = pattern('sku|skus|product|products|category|categories in (');
const JOIN_AND = pattern(
  'and also?',
  ', and',
  '&',
  '+',
  'as well as',
  'plus',
  'together with',
  'along with',
  'and a|an|the',
);
const JOIN_OR = pattern('or', ', or', 'and / or', '/', 'or else', 'nor', 'or even', 'or a|an|the');
const COMMA = pattern(',');

/** `tents and stoves`, `a tent, a stove or a lamp`, `anything in Home & Kitchen`. */
export const readItems = once(readItemsAt);

function readItemsAt(sentence: Sentence, at: number): ItemsRead | undefined {
  const list = endOf(sentence.tokens, at, IN_LIST);
  const listed = list === undefined ? undefined : readRow(sentence, list);
  if (listed !== undefined && sentence.tokens[listed.end]?.word === ')')
    return { ...listed, join: 'or', end: listed.end + 1 };
  return readRow(sentence, at);
}

function readRow(sentence: Sentence, at: number): ItemsRead | undefined {
  const any = endOf(sentence.tokens, at, ANY_OF);
  const first = readItem(sentence, any ?? at);
  if (first === undefined) return undefined;
  const reads = [first];
  const joins: ('and' | 'or' | 'comma')[] = [];
  for (let end = first.end; reads.length < 50; ) {
    const join = joinAt(sentence, end);
    const next =
      join === undefined
        ? undefined
        : (otherSize(sentence, reads.at(-1), join.end) ?? readItem(sentence, join.end, true));
    if (join === undefined || next === undefined || Object.keys(next.items).length === 0) break;
    joins.push(join.join);
    reads.push(next);
    end = next.end;
  }
  const isMixed = joins.includes('and') && joins.includes('or');
  return {
    items: reads.map(({ items }) => items),
    join: joins.includes('or') || any !== undefined ? 'or' : 'and',
    end: reads.at(-1)?.end ?? first.end,
    score: Math.min(...reads.map(({ score }) => score), isMixed ? 0.6 : 1),
    assumptions: reads.flatMap(({ assumption }) => assumption ?? []),
  };
}

/** `Bed 160 / 180`: a number in the place of the one that ends the name before. */
function otherSize(
  { tokens, index }: Sentence,
  before: ItemRead | undefined,
  at: number,
): ItemRead | undefined {
  const [name, ...others] = before?.items.products ?? [];
  const token = tokens[at];
  if (name === undefined || others.length > 0 || token?.kind !== 'number') return undefined;
  const words = keyWords(name);
  const size = words.findLastIndex((word) => /^\d/.test(word));
  if (size < 0 || tokens[(before?.end ?? 0) - 1]?.word !== words.at(-1)) return undefined;
  const all = words.with(size, token.word).join(' ');
  const products = (index.refs.get(all) ?? []).flatMap((ref) =>
    ref.is === 'product' ? [index.vocabulary.products[ref.product]?.name ?? ''] : [],
  );
  const rest = words.slice(size + 1);
  const isWhole = rest.every((word, i) => tokens[at + 1 + i]?.stem === word);
  return products.length === 0
    ? undefined
    : { items: { products }, end: at + 1 + (isWhole ? rest.length : 0), score: EXACT };
}

function joinAt({ tokens }: Sentence, at: number): { join: 'and' | 'or' | 'comma'; end: number } | undefined {
  const or = endOf(tokens, at, JOIN_OR);
  if (or !== undefined) return { join: 'or', end: or };
  const and = endOf(tokens, at, JOIN_AND);
  if (and !== undefined) return { join: 'and', end: and };
  const comma = endOf(tokens, at, COMMA);
  return comma === undefined ? undefined : { join: 'comma', end: comma };
}

/** One thing: a category, products by name or word, or a sku. */
export function readItem(sentence: Sentence, at: number, isListed = false): ItemRead | undefined {
  const { tokens } = sentence;
  const explicit = readExplicit(sentence, at);
  if (explicit !== undefined) return explicit;
  const title = readNamed(sentence, at);
  if (title !== undefined && title.end > at + 1 && title.score > 0.95)
    return { ...title, end: endOfKind(sentence, title) };
  const article = skip(tokens, at, ARTICLE);
  for (const from of new Set([skip(tokens, article, KIND_BEFORE), article, at])) {
    const named = longer(readNamed(sentence, from), readByWords(sentence, from)) ?? readBySku(sentence, from);
    if (named === undefined) continue;
    if (endOf(tokens, named.end, PERSON) !== undefined && isListed) return undefined;
    const end = endOfKind(sentence, named);
    const isDoubtful = end === named.end && isOneOfMany(sentence, from, named);
    return { ...named, end, score: named.score * (isDoubtful ? PRICE.choice : 1) };
  }
  const anything = isListed ? undefined : endOf(tokens, at, ANYTHING);
  return anything === undefined
    ? undefined
    : {
        items: {},
        end: skip(tokens, anything, pattern('at all', 'from us', 'else', 'with us')),
        score: EXACT,
      };
}

/** `the Unlimited Plus plan`, of the category `Plans`: the kind behind a name says no more. */
function endOfKind(sentence: Sentence, { items, end }: ItemRead): number {
  const kind = endOf(sentence.tokens, end, KIND_BEHIND);
  if (kind !== undefined || items.products === undefined) return kind ?? end;
  const { products } = sentence.index.vocabulary;
  const isOf = (category: string) =>
    items.products?.every((name) =>
      products.some((product) => product.name === name && product.category === category),
    );
  const own = lookUp(sentence, end).find(
    ({ refs, score }) => score === 1 && refs.some((ref) => ref.is === 'category' && isOf(ref.category)),
  );
  return own?.end ?? end;
}

/** `the Nimbus Laptop`, of which there are two. */
function isOneOfMany({ tokens }: Sentence, at: number, { items, end }: ItemRead): boolean {
  const last = tokens[end - 1];
  return (
    /^(the|this|that)$/.test(tokens[at - 1]?.word ?? '') &&
    (items.products?.length ?? 0) > 1 &&
    last?.word === last?.stem
  );
}

/** `lounge pass` is one thing, though there is a category `Lounge`. */
function longer(named: ItemRead | undefined, words: ItemRead | undefined): ItemRead | undefined {
  return named === undefined || (words !== undefined && words.end > named.end) ? words : named;
}

/** As an explanation writes it: `product "Trail Tent"`, `category "Tents"`, `sku "A-1"`. */
function readExplicit({ tokens }: Sentence, at: number): ItemRead | undefined {
  const quoted = tokens[at + 1];
  if (quoted?.kind !== 'quoted') return undefined;
  const given = (items: Items): ItemRead => ({ items, end: at + 2, score: EXACT });
  switch (tokens[at]?.word) {
    case 'product':
      return given({ products: [quoted.word] });
    case 'category':
      return given({ categories: [quoted.word] });
    case 'sku':
      return given({ skus: [quoted.word] });
    case undefined:
    default:
      return undefined;
  }
}

function readNamed(sentence: Sentence, at: number): ItemRead | undefined {
  for (const { refs, end, score } of lookUp(sentence, at)) {
    const text = textOf(sentence, at, end);
    const categories = [...new Set(refs.flatMap((ref) => (ref.is === 'category' ? [ref.category] : [])))];
    if (categories.length > 0) {
      const others = end === at + 1 ? productsWith(sentence, [sentence.tokens[at]?.stem ?? '']) : [];
      const also =
        others.length > 0
          ? `"${text}" was taken as the category ${quotedList(categories)}, not as the products with that word in their name.`
          : undefined;
      return withNote(
        { items: { categories }, end, score: EXACT * score },
        also ?? note(text, categories, score),
      );
    }
    const products = refs.flatMap((ref) => (ref.is === 'product' ? [ref.product] : []));
    if (products.length > 0) return wholeProducts(sentence, at, end, products, score);
    const skus = refs.flatMap((ref) => (ref.is === 'sku' ? [ref.sku] : []));
    if (skus.length > 0) return { items: { skus }, end, score: EXACT * score };
  }
  return undefined;
}

function note(text: string, names: readonly string[], score: number): string | undefined {
  return score < 1 ? `"${text}" was taken as ${quotedList(names)}.` : undefined;
}

function withNote(read: Omit<ItemRead, 'assumption'>, assumption: string | undefined): ItemRead {
  return assumption === undefined ? read : { ...read, assumption };
}

/** A product by its whole name: one word may be a word of others' names, and stands for all of them. */
function wholeProducts(
  sentence: Sentence,
  at: number,
  end: number,
  products: readonly number[],
  score: number,
): ItemRead {
  const text = textOf(sentence, at, end);
  const all = sentence.index.vocabulary.products;
  const names = [...new Set(products.map((product) => all[product]?.name ?? ''))];
  const key = ` ${
    (names[0] ?? '').length > 0
      ? sentence.tokens
          .slice(at, end)
          .filter(({ kind }) => kind !== 'sign')
          .map(({ stem }) => stem)
          .join(' ')
      : ''
  } `;
  const words = key.trim().split(' ');
  const others = productsWith(sentence, words).filter(
    (product) => !products.includes(product) && (sentence.index.productKeys[product] ?? '').includes(key),
  );
  if (others.length > 0) {
    const isWord = words.length === 1;
    const otherNames = [...new Set(others.map((product) => all[product]?.name ?? ''))];
    const chosen = isWord ? [...new Set([...names, ...otherNames])] : names;
    const what = isWord
      ? `all products with that word: ${quotedList(chosen)}`
      : `${quotedList(names)} and not ${quotedList(otherNames)}`;
    return {
      items: { products: chosen },
      end,
      score: PRICE.choice * score,
      assumption: `"${text}" was taken as ${what}.`,
    };
  }
  if (products.length > 1) {
    const skus = products.map((product) => all[product]?.sku ?? '');
    return {
      items: { products: names },
      end,
      score: PRICE.choice * score,
      assumption: `"${text}" names ${products.length} products (${quotedList(skus)}); all of them were taken.`,
    };
  }
  return withNote({ items: { products: names }, end, score: EXACT * score }, note(text, names, score));
}

/** `LAP` for SKU-LAPTOP-001: the beginning of a word of a sku or a name. */
function readBySku(sentence: Sentence, at: number): ItemRead | undefined {
  const { tokens, index } = sentence;
  const token = tokens[at];
  const isShort = (token?.stem.length ?? 0) < (tokens[at + 1]?.isJoined === true ? 2 : 3);
  if (token === undefined || token.kind === 'sign' || isShort || token.stem.length > 40) return undefined;
  const isCode =
    /^[A-Z0-9]{2,}$/.test(token.raw) &&
    /[A-Z]/.test(token.raw) &&
    !/^(AND|NOT|BUT|NULL|BETWEEN|LIKE|WHERE|FROM|WITH)$/.test(token.raw);
  if (!isCode && (token.kind !== 'word' || grammarWords.has(token.word) || index.words.has(token.stem)))
    return undefined;
  let end = at + 1;
  let key = ` ${token.word}`;
  while (end < tokens.length && tokens[end]?.isJoined === true && tokens[end]?.kind !== 'sign')
    key += ` ${tokens[end++]?.word ?? ''}`;
  const found: number[] = [];
  for (const [product, text] of index.productKeys.entries()) {
    if (text.includes(key)) found.push(product);
    if (found.length > 2_000) break;
  }
  if (found.length === 0) return undefined;
  const skus = found.map((product) => index.vocabulary.products[product]?.sku ?? '');
  const assumption = `"${textOf(sentence, at, end)}" was taken as the beginning of ${quotedList(skus)}.`;
  return { items: { skus }, end, score: isCode ? 0.9 : 0.75, assumption };
}
