import { expect, test } from 'vitest';
import { SeenAddresses } from './seen-addresses.ts';

test('an address is new once, through every growth of the table', () => {
  const seen = new SeenAddresses();
  const keys = Array.from({ length: 50_000 }, (_, i) => `address-key-${i}`);
  expect(keys.every((key) => seen.add(key))).toBe(true);
  expect(keys.some((key) => seen.add(key))).toBe(false);
});
