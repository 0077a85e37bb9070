import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readQuestion } from '../../src/audience/parse/read-question.ts';
import { wordIndex } from '../../src/audience/parse/data/word-index.ts';
import { canonicalQuery } from '../../src/audience/query/canonical-query.ts';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { trees } from '../support/query-trees.ts';
import { HOTEL, SAAS, SHOP } from '../support/vocabularies.ts';

const AS_OF = { at: Date.UTC(2026, 10, 22, 12), zone: 'UTC' };

test.each([
  ['a shop', SHOP],
  ['a software company', SAAS],
  ['a group of hotels', HOTEL],
])('an explanation reads back as the same query: %s', (_name, vocabulary) => {
  const index = wordIndex(vocabulary);
  fc.assert(
    fc.property(trees(vocabulary), (tree) => {
      const query = canonicalQuery(tree);
      const explained = explainQuery(query);
      fc.pre(explained.length <= 500);
      const { query: read } = readQuestion(explained, index, new Map(), AS_OF);
      expect(read, explained).toEqual(query);
    }),
    { numRuns: 400 },
  );
});
