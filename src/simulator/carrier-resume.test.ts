import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { ProviderEvent } from '../delivery/event.ts';
import { SimulatedCarriers } from './carrier.ts';
import { openJournal, readJournal } from './journal.ts';
import { parseBehaviour } from './parse-behaviour.ts';
import { makeRequest } from '../../test/support/make.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carriers-'));
  path = join(folder, 'carriers.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const delay = { medianMs: 5000, p99Ms: 30_000, maxMs: 60_000 };
const behaviour = parseBehaviour(
  {
    base: 'unlimited',
    sms: {
      sentReceipt: true,
      receiptDelay: delay,
      failed: { share: 0.3, reasons: [{ reason: 'r', weight: 1 }] },
    },
  },
  'x',
);

/** One process: carriers on the journal, until `crash`. */
function start(clock: VirtualClock) {
  const journal = openJournal(path);
  const events: ProviderEvent[] = [];
  const deliver = (batch: readonly ProviderEvent[]) => {
    events.push(...batch);
  };
  const carriers = new SimulatedCarriers({ clock, seed: 9, behaviour, deliver, journal });
  const crash = async () => {
    await carriers.stop();
    journal.close();
  };
  const send = (i: number, attempt = 1) =>
    carriers
      .provider('sms')
      .send(makeRequest({ attemptId: `w.1-${i}-1s.${attempt}`, address: `+1425555${i}` }));
  return { carriers, events, send, crash };
}

const ids = (events: readonly ProviderEvent[]) => new Set(events.map((e) => e.eventId));

describe('carriers on the journal of a process that died', () => {
  test('tell everything that was not told, as exact repeats where it was', async () => {
    const clock = new VirtualClock();
    const first = start(clock);
    for (let i = 0; i < 40; i++) {
      await first.send(i);
      await clock.advance(200);
    }
    await first.crash();
    const told = first.events.length;
    expect(told).toBeGreaterThan(10);
    expect(told).toBeLessThan(70);

    await clock.advance(3_600_000);
    const second = start(clock);
    await clock.runUntilIdle();
    expect(ids(second.events).size).toBe(80);
    const said = new Map(second.events.map((e) => [e.eventId, e]));
    for (const event of first.events) expect(said.get(event.eventId)).toEqual(event);
    await second.crash();
  });

  test('keep the times of what is still to come', async () => {
    const clock = new VirtualClock();
    const first = start(clock);
    for (let i = 0; i < 20; i++) await first.send(i);
    await clock.advance(2000);
    await first.crash();
    const second = start(clock);
    await clock.advance(1);
    const early = second.events.length;
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(40);
    for (const event of second.events) expect(event.at).toBeLessThanOrEqual(clock.now());
    await clock.runUntilIdle();
    expect(second.events).toHaveLength(40);
    await second.crash();
  });

  test('do not tell again what was told long before', async () => {
    const clock = new VirtualClock();
    const first = start(clock);
    for (let i = 0; i < 20; i++) await first.send(i);
    await clock.advance(1_000_000);
    await first.send(99);
    await first.crash();
    const second = start(clock);
    await clock.runUntilIdle();
    expect(new Set(second.events.map((e) => e.attemptId))).toEqual(new Set(['w.1-99-1s.1']));
    await second.crash();
  });

  test('remember what they took: repeats are seen, luck goes on, the truth is whole', async () => {
    const clock = new VirtualClock();
    const first = start(clock);
    const before = await first.send(1);
    await first.send(2);
    await first.crash();
    const second = start(clock);
    const again = await second.send(1);
    await second.send(1, 2);
    expect(again).not.toEqual(before);
    expect(second.carriers.log.totals()).toMatchObject({
      accepted: 4,
      repeatedAttempts: 1,
      repeatedAddresses: 2,
    });
    expect([...second.carriers.log.accepted()]).toEqual([...readJournal(path)]);
    expect([...readJournal(path)].map((a) => a.nth)).toEqual([0, 0, 1, 2]);
    await second.crash();
  });
});
