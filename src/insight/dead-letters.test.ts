import { expect, test } from 'vitest';
import { emptyTally, tallyOf } from '../delivery/tally.ts';
import { deadLetters } from './dead-letters.ts';

test('failed messages by reason over all channels, the most first, and nothing else', () => {
  const tally = tallyOf([
    ['sms:reason:failed:spam', 2],
    ['sms:reason:failed:unreachable', 2],
    ['whatsapp:reason:failed:unreachable', 3],
    ['email:reason:unknown:timeout', 9],
    ['email:reason:cancelled:opted_out', 9],
  ]);
  expect(deadLetters(tally)).toEqual([
    { reason: 'unreachable', count: 5, channels: { sms: 2, whatsapp: 3 } },
    { reason: 'spam', count: 2, channels: { sms: 2 } },
  ]);
});

test('nothing failed', () => {
  expect(deadLetters(emptyTally())).toEqual([]);
});
