import { expect, test } from 'vitest';
import type { Query } from '../query/query.ts';
import { canonicalText } from './rewrite-query.ts';

const gold: Query = { field: 'tier', is: 'gold' };
const porto: Query = { field: 'city', is: 'Porto' };

test.each<[Query, Query]>([
  [{ and: [gold, porto] }, { and: [porto, gold] }],
  [{ and: [gold, { and: [porto] }] }, { and: [porto, gold] }],
  [{ or: [gold] }, gold],
  [{ not: { not: gold } }, gold],
  [{ field: 'tier', in: ['GOLD'] }, gold],
  [{ bought: { skus: ['a', 'b'] } }, { bought: { skus: ['B', 'A'] } }],
])('%j is %j', (a, b) => {
  expect(canonicalText(a)).toBe(canonicalText(b));
});

test.each<[Query, Query]>([
  [{ and: [gold, porto] }, { or: [gold, porto] }],
  [{ not: gold }, gold],
  [{ share: 10, among: gold }, { share: 10 }],
  [{ spent: { atLeast: 1, lessThan: 2 } }, { spent: { atLeast: 2, lessThan: 1 } }],
])('%j is not %j', (a, b) => {
  expect(canonicalText(a)).not.toBe(canonicalText(b));
});
