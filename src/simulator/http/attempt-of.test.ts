import { expect, test } from 'vitest';
import { attemptOfTag } from './attempt-of.ts';

test.each([
  ['ws_1-1-1s_1', 'ws.1-1-1s.1'],
  ['abcdefgh_3-2s1f-2e_12', 'abcdefgh.3-2s1f-2e.12'],
  ['my_own_tag', 'my_own_tag'],
  ['order-17', 'order-17'],
])('the tag %s is the attempt %s', (tag, attempt) => {
  expect(attemptOfTag(tag)).toBe(attempt);
});
