import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';
import { SMS_STATUSES } from './sms.ts';

const AT = 1_795_168_900_000;
const base = { eventTimestamp: 1_795_168_803_470, isFinal: true, messageId: 'm-1' };
const read = (fields: Record<string, unknown>) =>
  readEvents(JSON.stringify({ ...base, ...fields }), { at: AT });

/** aws-facts 2.2, row by row. */
const ROWS: readonly (readonly [status: string, type: string, reason?: string, suppress?: string])[] = [
  ['QUEUED', 'sent'],
  ['PENDING', 'sent'],
  ['SENT', 'sent'],
  ['ACCEPTED', 'sent'],
  ['SUCCESSFUL', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['READ', 'read'],
  ['INVALID', 'failed', 'invalid_number', 'invalid_address'],
  ['INVALID_MESSAGE', 'failed', 'invalid_message'],
  ['UNREACHABLE', 'failed', 'unreachable'],
  ['CARRIER_UNREACHABLE', 'failed', 'carrier_unreachable'],
  ['BLOCKED', 'failed', 'blocked'],
  ['CARRIER_BLOCKED', 'failed', 'carrier_blocked'],
  ['SPAM', 'failed', 'spam'],
  ['UNKNOWN', 'sent', 'no_receipt'],
  ['TTL_EXPIRED', 'failed', 'ttl_expired'],
  ['PROTECT_BLOCKED', 'failed', 'protect_blocked'],
  ['FAILED', 'failed', 'carrier_failed'],
  ['UNROUTABLE', 'failed', 'unroutable'],
  ['FILE_INACCESSIBLE', 'failed', 'media_file_inaccessible'],
  ['FILE_TYPE_UNSUPPORTED', 'failed', 'media_file_type_unsupported'],
  ['FILE_SIZE_EXCEEDED', 'failed', 'media_file_too_large'],
  ['FALLEN_BACK_TO_SMS', 'sent'],
];

test('the rows are the table', () => {
  expect(ROWS.map(([status]) => status)).toEqual(SMS_STATUSES.map(([status]) => status));
});

test.each(ROWS)('%s', (status, type, reason, suppress) => {
  for (const fields of [
    { eventType: `TEXT_${status}` },
    { eventType: `RCS_${status}` },
    { eventType: `MEDIA_${status}`, messageStatus: 'DELIVERED' },
    { messageStatus: status },
  ]) {
    const { events, kept } = read(fields);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type, channel: 'sms', at: base.eventTimestamp, providerId: 'm-1' });
    expect([events[0]?.reason, events[0]?.suppress]).toEqual([reason, suppress]);
    expect(kept).toEqual([]);
  }
});

test.each([
  ['a type that nobody knows', { eventType: 'TEXT_NEW', messageStatus: 'DELIVERED' }],
  ['a type that is no text', { eventType: 7, messageStatus: 'DELIVERED' }],
  ['a type of another prefix', { eventType: 'VOICE_COMPLETED', messageStatus: 'DELIVERED' }],
  ['a name that every object has', { eventType: 'TEXT_constructor', messageStatus: 'DELIVERED' }],
  ['a status that nobody knows', { messageStatus: 'TELEPORTED' }],
])('%s is a notice, whatever the status beside it says', (_what, fields) => {
  const { events, kept } = read(fields);
  expect(events).toEqual([]);
  expect(kept).toMatchObject([{ kind: 'notice' }]);
});

test.each([
  [0.00581, 0.00302, 8_830],
  [0.5, undefined, 500_000],
  [581, 302, 8_830],
  ['0.00581', '0.00302', 8_830],
  [0, 0, 0],
  [-1, 0, undefined],
  [1e300, 0, undefined],
  [undefined, 0.003, undefined],
])('a price of %s and a fee of %s are %s micros', (totalMessagePrice, totalCarrierFee, price) => {
  const [event] = read({ eventType: 'TEXT_DELIVERED', totalMessagePrice, totalCarrierFee }).events;
  expect(event?.price).toBe(price);
});

test.each([
  [1_795_168_803_470, 1_795_168_803_470],
  ['1795168803470', 1_795_168_803_470],
  [1_795_168_803, 1_795_168_803_000],
  ['soon', AT],
  [1e30, AT],
  [-5, AT],
  [null, AT],
])('a time of %s is %s', (eventTimestamp, at) => {
  expect(read({ eventType: 'TEXT_DELIVERED', eventTimestamp }).events[0]?.at).toBe(at);
});

test('the echo finds the message where the id is missing', () => {
  const fields = { eventType: 'TEXT_DELIVERED', messageId: undefined, context: { attempt: 'ws.1-1-1s.1' } };
  expect(read(fields).events).toMatchObject([{ attemptId: 'ws.1-1-1s.1' }]);
  expect(read({ ...fields, context: {} }).kept).toMatchObject([
    { kind: 'unread', reason: 'sms_event_without_message' },
  ]);
});
