import type { Vocabulary } from '../../vocabulary.ts';
import type { Add } from './ref.ts';
import { keyWords } from '../words/tokens.ts';

export interface ProductWords {
  /** Numbers of products by each word of their names. */
  readonly productsByWord: ReadonlyMap<string, readonly number[]>;
  /** Of each product, sku and name as key words between spaces, to look for beginnings of words in. */
  readonly productKeys: readonly string[];
}

/** A campaign by its id and its name, and by where either begins or ends. */
export function addCampaign(id: string, name: string, add: Add): void {
  const [byId, byName] = [keyWords(id), keyWords(name)];
  add(byName, { is: 'campaign', id, isPart: false });
  if (byId.join(' ') !== byName.join(' ')) add(byId, { is: 'campaign', id, isPart: false });
  const parts = new Set<string>();
  for (const words of [byId, byName]) {
    for (let to = 1; to < words.length; to++) parts.add(words.slice(0, to).join(' '));
    for (let from = 1; from < words.length; from++) parts.add(words.slice(from).join(' '));
  }
  for (const part of parts) add(part.split(' '), { is: 'campaign', id, isPart: true });
}

/** Products by sku and name; and where each word of their names stands. */
export function addProducts(vocabulary: Vocabulary, add: Add): ProductWords {
  const productsByWord = new Map<string, number[]>();
  const productKeys: string[] = [];
  for (const [product, { sku, name }] of vocabulary.products.entries()) {
    const skuWords = keyWords(sku);
    add(skuWords, { is: 'sku', sku });
    const nameWords = name === undefined ? [] : keyWords(name);
    if (nameWords.length > 0) add(nameWords, { is: 'product', product });
    const joined = [...(name ?? '').matchAll(/(\p{L}+)-(\p{L}+)/gu)].flatMap(([run]) =>
      keyWords(run.replace('-', '')),
    );
    for (const word of new Set([...nameWords, ...joined])) {
      const known = productsByWord.get(word);
      if (known === undefined) productsByWord.set(word, [product]);
      else known.push(product);
    }
    productKeys.push(` ${skuWords.join(' ')}  ${nameWords.join(' ')} `);
  }
  return { productsByWord, productKeys };
}
