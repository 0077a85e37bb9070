import { describe, expect, test } from 'vitest';
import { parseEmail } from './email-address.ts';

describe('parseEmail', () => {
  test.each([
    ['Bob@Example.COM', 'Bob@example.com'],
    ['  a@b.co ', 'a@b.co'],
    ["o'neil+tag@mail.example.org", "o'neil+tag@mail.example.org"],
    ['a@müller.example', 'a@xn--mller-kva.example'],
    ['x@xn--mller-kva.example', 'x@xn--mller-kva.example'],
    ['1_2@3-4.example', '1_2@3-4.example'],
  ])('%j is %s', (text, address) => {
    expect(parseEmail(text)).toBe(address);
  });

  test.each([
    '',
    'a',
    '@example.com',
    'a@',
    'a@localhost',
    'a@@example.com',
    'a b@example.com',
    'a..b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a@-example.com',
    'a@example-.com',
    'a@example..com',
    'a@example.com.',
    'a@192.168.0.1',
    '"a b"@example.com',
    'Bob <bob@example.com>',
    'a@example.com; b@example.com',
    'a@example.com,b@example.com',
    'ü@example.com',
    'a@exa\u0000mple.com',
    'a\r\nBcc: x@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
  ])('%j is none', (text) => {
    expect(parseEmail(text)).toBeUndefined();
  });
});
