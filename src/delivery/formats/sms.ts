import { dollarsToMicros, type Micros } from '../../kernel/money.ts';
import type { EventSuppression, EventType, ProviderEvent } from '../event.ts';
import { type Fields, fieldsOf, numberOf, phoneOf, textOf, timeOf } from './json-fields.ts';
import { codeName, type Envelope, keep, saidId } from './reading.ts';

interface Meaning {
  readonly type: EventType;
  readonly reason?: string;
  readonly suppress?: EventSuppression;
}

const SENT: Meaning = { type: 'sent' };

/**
 * `messageStatus`, and `eventType` without its `TEXT_`, `MEDIA_` or `RCS_` (aws-facts 2.2). What is under way proves that AWS took the
 * message: `sent`.
 */
export const SMS_STATUSES: readonly (readonly [status: string, meaning: Meaning])[] = [
  ['QUEUED', SENT],
  ['PENDING', SENT],
  ['SENT', SENT],
  ['ACCEPTED', SENT],
  // Final in countries without receipts of the handset; see `meaningOf`.
  ['SUCCESSFUL', { type: 'delivered' }],
  ['DELIVERED', { type: 'delivered' }],
  ['READ', { type: 'read' }],
  ['INVALID', { type: 'failed', reason: 'invalid_number', suppress: 'invalid_address' }],
  ['INVALID_MESSAGE', { type: 'failed', reason: 'invalid_message' }],
  ['UNREACHABLE', { type: 'failed', reason: 'unreachable' }],
  ['CARRIER_UNREACHABLE', { type: 'failed', reason: 'carrier_unreachable' }],
  ['BLOCKED', { type: 'failed', reason: 'blocked' }],
  ['CARRIER_BLOCKED', { type: 'failed', reason: 'carrier_blocked' }],
  ['SPAM', { type: 'failed', reason: 'spam' }],
  // AWS says it of what it can't class, and 72 hours after a message that nobody told about: no receipt, which is no failure.
  ['UNKNOWN', { type: 'sent', reason: 'no_receipt' }],
  ['TTL_EXPIRED', { type: 'failed', reason: 'ttl_expired' }],
  ['PROTECT_BLOCKED', { type: 'failed', reason: 'protect_blocked' }],
  ['FAILED', { type: 'failed', reason: 'carrier_failed' }],
  ['UNROUTABLE', { type: 'failed', reason: 'unroutable' }],
  ['FILE_INACCESSIBLE', { type: 'failed', reason: 'media_file_inaccessible' }],
  ['FILE_TYPE_UNSUPPORTED', { type: 'failed', reason: 'media_file_type_unsupported' }],
  ['FILE_SIZE_EXCEEDED', { type: 'failed', reason: 'media_file_too_large' }],
  ['FALLEN_BACK_TO_SMS', SENT],
];

const MEANINGS = new Map(SMS_STATUSES);
const PREFIX = /^(TEXT|MEDIA|RCS)_/;

/**
 * The unit of prices is documented in two ways: US dollars (all samples) and thousandths of a US cent (the text). No message costs
 * 50 dollars, and none costs 50 thousandths of a cent, so the amount says which it is.
 */
const DOLLARS_BELOW = 50;
const THOUSANDTHS_OF_A_CENT_IN_A_DOLLAR = 100_000;

/** Looks like a delivery event of End User Messaging SMS, from a configuration set or inside an EventBridge envelope. */
export function isSmsStatus(fields: Fields): boolean {
  const { eventType, messageStatus, messageId } = fields;
  return (
    (typeof eventType === 'string' && PREFIX.test(eventType)) ||
    (typeof messageStatus === 'string' && typeof messageId === 'string')
  );
}

/** A delivery event of End User Messaging SMS. */
export function readSmsStatus(fields: Fields, envelope: Envelope): void {
  const meaning = meaningOf(fields);
  if (meaning === undefined) return keep(envelope, 'notice', `unknown_sms_event ${namesIn(fields)}`);
  const providerId = textOf(fields['messageId']);
  const attemptId = textOf(fieldsOf(fields['context'])?.['attempt']);
  if (providerId === undefined && attemptId === undefined)
    return keep(envelope, 'unread', 'sms_event_without_message');
  const at = timeOf(fields['eventTimestamp']);
  const price = priceOf(fields);
  const said = ['sms', providerId ?? attemptId, meaning.type, meaning.reason, at, price];
  const event: ProviderEvent = {
    eventId: envelope.id ?? saidId(...said),
    source: envelope.source,
    channel: 'sms',
    at: at ?? envelope.at,
    ...meaning,
    ...(attemptId === undefined ? {} : { attemptId }),
    ...(providerId === undefined ? {} : { providerId }),
    ...(price === undefined ? {} : { price }),
  };
  envelope.out.events.push(event);
}

/** The type decides where there is one, even where it is not known; the status only in its absence. */
function meaningOf({ eventType, messageStatus, isFinal }: Fields): Meaning | undefined {
  const name = eventType === undefined ? messageStatus : eventType;
  if (typeof name !== 'string') return undefined;
  if (eventType !== undefined && !PREFIX.test(name)) return undefined;
  const status = name.replace(PREFIX, '');
  const meaning = MEANINGS.get(status);
  if (meaning === undefined) return undefined;
  // The carrier has it and more may follow; and a failure that is not final may yet arrive.
  const isPassing =
    (status === 'SUCCESSFUL' && isFinal !== true) || (meaning.type === 'failed' && isFinal === false);
  return isPassing ? SENT : meaning;
}

function namesIn({ eventType, messageStatus }: Fields): string {
  return codeName(eventType === undefined ? messageStatus : eventType);
}

/** The whole message, all parts, with the carrier's fee. */
function priceOf(fields: Fields): Micros | undefined {
  const price = dollarsOf(fields['totalMessagePrice']);
  if (price === undefined) return undefined;
  return dollarsToMicros(price + (dollarsOf(fields['totalCarrierFee']) ?? 0));
}

function dollarsOf(value: unknown): number | undefined {
  const amount = numberOf(value);
  if (amount === undefined || amount < 0) return undefined;
  if (amount < DOLLARS_BELOW) return amount;
  const dollars = amount / THOUSANDTHS_OF_A_CENT_IN_A_DOLLAR;
  return dollars < DOLLARS_BELOW ? dollars : undefined;
}

/** Looks like a message that somebody sent to one of our numbers. */
export function isInboundSms(fields: Fields): boolean {
  return 'originationNumber' in fields || ('inboundMessageId' in fields && 'messageBody' in fields);
}

/** A two-way message. It has no time of its own. */
export function readInboundSms(fields: Fields, envelope: Envelope): void {
  const from = phoneOf(fields['originationNumber']);
  if (from === undefined) return keep(envelope, 'unread', 'sms_reply_without_sender');
  const text = fields['messageBody'];
  if (typeof text !== 'string') return keep(envelope, 'unread', 'sms_reply_without_text');
  const answered = textOf(fields['previousPublishedMessageId']);
  const id = textOf(fields['inboundMessageId']);
  envelope.out.events.push({
    eventId: saidId('sms-reply', id ?? `${from} ${text} ${envelope.at}`),
    source: envelope.source,
    channel: 'sms',
    type: 'reply',
    at: envelope.at,
    from,
    text,
    ...(answered === undefined ? {} : { providerId: answered }),
  });
}
