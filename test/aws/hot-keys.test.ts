import { describe, expect, test } from 'vitest';
import { budgetKey } from '../../src/adapters/aws/budget.ts';
import { formatCarrierItem } from '../../src/adapters/aws/carrier-item.ts';
import { contactKey } from '../../src/adapters/aws/contacts.ts';
import { counterKeys } from '../../src/adapters/aws/counter-item.ts';
import type { Item } from '../../src/adapters/aws/dynamodb.ts';
import { formatMessageItem, newItem } from '../../src/adapters/aws/message-item.ts';
import { scopeKey } from '../../src/adapters/aws/scope-item.ts';
import { customerKey, formatCustomer } from '../../src/adapters/aws/stored-customer.ts';
import { ATTENTION_SHARDS, attention, timeKey } from '../../src/adapters/aws/tracking-item.ts';
import { unreadKey } from '../../src/adapters/aws/unread-event-store.ts';
import { asMessageId, messageId } from '../../src/delivery/message.ts';
import { type MessageState, NO_STATE } from '../../src/delivery/state.ts';
import { hash32 } from '../../src/kernel/random.ts';
import { nested, origin } from '../simulation/limiter-sim.ts';
import { simulate } from '../simulation/limiter-workers.ts';
import { tableWorkers } from '../simulation/limiter-records.ts';
import { makeMessage } from '../support/make.ts';
import { KeyMeter } from './key-meter.ts';

const PER_SECOND = 5_000;
const SECONDS = 3;
const NOW = 1_800_000_000_000;
const MESSAGES = Array.from({ length: PER_SECOND * SECONDS }, (_, n) => {
  const key = customerKey('secret', `CUST-${n}`);
  const id = messageId({ campaignKey: '1', customerKey: key, step: 1, channel: 'sms' });
  return { key, message: makeMessage('1', n, { id }), atMs: (n * 1000) / PER_SECOND };
});
/** From a send to the carrier's answer, and from there to the receipt: the longer, the more of them meet in a second. */
const ANSWER_MS = 200;
const RECEIPT_MS = 900;
/** Messages that are intended, and events that are folded, in one call: a slice of tasks, a batch of the events queue. */
const BATCH = 10;
/** 20,000 writes a second need 20 partitions of 1,000, each with a shard of the stream; Lambda gathers records for a second or 1,000 of them. */
const STREAM_SHARDS = 20;
const STREAM_BATCH = 100;

const sending: MessageState = { ...NO_STATE, status: 'sending', attempts: 1, intendedAt: NOW };
const sent: MessageState = { ...sending, status: 'sent', tries: 1, providerId: 'p' };
const delivered: MessageState = { ...sent, status: 'delivered', doneAt: NOW };

/** What a campaign with fallbacks writes to delivery-tracking; `attentionShards`: over how many partitions its waits are spread. */
function trackMessages(meter: KeyMeter, attentionShards = ATTENTION_SHARDS): void {
  for (const { message, atMs } of MESSAGES) {
    const item = (state: MessageState, told: number) =>
      reSharded(formatMessageItem({ ...newItem(message), state, told, by: 'x' }), attentionShards);
    const steps = [
      { at: atMs, item: item(sending, 0) },
      { at: atMs + ANSWER_MS, item: item({ ...sent, dueAt: NOW + 600_000 + atMs }, 1) },
      { at: atMs + ANSWER_MS + RECEIPT_MS, item: item(delivered, 1) },
    ];
    let before: Item | undefined;
    for (const step of steps) {
      meter.put('delivery-tracking', step.item, before, step.at);
      before = step.item;
    }
    const acceptance = {
      attempt: { messageId: message.id, number: 1 },
      acceptedAt: NOW + atMs,
      dueAt: NOW + 600_000,
      campaignId: message.campaignId,
      intendedAt: NOW,
      parts: 1,
      counts: false,
    };
    const carrier = formatCarrierItem({ key: `provider-${message.id}`, acceptance, parked: [], by: 'x' });
    meter.put('delivery-tracking', carrier, undefined, atMs + ANSWER_MS);
  }
}

/** The item as it would be with another number of shards. */
function reSharded(item: Item, shards: number): Item {
  if (shards === ATTENTION_SHARDS || item['attention'] === undefined) return item;
  const shard = hash32(String(item['message_id'])) % shards;
  return { ...item, attention: attention.due('spring', shard) };
}

