import { isLanguageField } from '../data/field-roles.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Sentence } from '../sentence/sentence.ts';
import type { ValuesRead } from '../data/value-read.ts';

export const SPEAKERS = pattern('speaker|speakers|speaking');

/** `Portuguese or Spanish`: languages by name, with all regions that are in the data. */
export function languagesAt({ tokens, index }: Sentence, at: number): ValuesRead | undefined {
  const first = index.languages.get(tokens[at]?.stem ?? '');
  if (first === undefined) return undefined;
  const values = [...first.values];
  let { customers } = first;
  let end = at + 1;
  for (;;) {
    const next = endOf(tokens, end, pattern('or|and|,', ', or|and', 'nor'));
    const further = next === undefined ? undefined : index.languages.get(tokens[next]?.stem ?? '');
    if (next === undefined || further?.field !== first.field) break;
    values.push(...further.values);
    customers = Math.min(customers, further.customers);
    end = next + 1;
  }
  return { field: first.field, values, join: 'or', customers, end, score: 1, assumptions: [] };
}

/** The list of all languages before the one to write in. */
export function spokenLanguages(reads: readonly ValuesRead[]): readonly ValuesRead[] {
  const languages = reads
    .filter(({ field }) => isLanguageField(field))
    .map((read) => ({ ...read, score: 1 }));
  const lists = languages.filter(({ field }) => field.type === 'list');
  return lists.length > 0 ? lists : languages;
}
