import { expect, test } from 'vitest';
import { pageOf } from './pages.ts';

test('pages hold everything once, and the last one has no token', () => {
  const items = Array.from({ length: 25 }, (_, i) => i);
  const seen: number[] = [];
  let token: string | undefined;
  do {
    const page = pageOf(items, 10, token);
    seen.push(...(page?.items ?? []));
    token = page?.nextToken;
  } while (token !== undefined);
  expect(seen).toEqual(items);
});

test.each([
  'x',
  '',
  Buffer.from('next:-1').toString('base64url'),
  Buffer.from('next:99').toString('base64url'),
])('the token %j is none of ours', (token) => expect(pageOf([1], 10, token)).toBeUndefined());
