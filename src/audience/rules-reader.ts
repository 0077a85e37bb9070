import { readQuestion } from './parse/read-question.ts';
import { readRefinement } from './parse/refine.ts';
import { tokenize } from './parse/tokens.ts';
import { wordIndex } from './parse/word-index.ts';
import type { QuestionReader } from './question-reader.ts';

/** Reads words by rules, offline. */
export const rulesReader: QuestionReader = {
  async read({ words, vocabulary, named, asOf, previous }) {
    const reading = readQuestion(words, wordIndex(vocabulary), named, asOf, previous);
    const isAbout = previous !== undefined && readRefinement(tokenize(words)) !== undefined;
    return isAbout && reading.confidence > 0 ? { ...reading, refines: true } : reading;
  },
};
