import { expect, test } from 'vitest';
import { FAILURES } from '../../src/kernel/failure.ts';
import { page } from './documents.ts';

test('the page lists every failure with its kind and meaning, and no other', () => {
  const rows = [...page('docs/failures.md').text.matchAll(/^\| `(\w+)` \| (\w+) \| (.+) \|$/gm)].map(
    ([, code, kind, meaning]) => [code, kind, meaning],
  );
  expect(rows).toEqual(Object.entries(FAILURES).map(([code, { kind, meaning }]) => [code, kind, meaning]));
});
