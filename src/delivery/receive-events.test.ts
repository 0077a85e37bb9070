import { beforeEach, expect, test } from 'vitest';
import { makeEvent } from '../../test/support/make.ts';
import { MemoryMessageLedger } from '../adapters/memory/message-ledger.ts';
import { MemoryState } from '../adapters/memory/memory-state.ts';
import { MemoryOptOutQueue } from '../adapters/memory/opt-out-queue.ts';
import { MemoryServiceWindows } from '../adapters/memory/service-windows.ts';
import { MemorySuppressionStore } from '../adapters/memory/suppression-store.ts';
import { MemoryUnreadEventStore } from '../adapters/memory/unread-event-store.ts';
import { addressKey } from '../consent/address-key.ts';
import type { Channel } from '../kernel/channel.ts';
import type { ProviderEvent } from './event.ts';
import { receiveEvents } from './receive-events.ts';
import { forgetOldEvents } from './retention.ts';
import { takeIn } from './take-in.ts';

const NOW = 1_795_168_900_000;
const ANA = '+14255550123';

let suppressions: MemorySuppressionStore;
let serviceWindows: MemoryServiceWindows;
let optOuts: MemoryOptOutQueue;
let unread: MemoryUnreadEventStore;
let ledger: MemoryMessageLedger;

beforeEach(() => {
  const state = new MemoryState();
  suppressions = new MemorySuppressionStore(state);
  serviceWindows = new MemoryServiceWindows(state);
  ledger = new MemoryMessageLedger(state, 'abcdefgh');
  optOuts = new MemoryOptOutQueue();
  unread = new MemoryUnreadEventStore();
});

const parts = () => ({ ledger, suppressions, serviceWindows, optOuts, unread, secret: 's' });
const receive = (...events: readonly ProviderEvent[]) => receiveEvents(parts(), events, NOW);
const reply = (text: string, at: number, more: Partial<ProviderEvent> = {}) =>
  makeEvent({ eventId: `${text}-${at}`, type: 'reply', from: ANA, text, at, ...more });
const reasonOf = async (address = ANA, channel: Channel = 'sms') => {
  const key = addressKey('s', channel, address);
  return (await suppressions.find([key])).get(key)?.reason;
};

test('of several wishes the newest counts, whatever order they come in', async () => {
  await receive(reply('START', 20), reply('STOP', 30), reply('STOP', 10));
  expect(await reasonOf()).toBe('opted_out');
  await receive(reply('START', 40), reply('STOP', 35));
  expect(await reasonOf()).toBeUndefined();
  await receive(reply('START', 50), reply('STOP', 50));
  expect(await reasonOf()).toBe('opted_out');
});

test('an old START from a file does not undo a newer STOP', async () => {
  await receive(reply('STOP', 100));
  await receive(reply('START', 90));
  expect(await reasonOf()).toBe('opted_out');
  expect(await optOuts.due(NOW, 10)).toEqual([{ number: ANA, out: true, tries: 0 }]);
});

test('a provider whose clock is ahead does not outdo what is said later', async () => {
  await receive(reply('STOP', NOW + 3_600_000));
  await receive(reply('START', NOW));
  expect(await reasonOf()).toBeUndefined();
});

test("the carrier's own list hears of phone numbers, and of nobody else", async () => {
  await receive(
    reply('STOP', 1),
    reply('STOP', 1, { eventId: 'w', channel: 'whatsapp', from: '+14255550124' }),
    makeEvent({ eventId: 'e', type: 'opted_out', channel: 'email', from: 'ana@example.com', at: 1 }),
  );
  expect(await optOuts.due(NOW, 10)).toEqual([{ number: ANA, out: true, tries: 0 }]);
  expect(await reasonOf('+14255550124', 'whatsapp')).toBe('opted_out');
  expect(await reasonOf('Ana@Example.com', 'email')).toBe('opted_out');
  await receive(reply('START', 2));
  expect(await optOuts.due(NOW, 10)).toEqual([{ number: ANA, out: false, tries: 0 }]);
});

test("an opt-out on WhatsApp counts for the number and for Meta's id of the person", async () => {
  await receive(reply('STOP', 1, { channel: 'whatsapp', userId: 'US.1349' }));
  expect(await reasonOf(ANA, 'whatsapp')).toBe('opted_out');
  expect(await reasonOf('US.1349', 'whatsapp')).toBe('opted_out');
});

test.each([
  ['5511987654321', '+5511987654321'],
  ['551187654321', '+5511987654321'],
  ['5215512345678', '+525512345678'],
  ['14255550123', '+14255550123'],
])('an opt-out of WhatsApp id %s stops %s', async (waId, address) => {
  const message = { from: waId, id: 'wamid.1', timestamp: '1795168802', text: { body: 'STOP' } };
  const entry = { changes: [{ field: 'messages', value: { messages: [message] } }] };
  const text = JSON.stringify({ whatsAppWebhookEntry: JSON.stringify(entry) });
  await takeIn(parts(), [{ text, source: 'queue', at: NOW }], NOW);
  expect(await reasonOf(address, 'whatsapp')).toBe('opted_out');
});

test('other replies, pictures and receipts stop nobody', async () => {
  await receive(
    reply('thanks!', 1),
    makeEvent({ eventId: 'picture', type: 'reply', from: ANA }),
    makeEvent({ eventId: 'receipt', providerId: 'p' }),
  );
  expect(await suppressions.count()).toBe(0);
  expect(await optOuts.count()).toBe(0);
});

test('every text is counted as what became of it, and again as having come before', async () => {
  const sent = JSON.stringify({ eventType: 'TEXT_DELIVERED', messageId: 'p', eventTimestamp: NOW });
  const texts = [sent, 'no json', '{"Type":"SubscriptionConfirmation"}'].map((text) => ({
    text,
    source: 'queue',
    at: NOW,
  }));
  const once = { events: 1, matched: 0, repeated: 0, notices: 1, unread: 1 };
  expect(await takeIn(parts(), texts, NOW)).toEqual(once);
  expect(await takeIn(parts(), texts, NOW)).toEqual({ ...once, repeated: 1 });
  expect((await unread.list(10)).map(({ raw, source }) => [raw, source])).toEqual([
    ['{"Type":"SubscriptionConfirmation"}', 'queue'],
    ['no json', 'queue'],
  ]);
});

test('what matched nothing, and what nobody could read, is kept 30 days', async () => {
  const day = 24 * 60 * 60 * 1000;
  await takeIn(parts(), [{ text: 'no json', source: 'queue', at: NOW }], NOW);
  await receive(makeEvent({ eventId: 'e', providerId: 'nobody' }));
  await forgetOldEvents(parts(), NOW + 30 * day);
  expect([await ledger.unmatchedEvents(), (await unread.list(9)).length]).toEqual([1, 1]);
  await forgetOldEvents(parts(), NOW + 30 * day + 1);
  expect([await ledger.unmatchedEvents(), (await unread.list(9)).length]).toEqual([0, 0]);
});
