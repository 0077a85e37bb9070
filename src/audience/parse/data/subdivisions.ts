import type { FieldWords } from '../../vocabulary.ts';
import type { Add, Ref } from './ref.ts';
import { subdivisionNames } from '../words/subdivisions.ts';
import { keyWords } from '../words/tokens.ts';

const OF_COUNTRY = /(^|_)(state|states|province|region|territory|prov|land)($|_)/;

/** `Ontario` of a province that is stored as `ON`, where nothing else of the data is called so. */
export function addSubdivisions(
  fields: readonly FieldWords[],
  refs: ReadonlyMap<string, readonly Ref[]>,
  add: Add,
): void {
  for (const field of fields) {
    const codes = field.values.map(({ value }) => String(value));
    const names = OF_COUNTRY.test(field.name) ? subdivisionNames(codes) : undefined;
    for (const { value, customers } of names === undefined ? [] : field.values) {
      const words = keyWords(names?.get(String(value).toUpperCase()) ?? '');
      const isOther = refs.get(words.join(' '))?.some((ref) => ref.is === 'value' && ref.isPart !== true);
      if (isOther !== true) add(words, { is: 'value', field, value, customers });
    }
  }
}
