import { grammarWords } from '../words/patterns.ts';
import { type ItemRead, quotedList } from './product-names.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';

/** `LAP` for SKU-LAPTOP-001: the beginning of a word of a sku or a name. */
export function readBySku(sentence: Sentence, at: number): ItemRead | undefined {
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
