import { expect, test } from 'vitest';
import { bareAddress, senderText } from './mail-address.ts';

test.each([
  ['news@example.com', 'news@example.com'],
  ['Shop <news@example.com>', 'Shop <news@example.com>'],
  ['<news@example.com>', 'news@example.com'],
  ['Shop, Inc. <news@example.com>', '"Shop, Inc." <news@example.com>'],
  ['"Shop, Inc." <news@example.com>', '"Shop, Inc." <news@example.com>'],
  ['The "Shop" <news@example.com>', '"The \\"Shop\\"" <news@example.com>'],
  ['Café <news@example.com>', '=?UTF-8?B?Q2Fmw6k=?= <news@example.com>'],
  ['"Café" <news@bücher.example>', '=?UTF-8?B?Q2Fmw6k=?= <news@xn--bcher-kva.example>'],
  ['Shop\r\nBcc: <news@example.com>', '"Shop Bcc:" <news@example.com>'],
])('%s is sent as %s', (sender, text) => {
  expect(senderText(sender)).toBe(text);
});

test.each([
  ['news@example.com', 'news@example.com'],
  ['"Shop, <Inc>" <news@example.com> ', 'news@example.com'],
  ['Shop <news@bücher.example>', 'news@xn--bcher-kva.example'],
])('the address of %s is %s', (sender, address) => {
  expect(bareAddress(sender)).toBe(address);
});

test('a long name becomes several words that are read as one', () => {
  const name = 'Ünïcödé 店 '.repeat(12).trim();
  const text = senderText(`${name} <a@example.com>`);
  const words = text.replace(' <a@example.com>', '').split(' ');
  expect(words.length).toBeGreaterThan(3);
  for (const word of words) expect(word).toMatch(/^=\?UTF-8\?B\?[A-Za-z0-9+/=]{1,60}\?=$/);
  const read = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString('utf8'));
  expect(read.join('')).toBe(name);
});
