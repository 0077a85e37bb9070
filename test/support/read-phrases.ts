import { expect } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { wordsOfInterest } from '../../src/audience/parse/names/customer-phrases.ts';
import { readQuestion } from '../../src/audience/parse/read-question.ts';
import type { Reading } from '../../src/audience/parse/sentence/reading.ts';
import { wordIndex } from '../../src/audience/parse/data/word-index.ts';
import type { Query } from '../../src/audience/query/query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';

/** Noon of a Sunday. */
export const AS_OF = { at: Date.UTC(2026, 10, 22, 12), zone: 'UTC' };

/** Reads questions over one vocabulary; CUST-00000012 and CUST-00000034 are its customers. */
export function reader(vocabulary: Vocabulary): (words: string, previous?: Query) => Reading {
  const index = wordIndex(vocabulary);
  return (words, previous) => readQuestion(words, index, namedIn(words), AS_OF, previous);
}

/** A test: these words mean that, nothing of them is left over, and the answer is taken at its word. */
export function readsAs(read: (words: string) => Reading): (words: string, meaning: string) => void {
  return (words, meaning) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  };
}

function namedIn(words: string): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, readonly string[]>();
  for (const word of wordsOfInterest(words)) {
    const digits = /^(?:CUST-)?0*(12|34)$/i.exec(word)?.[1];
    if (digits !== undefined) named.set(word, [`CUST-000000${digits}`]);
  }
  return named;
}
