import { expect, test } from 'vitest';
import { RecentRecipients } from './recent-recipients.ts';

test('remembers for exactly its stretch, across generations', () => {
  const recent = new RecentRecipients(1000);
  recent.add('a', 900);
  expect([901, 1000, 1899, 1900].map((at) => recent.has('a', at))).toEqual([true, true, true, false]);
  recent.add('a', 1900);
  expect([2899, 2900].map((at) => recent.has('a', at))).toEqual([true, false]);
  expect(recent.has('b', 2900)).toBe(false);
});
