import { readQuestion } from './parse/read-question.ts';
import { wordIndex } from './parse/word-index.ts';
import type { QuestionReader } from './question-reader.ts';

/** Reads words by rules, offline. */
export const rulesReader: QuestionReader = {
  read: async ({ words, vocabulary, named, asOf, previous }) =>
    readQuestion(words, wordIndex(vocabulary), named, asOf, previous),
};
