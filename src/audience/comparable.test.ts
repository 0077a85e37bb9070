import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparable } from './comparable.ts';

test.each([
  ['MALMO\u0308', 'malmö'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['H\u0331', '\u1e96'],
  ['Straße', 'straße'],
  ['\u212A', 'k'],
  ['SKU-1', 'sku-1'],
])('%s is compared as %s', (given, form) => {
  expect(comparable(given)).toBe(form);
});

test('a form is its own form, however the text was composed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const form = comparable(text);
      expect(comparable(form)).toBe(form);
      expect(comparable(text.normalize('NFD'))).toBe(form);
      expect(comparable(text.normalize('NFC'))).toBe(form);
    }),
    { numRuns: 1_000 },
  );
});

test('each letter has its form wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const letters = Array.from(text, (letter) => comparable(letter))
        .join('')
        .normalize('NFC');
      expect(comparable(text)).toBe(letters);
    }),
    { numRuns: 1_000 },
  );
});
