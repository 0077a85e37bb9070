import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { SHOP } from '../support/vocabularies.ts';

const read = reader(SHOP);

describe('halves of months', () => {
  test.each([
    ['signed up in the second half of October', 'signup at is from 2026-10-16 to 2026-10-31'],
    ['signed up in the first half of February', 'signup at is from 2026-02-01 to 2026-02-15'],
  ])('%s', readsAs(read));
});

test.each([
  ['signed up early in March', 'signup at is from 2026-03-01 to 2026-03-10'],
  ['joined mid May', 'signup at is from 2026-05-11 to 2026-05-20'],
  ['signed up in the last week of February', 'signup at is from 2026-02-22 to 2026-02-28'],
  ['signed up in the first week of September', 'signup at is from 2026-09-01 to 2026-09-07'],
])('%s says which days were taken', (words, meaning) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(/was taken as/);
  expect(confidence).toBeLessThan(0.9);
});
