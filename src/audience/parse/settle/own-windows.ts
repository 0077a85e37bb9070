import type { Query } from '../../query/query.ts';
import { isOwnWindow } from '../data/field-window.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `more than 2 returns in the last 12 months`, of `returns_12m`: the time is that of the field. */
export function withOwnWindows({ index }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const isOfBefore = (phrase: Phrase, i: number) => {
    const before = given[i - 1]?.meaning;
    const field = before?.is === 'query' ? fieldOf(before.query) : undefined;
    const words = field === undefined ? undefined : index.fields.get(field);
    const { meaning } = phrase;
    return words !== undefined && meaning.is === 'period' && isOwnWindow(words, meaning.read.period);
  };
  return given.filter((phrase, i) => !isOfBefore(phrase, i));
}

function fieldOf(query: Query): string | undefined {
  if ('field' in query) return query.field;
  if ('not' in query) return fieldOf(query.not);
  const [first] = 'and' in query ? query.and : [];
  return first && fieldOf(first);
}