/** What the same campaign writes elsewhere: money held, caps, counters. */
function trackSums(meter: KeyMeter, { budgetBatch = BATCH, streamShards = STREAM_SHARDS } = {}): void {
  for (const [n, { key, atMs }] of MESSAGES.entries()) {
    meter.put('rate-limits', { limiter_key: contactKey(key) }, undefined, atMs);
    if (n % budgetBatch === 0)
      meter.put('rate-limits', { limiter_key: budgetKey('spring') }, undefined, atMs);
  }
  // Four writes a message reach the stream.
  const records = MESSAGES.length * 4;
  for (let n = 0; n < records; n += STREAM_BATCH) {
    const shardId = `shardId-${(n / STREAM_BATCH) % streamShards}`;
    const atMs = (n / records) * SECONDS * 1000;
    const keys = [
      counterKeys.tally('spring', shardId),
      counterKeys.rate('spring', { channel: 'sms', at: NOW + atMs, parts: 1 }, shardId),
    ];
    for (const key of keys) meter.put('campaigns', { ...key }, undefined, atMs);
  }
}

describe(`no key takes more than 1,000 writes a second at ${PER_SECOND} messages/s`, () => {
  test('of messages that wait for a fallback, and their receipts', () => {
    const meter = new KeyMeter();
    trackMessages(meter);
    expect(meter.total).toBeGreaterThan(6 * MESSAGES.length);
    expect(meter.rejected).toBe(0);
    // Waits come and go: both write to the same 16 partitions.
    expect(meter.busiest(1)[0]?.key).toMatch(/attention-index due#spring#\d+$/);
    expect(meter.busiest(1)[0]?.units).toBeGreaterThan(500);
  });

  test('of budgets, caps and counters', () => {
    const meter = new KeyMeter();
    trackSums(meter);
    expect(meter.rejected).toBe(0);
    expect(meter.busiest(1)[0]?.key).toBe('rate-limits budget#spring');
  });

  // Ten origins of 500/s at once under one account, on 10 workers: each block is a write to the account's item, and so is a lost race.
  test('of limits that ten origins share', async () => {
    const meter = new KeyMeter();
    const account = origin(PER_SECOND, 'account');
    const tried = (scope: string, atMs: number) => meter.write('rate-limits', scopeKey(scope), atMs);
    const storeOf = tableWorkers({ tripMs: [2, 6], trustedMs: 2, tried });
    const scenario = nested(account, Array<number>(10).fill(PER_SECOND / 10));
    await simulate({ ...scenario, batch: 100, seconds: SECONDS, storeOf });
    expect(meter.rejected).toBe(0);
    expect(meter.busiest(1)[0]?.key).toBe('rate-limits scope#account');
  });

  test('of customers who are imported as quickly as a table takes them', () => {
    const meter = new KeyMeter();
    for (const [n, { key }] of MESSAGES.entries()) {
      const customer = { id: `CUST-${n}`, addresses: {}, consent: {}, attributes: {} };
      meter.put('customers', formatCustomer(key, customer, 'x'), undefined, (n * 1000) / 40_000);
    }
    expect(meter.rejected).toBe(0);
  });

  test('of events that a carrier changed, so that none of them is read', () => {
    const meter = new KeyMeter();
    for (const { message, atMs } of MESSAGES)
      meter.put('campaigns', { ...unreadKey(message.id) }, undefined, atMs);
    expect(meter.rejected).toBe(0);
  });
});

describe('the meter rejects', () => {
  test('waits in one partition', () => {
    const meter = new KeyMeter();
    trackMessages(meter, 1);
    expect(meter.rejected).toBeGreaterThan(MESSAGES.length);
    expect(meter.busiest(1)[0]?.key).toBe('delivery-tracking attention-index due#spring#0');
  });

  test('money that is held message by message', () => {
    const meter = new KeyMeter();
    trackSums(meter, { budgetBatch: 1 });
    expect(meter.rejected).toBeGreaterThan(0);
    expect(meter.busiest(1)[0]).toEqual({ key: 'rate-limits budget#spring', units: PER_SECOND });
  });

  test('a second entry in an index, and one that was moved', () => {
    const meter = new KeyMeter();
    const waits = (at: number): Item => ({
      message_id: 'm',
      attention: 'due#x#0',
      attention_at: timeKey(at),
    });
    meter.put('delivery-tracking', waits(1), undefined, 0);
    meter.put('delivery-tracking', waits(1), waits(1), 0);
    meter.put('delivery-tracking', waits(2), waits(1), 0);
    meter.put('delivery-tracking', { message_id: asMessageId('m') }, waits(2), 0);
    // Four items, and in the index: one comes, none, one goes and one comes, one goes.
    expect(meter.total).toBe(4 + 1 + 0 + 2 + 1);
  });
});
