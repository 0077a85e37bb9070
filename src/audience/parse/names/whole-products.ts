import { EXACT } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type ItemRead, productsWith, quotedList } from './product-names.ts';
import { beginsSentence, isCapital, type Sentence, textOf } from '../sentence/sentence.ts';

export function note(text: string, names: readonly string[], score: number): string | undefined {
  return score < 1 ? `"${text}" was taken as ${quotedList(names)}.` : undefined;
}

export function withNote(read: Omit<ItemRead, 'assumption'>, assumption: string | undefined): ItemRead {
  return assumption === undefined ? read : { ...read, assumption };
}

/** `no Contents`, with the capital of the product, beside a `Home and Contents Bundle`. */
function isWrittenSo(sentence: Sentence, at: number, [name, ...others]: readonly string[]): boolean {
  const isNamed = others.length === 0 && sentence.tokens[at]?.raw === name;
  return isNamed && isCapital(sentence, at) && !beginsSentence(sentence, at);
}

/** A product by its whole name: one word may be a word of others' names, and stands for all of them. */
export function wholeProducts(
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
    const isWord = words.length === 1 && !isWrittenSo(sentence, at, names);
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
