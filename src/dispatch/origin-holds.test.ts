import { beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../kernel/random.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { asMessageId } from '../delivery/message.ts';
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
  holds.accepted('sms', asMessageId('1-1-1s'));
  expect(holds.probing('sms')).toBe(false);
});

describe('an origin of which events tell that it fails', () => {
  const one = asMessageId('1-1-1w');
  const two = asMessageId('1-2-1w');
  const clock = new VirtualClock();
  let holds = new OriginHolds(clock, seededRandom(1));

  beforeEach(() => {
    holds = new OriginHolds(clock, seededRandom(1));
    holds.holdByEvent('whatsapp', 'spam_rate_exceeded');
  });

  const waitOver = async () => {
    expect(holds.waitMs('whatsapp')).toBeGreaterThan(0);
    await clock.advance(holds.waitMs('whatsapp'));
    expect(holds.waitMs('whatsapp')).toBe(0);
    expect(holds.probing('whatsapp')).toBe(true);
  };

  test('opens when a trial arrives, and not when the carrier takes it', async () => {
    await waitOver();
    holds.accepted('whatsapp', one);
    expect(holds.waitMs('whatsapp')).toBeGreaterThan(0);
    holds.arrived(two);
    expect(holds.probing('whatsapp')).toBe(true);
    holds.arrived(one);
    expect(holds.probing('whatsapp')).toBe(false);
    expect(holds.waitMs('whatsapp')).toBe(0);
  });

  test('stays as it is for what was under way before, and for repeated events', async () => {
    const wait = holds.waitMs('whatsapp');
    holds.accepted('whatsapp', one);
    holds.holdByEvent('whatsapp', 'spam_rate_exceeded');
    holds.arrived(one);
    expect(holds.waitMs('whatsapp')).toBe(wait);
  });

  test('waits longer after each trial that fails, up to a quarter of an hour, and opens late all the same', async () => {
    for (let round = 1; round <= 10; round++) {
      const bound = Math.min(15 * 60_000, 20_000 * 2 ** (round - 1));
      expect(holds.waitMs('whatsapp')).toBeGreaterThanOrEqual(bound / 2);
      expect(holds.waitMs('whatsapp')).toBeLessThanOrEqual(bound);
      await waitOver();
      holds.accepted('whatsapp', one);
      await waitOver();
      holds.holdByEvent('whatsapp', 'spam_rate_exceeded');
    }
    holds.arrived(one);
    expect(holds.list()).toEqual([]);
  });

  test('is tried again when nothing is told about the trial', async () => {
    await waitOver();
    holds.accepted('whatsapp', one);
    await waitOver();
    holds.accepted('whatsapp', two);
    holds.arrived(one);
    expect(holds.probing('whatsapp')).toBe(false);
  });

  test('also waits when the carrier refuses the trial', async () => {
    await waitOver();
    holds.hold('whatsapp', 'access_denied');
    await waitOver();
    holds.accepted('whatsapp', one);
    expect(holds.probing('whatsapp')).toBe(true);
    holds.arrived(one);
    expect(holds.probing('whatsapp')).toBe(false);
  });

  test('was held by an answer before: then arrivals count', async () => {
    holds.hold('sms', 'no_connection');
    holds.holdByEvent('sms', 'carrier_down');
    holds.accepted('sms', one);
    expect(holds.list().map(({ originId, reason }) => [originId, reason])).toContainEqual([
      'sms',
      'carrier_down',
    ]);
  });
});
