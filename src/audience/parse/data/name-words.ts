import type { FieldWords } from '../../vocabulary.ts';
import { keyWords } from '../words/tokens.ts';

const known = new WeakMap<FieldWords, readonly string[]>();

/** The key words of a field's name, cut once a field: phrases ask for them at every word of a question. */
export function nameWords(field: FieldWords): readonly string[] {
  const words = known.get(field) ?? keyWords(field.name);
  known.set(field, words);
  return words;
}
