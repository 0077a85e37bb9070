import type { FieldWords } from '../../vocabulary.ts';
import { keyWords } from '../words/tokens.ts';

/** What exports put around the names of fields that somebody made. */
const FRAME =
  /^(metric|preferences|attributes|properties|traits|metadata|custom_fields?|default_address)_(?=.)|(?<=.)_(metadata|custom_field)$/g;

/** `seats` of Stripe's `seats_metadata`, `company` of Shopify's `default_address_company`. */
export function ownName({ name }: FieldWords): string {
  return name.replaceAll(FRAME, '');
}

const known = new WeakMap<FieldWords, readonly string[]>();

/** The key words of a field's name, cut once a field: phrases ask for them at every word of a question. */
export function nameWords(field: FieldWords): readonly string[] {
  const words = known.get(field) ?? keyWords(field.name);
  known.set(field, words);
  return words;
}
