import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../channels/outcome.ts';
import { seededRandom } from '../kernel/random.ts';
import { makeMessage } from '../../test/support/make.ts';
import { dueAfter, fullJitter, type OnUnknown } from './after-attempt.ts';

const NOW = 1_000_000;
const HOLD: OnUnknown = { kind: 'hold' };
const alone = makeMessage('1', 1);
const followed = makeMessage('1', 1, { receiptWaitMs: 5_000 });
const due = (outcome: Outcome, message = alone, policy: OnUnknown = HOLD) =>
  dueAfter(outcome, message, policy, 0, NOW, seededRandom(1));

test('a receipt is waited for where another channel follows', () => {
  const accepted: Outcome = { kind: 'accepted', providerId: 'p' };
  expect(due(accepted)).toBe(0);
  expect(due(accepted, followed)).toBe(NOW + 5_000);
});

test('a refusal falls back at once, or ends', () => {
  const refused: Outcome = { kind: 'refused', reason: 'x' };
  expect(due(refused)).toBe(0);
  expect(due(refused, followed)).toBe(1);
});

test('what is unknown is held, or looked at when the policy says', () => {
  const unknown: Outcome = { kind: 'unknown', reason: 'timeout' };
  expect(due(unknown)).toBe(0);
  expect(due(unknown, alone, { kind: 'resend', afterMs: 60_000, maxTries: 2 })).toBe(NOW + 60_000);
  expect(due(unknown, alone, { kind: 'fallback', afterMs: 30_000 })).toBe(NOW + 30_000);
});

test('full jitter spreads over the whole range and the range grows up to its bound', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer(), (round, seed) => {
      const wait = fullJitter(round, { firstMs: 250, longestMs: 8_000 }, seededRandom(seed));
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(8_000, 250 * 2 ** Math.min(round, 20)));
    }),
  );
  const random = seededRandom(3);
  const waits = Array.from({ length: 1_000 }, () =>
    fullJitter(2, { firstMs: 250, longestMs: 8_000 }, random),
  );
  expect(Math.min(...waits)).toBeLessThan(50);
  expect(Math.max(...waits)).toBeGreaterThan(950);
});
