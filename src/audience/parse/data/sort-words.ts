import type { FieldWords } from '../../vocabulary.ts';
import { keyWords } from '../words/tokens.ts';

/** What all of some sort are: `lab`, where a value is `Contract lab` beside `Hospital`. */
export function isSortWord({ type, values }: FieldWords, stem: string): boolean {
  return (
    type === 'text' &&
    values.some(({ value }) => {
      const words = keyWords(String(value));
      return words.length > 1 && words.at(-1) === stem;
    })
  );
}
