import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../kernel/channel.ts';
import type { Accepted } from './accepted.ts';
import { parseBehaviour } from './parse-behaviour.ts';
import { PRESETS } from './presets.ts';
import { receiptsFor } from './receipts.ts';

const acceptances = fc.record({
  attemptId: fc.string({ minLength: 1, maxLength: 12 }),
  channel: fc.constantFrom(...CHANNELS),
  address: fc.string({ minLength: 1, maxLength: 12 }),
  parts: fc.integer({ min: 1, max: 5 }),
  at: fc.integer({ min: 1e12, max: 2e12 }),
  providerId: fc.uuid(),
  nth: fc.integer({ min: 0, max: 3 }),
});

function someone(changes: Partial<Accepted> = {}): Accepted {
  return {
    attemptId: 'w.1-1-1s.1',
    channel: 'sms',
    address: '+14255550100',
    parts: 1,
    at: 1_795_168_800_000,
    providerId: '0a0b0c0d-1111-4222-8333-444455556666',
    nth: 0,
    ...changes,
  };
}

/** Events of a thousand people under a behaviour. */
function thousand(over: object, changes: Partial<Accepted> = {}) {
  const behaviour = parseBehaviour({ base: 'perfect', ...over }, 'x');
  return Array.from({ length: 1000 }, (_, i) =>
    receiptsFor(1, behaviour, someone({ ...changes, address: `+1425555${i}`, providerId: `id-${i}` })),
  );
}

const types = (receipts: ReturnType<typeof receiptsFor>) => receipts.map((r) => r.event.type);
const always = (reason: object) => ({ share: 1, reasons: [{ weight: 1, ...reason }] });
const anHour = { share: 1, delay: { medianMs: 3_600_000, p99Ms: 3_600_000, maxMs: 3_600_000 } };
const aSecond = { medianMs: 1000, p99Ms: 8000, maxMs: 20_000 };

