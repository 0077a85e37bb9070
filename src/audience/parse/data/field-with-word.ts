import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { keyWords } from '../words/tokens.ts';
import { isAddressField, isNameField } from './field-roles.ts';

/** A field with a value that this is a word of, beside the names of the customers themselves. */
export function fieldWithWord({ fields }: Vocabulary, text: string): FieldWords | undefined {
  const [word, ...others] = keyWords(text);
  if (word === undefined || others.length > 0) return undefined;
  return fields.find(
    (field) =>
      field.type === 'text' &&
      !isNameField(field) &&
      !isAddressField(field) &&
      field.values.some(({ value }) => keyWords(String(value)).includes(word)),
  );
}
