import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodePoints } from './code-points.ts';

test('the order is that of the bytes of UTF-8', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\uffee', '\u{1f600}', '\u{10ffff}', 'é') });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(byCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2_000 },
  );
});
