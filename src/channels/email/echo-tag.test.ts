import { expect, test } from 'vitest';
import { echoToTag, tagToEcho } from './echo-tag.ts';

test.each(['abcdefgh.1-1-1e.1', '0a1b2c3d.zz-2s1f-15e.12'])('%s comes back from its tag', (attemptId) => {
  expect(echoToTag(attemptId)).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  expect(tagToEcho(echoToTag(attemptId))).toBe(attemptId);
});

test('dots become underscores', () => {
  expect(echoToTag('abcdefgh.1-1-1e.1')).toBe('abcdefgh_1-1-1e_1');
});