describe('receiptsFor', () => {
  test('is a pure function of seed, behaviour and acceptance, and gives arrivals in order', () => {
    fc.assert(
      fc.property(fc.integer(), acceptances, (seed, accepted) => {
        const receipts = receiptsFor(seed, PRESETS.realistic, accepted);
        expect(receiptsFor(seed, PRESETS.realistic, { ...accepted })).toEqual(receipts);
        const arrivals = receipts.map((r) => r.afterMs);
        expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
        for (const { event } of receipts) {
          expect(event.at).toBeGreaterThanOrEqual(accepted.at);
          expect(event.providerId).toBe(accepted.providerId);
        }
      }),
    );
  });

  test('events with one id are the same event, and different events have different ids', () => {
    const noisy = parseBehaviour({ all: { duplicated: 0.5, reordered: 0.5, receiptPerPart: 1 } }, 'x');
    fc.assert(
      fc.property(acceptances, (accepted) => {
        const byId = new Map<string, unknown>();
        for (const { event } of receiptsFor(1, noisy, accepted)) {
          expect(byId.get(event.eventId) ?? event).toEqual(event);
          byId.set(event.eventId, event);
        }
        const said = [...byId.values()].map((event) => JSON.stringify(event));
        expect(new Set(said).size).toBe(byId.size);
      }),
    );
  });

  test('without faults there is exactly one final receipt', () => {
    const faultless = parseBehaviour(
      { all: { duplicated: 0, reordered: 0, receiptPerPart: 0, lost: 0, deliveredAfterFailed: 0 } },
      'x',
    );
    fc.assert(
      fc.property(fc.integer(), acceptances, (seed, accepted) => {
        const seen = types(receiptsFor(seed, faultless, accepted));
        expect(seen.filter((type) => type === 'delivered' || type === 'failed')).toHaveLength(1);
        expect(seen.filter((type) => type === 'sent')).toHaveLength(1);
      }),
    );
  });

  test('perfect carriers say one thing, at once', () => {
    expect(receiptsFor(1, PRESETS.perfect, someone())).toEqual([
      {
        afterMs: 0,
        event: {
          eventId: '0a0b0c0d-1111-4222-8333-444455556666/0-delivered',
          source: 'simulator',
          channel: 'sms',
          type: 'delivered',
          at: 1_795_168_800_000,
          providerId: '0a0b0c0d-1111-4222-8333-444455556666',
          attemptId: 'w.1-1-1s.1',
        },
      },
    ]);
  });

  test('failures, bounces and late deliveries', () => {
    const [failed] = thousand({ sms: { failed: always({ reason: 'invalid_number', suppress: true }) } });
    expect(failed).toMatchObject([
      { event: { type: 'failed', reason: 'invalid_number', suppress: 'invalid_address' } },
    ]);
    const [bounced] = thousand({ sms: { bounced: always({ reason: 'mailbox_full' }) } });
    expect(bounced?.[0]?.event).toMatchObject({ type: 'failed', reason: 'mailbox_full', bounced: true });
    expect(bounced?.[0]?.event).not.toHaveProperty('suppress');
    const late = thousand({
      sms: { failed: always({ reason: 'unreachable' }), deliveredAfterFailed: 1, receiptDelay: aSecond },
    });
    for (const receipts of late) expect(types(receipts)).toEqual(['failed', 'delivered']);
  });

  test('what customers do comes after the delivery', () => {
    const { read, opened, clicked, complained, stop } = {
      read: anHour,
      opened: anHour,
      clicked: anHour,
      complained: { ...anHour, share: 0.5 },
      stop: anHour,
    };
    const all = thousand({ sms: { followUps: { read, opened, clicked, complained, stop } } });
    const [first] = all;
    expect(new Set(first?.map((r) => r.event.type))).toContain('reply');
    for (const receipts of all) {
      expect(types(receipts)[0]).toBe('delivered');
      expect(receipts.find((r) => r.event.type === 'clicked')?.afterMs).toBe(7_200_000);
    }
    const complaints = all.filter((receipts) => types(receipts).includes('complained')).length;
    expect(complaints).toBeGreaterThan(430);
    expect(complaints).toBeLessThan(570);
    const reply = first?.find((r) => r.event.type === 'reply')?.event;
    expect(reply).toMatchObject({ from: '+14255550', text: 'STOP', providerId: 'id-0' });
    expect(reply).not.toHaveProperty('attemptId');
  });

  test('faults of the way: lost, twice, in the opposite order, once a part', () => {
    expect(thousand({ sms: { lost: 1 } }).flat()).toEqual([]);
    const stop = { ...anHour, delay: aSecond };
    for (const receipts of thousand({ sms: { lost: 1, followUps: { stop } } })) {
      expect(types(receipts)).toEqual(['reply']);
    }
    for (const [one, two, ...more] of thousand({ sms: { duplicated: 1, receiptDelay: aSecond } })) {
      expect(more).toEqual([]);
      expect(two?.event).toEqual(one?.event);
    }
    for (const receipts of thousand({ sms: { sentReceipt: true, reordered: 1, receiptDelay: aSecond } })) {
      expect(types(receipts)).toEqual(['delivered', 'sent']);
      expect(receipts[1]?.event.at).toBeLessThanOrEqual(receipts[0]?.event.at ?? 0);
    }
    for (const receipts of thousand({ sms: { receiptPerPart: 1 } }, { parts: 3 })) {
      expect(types(receipts)).toEqual(['delivered', 'delivered', 'delivered']);
      expect(new Set(receipts.map((r) => r.event.eventId)).size).toBe(3);
    }
  });

  test('echo and price only where they are told', () => {
    const [silent] = thousand({ sms: { echo: false } });
    expect(silent?.[0]?.event).not.toHaveProperty('attemptId');
    expect(silent?.[0]?.event).not.toHaveProperty('price');
    const followUps = { read: anHour };
    const [priced] = thousand({ sms: { sentReceipt: true, followUps } }, { price: 20_040 });
    expect(priced?.map((r) => r.event.price)).toEqual([20_040, 20_040, undefined]);
  });

  test('fixed events come as they are fixed, with no faults of chance', () => {
    const behaviour = parseBehaviour({ base: 'perfect', sms: { lost: 1, receiptDelay: aSecond } }, 'x');
    const events = [
      { type: 'failed', afterMs: 3000, reason: 'spam', copies: 2 },
      { type: 'delivered', afterMs: 1000 },
      { type: 'read' },
    ] as const;
    const receipts = receiptsFor(1, behaviour, someone({ events }));
    expect(types(receipts).filter((type) => type !== 'read')).toEqual(['delivered', 'failed', 'failed']);
    expect(receipts.find((r) => r.event.type === 'read')?.afterMs).toBeGreaterThan(1000);
    expect(receiptsFor(1, behaviour, someone({ events: [] }))).toEqual([]);
  });
});
