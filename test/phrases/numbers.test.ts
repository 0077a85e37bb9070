import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { field, HOMES } from '../support/vocabularies.ts';

const read = reader({
  ...HOMES,
  fields: [...HOMES.fields, field('annual_revenue', 'integer', [], { min: 0, max: 9_000_000 })],
});

describe('the scale of a range is that of its end', () => {
  test.each([
    ['between 1 and 2 million', 1_000_000, 2_000_000],
    ['from 1.5 to 3 million', 1_500_000, 3_000_000],
    ['10-20k', 10_000, 20_000],
    ['between 5 and 10 thousand', 5_000, 10_000],
    ['between 500 and 1k', 500, 1_000],
    ['between 800k and 2 million', 800_000, 2_000_000],
    ['between 1 and 2000', 1, 2_000],
  ])('%s', (words, from, to) =>
    readsAs(read)(
      `annual revenue ${words}`,
      `annual revenue is at least ${from} and annual revenue is at most ${to}`,
    ),
  );
});

test('who is inactive has bought nothing, and where nothing is sold was not seen', () => {
  const fields = [
    ...HOMES.fields,
    field('last_activity', 'date', [], { min: 0, max: Date.UTC(2026, 10, 20) }),
  ];
  const sells = reader({ ...HOMES, fields })('inactive for 30 days');
  expect(explainQuery(sells.query)).toBe('not (bought anything in the last 30 days)');
  expect(sells.confidence).toBeLessThan(0.9);
  const sellsNot = reader({ ...HOMES, fields, has: { ...HOMES.has, purchases: false } });
  readsAs(sellsNot)('inactive for 30 days', 'not (last activity is in the last 30 days)');
});
