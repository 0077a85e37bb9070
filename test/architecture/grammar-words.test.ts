import { expect, test } from 'vitest';
import '../../src/audience/parse/read-question.ts';
import { grammarWords } from '../../src/audience/parse/words/patterns.ts';
import { readSource } from './source-files.ts';

const CALL = /\bpattern\(((?:\s*'(?:[^'\\]|\\.)*',?)+)\s*\)/g;

test('the grammar knows the words of all patterns before the first question, so that none depends on those before it', () => {
  const words = readSource()
    .filter(({ path }) => path.startsWith('src/audience/parse/'))
    .flatMap(({ text }) => [...text.matchAll(CALL)].map(([, ways = '']) => ways))
    .flatMap((ways) => [...ways.matchAll(/'([^']*)'/g)].map(([, way = '']) => way))
    .flatMap((way) => way.split(/[\s|?]+/).filter((word) => /^\p{L}{2}/u.test(word)));
  expect(words.length).toBeGreaterThan(3_000);
  expect([...new Set(words)].filter((word) => !grammarWords.has(word))).toEqual([]);
});
