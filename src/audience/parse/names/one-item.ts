import type { Items } from '../../query/query.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PERSON } from '../words/noun-words.ts';
import { EXACT } from '../sentence/phrase.ts';
import { readPeriod } from '../times/periods.ts';
import { PRICE } from '../words/price.ts';
import { type ItemRead, productsWith, quotedList, readByWords } from './product-names.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { note, withNote, wholeProducts } from './whole-products.ts';
import { readBySku } from './sku-beginnings.ts';

const ARTICLE = pattern(
  'a|an|any|some|the|our|your|their|these|those|one|this|that|his|her',
  'one of the|our|these',
  'both a|an|the|our?',
  'any of the|our',
  'something|anything|stuff',
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
  'category|categories|range|department|section|line|products|product|items|item|articles|goods|stuff|things|gear|equipment|family|ticket|tickets|access|treatment|treatments|service|services|session|sessions|voucher|vouchers',
  'category|range product|products|item|items',
);

/** What all is called that a shop or an office of some kind sells: `history books`, `motor cover`. No pattern: the data may have it too. */
const SOLD_AS = /^(book|novel|title|cover|coverage|insurance|policy)s?$|^policies$/;
/** What some of what is sold may be: `dental plans` of the category `Dental`, unless only some of it are plans. */
const SOLD_BY =
  /^(plan|package|course|lesson|workshop|membership|subscription|kit|hire|rental|tour|trip|meal|drink)s?$|^(pass|class)(es)?$|^supplies$/;

/** The same where nothing of the data is called so: `premium cars` of a category `Premium`. */
export const SOLD_UNNAMED =
  /^(car|vehicle|bike|boat|room|seat|toy|game|plant|bottle|model|dish|garment|device)(e?s)?$/;

/** One thing: a category, products by name or word, or a sku. */
export function readItem(sentence: Sentence, at: number, isListed = false): ItemRead | undefined {
  const { tokens } = sentence;
  const explicit = readExplicit(sentence, at);
  if (explicit !== undefined) return explicit;
  if (isAble(sentence, at)) return undefined;
  const title = readNamed(sentence, at);
  if (title !== undefined && title.end > at + 1 && title.score > 0.95)
    return { ...title, end: endOfKind(sentence, title) };
  const article = skip(tokens, at, ARTICLE);
  for (const from of new Set([skip(tokens, article, KIND_BEFORE), article, at])) {
    const named = longer(readNamed(sentence, from), readByWords(sentence, from)) ?? readBySku(sentence, from);
    if (named === undefined || isTime(sentence, from, named.end)) continue;
    if (endOf(tokens, named.end, PERSON) !== undefined && isListed) return undefined;
    const end = endOfKind(sentence, named);
    const isDoubtful =
      (end === named.end && isOneOfMany(sentence, from, named)) || isOfAll(sentence, from, named);
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

const ABLE =
  /^(be|get|receive|have|not|also|still|only|actually|really|we|i|reach|contact|text|email|whatsapp)$/;

/** `never bought, can get email`, though a `Watering Can` is sold. */
function isAble({ tokens }: Sentence, at: number): boolean {
  return tokens[at]?.word === 'can' && tokens[at].kind === 'word' && ABLE.test(tokens[at + 1]?.word ?? '');
}

/** `the Unlimited Plus plan`, of the category `Plans`: the kind behind a name says no more. */
function endOfKind(sentence: Sentence, { items, end }: ItemRead): number {
  const kind = endOf(sentence.tokens, end, KIND_BEHIND) ?? endOfSold(sentence, items, end);
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

/** Where `dental plans` ends, and not `swim lessons` where a category `Swim` has goggles beside its lessons. */
function endOfSold({ tokens, index }: Sentence, items: Items, end: number): number | undefined {
  const { word = '', stem = '' } = tokens[end] ?? {};
  const isInsured = word === 'insurance' && SOLD_AS.test(tokens[end + 1]?.word ?? '');
  if (SOLD_AS.test(word)) return end + (isInsured ? 2 : 1);
  if (SOLD_UNNAMED.test(word) && !index.words.has(stem) && items.categories !== undefined) return end + 1;
  if (!SOLD_BY.test(word)) return undefined;
  const named = new Set(index.productsByWord.get(stem));
  const of = index.vocabulary.products.flatMap(({ category = '' }, i) =>
    items.categories?.includes(category) === true ? [named.has(i)] : [],
  );
  return of.every((isNamed) => isNamed === of[0]) ? end + 1 : undefined;
}

/** `bought books` of a shop that sells nothing else, though one of them is a `Sticker Book`. */
function isOfAll({ tokens }: Sentence, at: number, { items, end }: ItemRead): boolean {
  return items.products !== undefined && end === at + 1 && SOLD_AS.test(tokens[at]?.word ?? '');
}

/** `this autumn`, though an `Autumn Box` is sold. */
function isTime({ tokens, today }: Sentence, at: number, end: number): boolean {
  const isSaid = /^(this|last|next|since|until|before|after|during)$/.test(tokens[at - 1]?.word ?? '');
  return isSaid && readPeriod(tokens, at - 1, today)?.end === end;
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
