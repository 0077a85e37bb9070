import { expect, test } from 'vitest';
import { addressKey } from './address-key.ts';

test('a key says nothing without the secret and tells channels and addresses apart', () => {
  const key = addressKey('s', 'sms', '+351912345678');
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(addressKey('s', 'sms', '+351912345678')).toBe(key);
  expect(addressKey('other', 'sms', '+351912345678')).not.toBe(key);
  expect(addressKey('s', 'whatsapp', '+351912345678')).not.toBe(key);
  expect(addressKey('s', 'sms', '+351912345679')).not.toBe(key);
});

test('one mailbox has one key however its name is written', () => {
  expect(addressKey('s', 'email', 'Ana@example.com')).toBe(addressKey('s', 'email', 'ana@example.com'));
});
