import type { PersonName } from './parse/sentence/person-names.ts';
import type { Reading } from './parse/sentence/reading.ts';
import type { AsOf } from './query/period.ts';
import type { Query } from './query/query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What words can mean: the data, the time, and what was asked before. */
export interface Question {
  readonly words: string;
  readonly vocabulary: Vocabulary;
  /** Of the words, those that name customers, with their ids. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly asOf: AsOf;
  /** Which of these names customers have. */
  readonly known?: (names: readonly PersonName[]) => Promise<readonly PersonName[]>;
  /** What "only those ..." is about. */
  readonly previous?: Query;
}

/** Makes a query of words: rules, or a model with the rules behind it. */
export interface QuestionReader {
  read(question: Question): Promise<Reading>;
}
