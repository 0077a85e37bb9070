import { expect, test } from 'vitest';
import { seededRandom } from '../kernel/random.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { OriginHolds } from './origin-holds.ts';

test('an origin that cannot send waits longer each time, then is probed, and opens with the first acceptance', async () => {
  const clock = new VirtualClock();
  const holds = new OriginHolds(clock, seededRandom(1));
  expect(holds.waitMs('sms')).toBe(0);
  const waits: number[] = [];
  for (let round = 0; round < 8; round++) {
    holds.hold('sms', 'spend_limit');
    const wait = holds.waitMs('sms');
    holds.hold('sms', 'spend_limit');
    expect(holds.waitMs('sms')).toBe(wait);
    waits.push(wait);
    await clock.advance(wait);
    expect(holds.waitMs('sms')).toBe(0);
    expect(holds.probing('sms')).toBe(true);
  }
  for (const [round, wait] of waits.entries()) {
    const bound = Math.min(60_000, 2_000 * 2 ** round);
    expect(wait).toBeGreaterThanOrEqual(bound / 2);
    expect(wait).toBeLessThanOrEqual(bound);
  }
  expect(holds.list()).toEqual([{ originId: 'sms', reason: 'spend_limit', since: expect.any(Number) }]);
  expect(holds.waitMs('email')).toBe(0);
  holds.passOver('email', 'sandbox_destination');
  holds.passOver('email', 'sandbox_destination');
  expect(holds.waitMs('email')).toBe(0);
  expect(holds.reasons()).toMatchObject([
    { originId: 'sms', reason: 'spend_limit' },
    { originId: 'email', reason: 'sandbox_destination' },
  ]);
  holds.open('sms');
  expect(holds.probing('sms')).toBe(false);
});
