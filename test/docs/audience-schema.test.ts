import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { queryJsonSchema } from '../../src/audience/query/query-json-schema.ts';
import { querySchema } from '../../src/audience/query/read-query.ts';
import { AUDIENCE_CASES } from '../conformance/audience-cases.ts';
import { anyQuery } from '../support/audience-queries.ts';
import { page } from './documents.ts';

const published: unknown = JSON.parse(page('docs/audience-query.schema.json').text);
const byJsonSchema = z.fromJSONSchema(z.record(z.string(), z.json()).parse(published));

const query = anyQuery({
  text: fc.constantFrom('a', 'Lisbon'),
  customer: fc.constantFrom('C-1', 'C-2'),
  sku: fc.constant('SKU-1'),
  product: fc.constant('Tent'),
  category: fc.constant('Camping'),
  campaign: fc.constant('spring'),
  currency: fc.constantFrom('EUR', 'USD'),
  attribute: fc.constantFrom('tier', 'points'),
  date: fc.constantFrom('2026-01-01', '2026-03-31T10:00:00Z'),
});

test('what is published is what the code says: `node test/docs/write-audience-schema.ts` writes it', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(queryJsonSchema())));
});

test('every query that is read is one by the published schema', () => {
  for (const [input] of AUDIENCE_CASES) {
    expect(querySchema.safeParse(input).success, JSON.stringify(input)).toBe(true);
    expect(byJsonSchema.safeParse(input).success, JSON.stringify(input)).toBe(true);
  }
  fc.assert(
    fc.property(query, (tree) => {
      const read = querySchema.safeParse(tree);
      if (read.success) expect(byJsonSchema.safeParse(read.data).success).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** Something about the tree that is not as it was: a key, a value, a list. */
function spoilt(tree: unknown, pick: () => number): unknown {
  if (typeof tree !== 'object' || tree === null) return pick() % 2 === 0 ? null : { x: tree };
  if (Array.isArray(tree)) {
    const list: readonly unknown[] = tree;
    if (list.length === 0 || pick() % 4 === 0) return [];
    const at = pick() % list.length;
    return list.map((each, i) => (i === at ? spoilt(each, pick) : each));
  }
  const entries: [string, unknown][] = Object.entries(tree);
  const at = pick() % Math.max(1, entries.length);
  if (pick() % 4 === 0)
    return Object.fromEntries(entries.map(([key, each], i) => [i === at ? `${key}x` : key, each]));
  return Object.fromEntries(entries.map(([key, each], i) => [key, i === at ? spoilt(each, pick) : each]));
}

test('what the published schema refuses is refused by the reader', () => {
  let refused = 0;
  fc.assert(
    fc.property(query, fc.infiniteStream(fc.nat({ max: 1_000 })), (tree, numbers) => {
      const input = spoilt(tree, () => numbers.next().value ?? 0);
      if (byJsonSchema.safeParse(input).success) return;
      refused++;
      expect(querySchema.safeParse(input).success, JSON.stringify(input)).toBe(false);
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});

test.each([
  [{ all: true, consents: 'sms' }],
  [{ bought: {}, times: 2 }],
  [{ bought: { sku: ['a'] } }],
  [{ bought: {}, when: { last: '0 days' } }],
  [{ bought: {}, when: { last: '1 day', next: '1 day' } }],
  [{ field: 'city', is: null }],
  [{ and: [] }],
  [{ top: 0, by: 'spend' }],
  [{ share: 101 }],
  [{ not: { consents: 'fax' } }],
  [{ spent: { atLeast: '5' } }],
])('%j is refused by both', (input) => {
  expect(querySchema.safeParse(input).success).toBe(false);
  expect(byJsonSchema.safeParse(input).success).toBe(false);
});
