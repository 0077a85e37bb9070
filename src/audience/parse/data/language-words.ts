import type { Scalar } from '../../customer.ts';
import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { isLanguageField } from './field-roles.ts';
import { keyWords } from '../words/tokens.ts';

/** Customers of one language, whatever the region. */
export interface LanguageWords {
  readonly field: FieldWords;
  readonly values: readonly Scalar[];
  readonly customers: number;
}

/** Languages by their first English word; of one that two fields have the first field. */
export function languagesOf({ fields }: Vocabulary): ReadonlyMap<string, LanguageWords> {
  const languages = new Map<string, LanguageWords>();
  for (const field of fields.filter(isLanguageField)) {
    for (const { value, customers } of field.values) {
      const [name = ''] = keyWords(languageName(String(value).split(/[-_]/)[0] ?? '') ?? '');
      const known = languages.get(name);
      if (name === '' || (known !== undefined && known.field !== field)) continue;
      languages.set(name, {
        field,
        values: [...(known?.values ?? []), value],
        customers: (known?.customers ?? 0) + customers,
      });
    }
  }
  return languages;
}

/** `Portuguese` of `pt`, `Brazilian Portuguese` of `pt-BR`; `undefined` of what is no language. */
export function languageName(code: string): string | undefined {
  try {
    return /^[a-z]{2,3}([-_]\w+)*$/i.test(code)
      ? new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code.replaceAll('_', '-'))
      : undefined;
  } catch {
    return undefined;
  }
}
