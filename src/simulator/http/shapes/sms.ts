import type { ProviderEvent } from '../../../delivery/event.ts';
import type { Accepted } from '../../accepted.ts';
import type { SmsRecord } from '../../wire-record.ts';
import type { SmsConfigurationSet } from '../sms/account-schema.ts';
import {
  type EventAccount,
  eventBridgeEvent,
  type OutgoingEvent,
  snsNotification,
  uuidOf,
} from './envelopes.ts';

/** Reasons of behaviours and scripts, which are those of the ledger, as event types (aws-facts 2.2); an event type is itself. */
export const SMS_FAILURES: Readonly<Record<string, string>> = {
  unreachable: 'TEXT_UNREACHABLE',
  carrier_unreachable: 'TEXT_CARRIER_UNREACHABLE',
  carrier_blocked: 'TEXT_CARRIER_BLOCKED',
  blocked: 'TEXT_BLOCKED',
  spam: 'TEXT_SPAM',
  invalid_number: 'TEXT_INVALID',
  invalid_message: 'TEXT_INVALID_MESSAGE',
  ttl_expired: 'TEXT_TTL_EXPIRED',
  protect_blocked: 'TEXT_PROTECT_BLOCKED',
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  TEXT_SUCCESSFUL: 'Message has been accepted by phone carrier',
  TEXT_DELIVERED: 'Message has been accepted by phone',
  TEXT_UNREACHABLE: 'Phone is currently unreachable/unavailable',
  TEXT_CARRIER_UNREACHABLE: 'Phone carrier is currently unreachable/unavailable',
  TEXT_CARRIER_BLOCKED: 'Phone carrier has blocked this message',
  TEXT_BLOCKED: 'Phone has blocked this message',
  TEXT_SPAM: 'Message has been marked as spam',
  TEXT_INVALID: 'Destination phone number is invalid',
  TEXT_INVALID_MESSAGE: 'Invalid Message Exception',
  TEXT_TTL_EXPIRED: 'Message has expired',
  TEXT_PROTECT_BLOCKED: 'Message has been blocked by protect configuration',
};

/** Networks that events name; only the US has made-up ones. */
const US_NETWORK = { mcc: '310', mnc: '800', carrierName: 'Example Mobile' };

function eventTypeOf({ type, reason = 'unknown' }: ProviderEvent): string | undefined {
  if (type === 'sent') return 'TEXT_SUCCESSFUL';
  if (type === 'delivered') return 'TEXT_DELIVERED';
  if (type !== 'failed') return undefined;
  return /^TEXT_[A-Z_]+$/.test(reason) ? reason : (SMS_FAILURES[reason] ?? 'TEXT_UNKNOWN');
}

/**
 * What AWS tells about an SMS: a record of the configuration set's topic, with recipient and context, when the send named a set that has
 * one; otherwise an event of EventBridge, which has neither (aws-facts 2.1). `undefined`: nobody is told.
 */
export function smsEvent(
  event: ProviderEvent,
  accepted: Accepted,
  record: SmsRecord,
  account: EventAccount,
  set: SmsConfigurationSet | undefined,
): OutgoingEvent | undefined {
  const { eventId, at } = event;
  if (event.type === 'reply') return smsReply(event, accepted, record);
  const eventType = eventTypeOf(event);
  if (eventType === undefined) return undefined;
  const shared = detailOf(eventType, event, accepted, record);
  const isSubscribed =
    set?.topic !== undefined &&
    set.enabled &&
    event.attemptId !== undefined &&
    matches(set.eventTypes, eventType);
  if (isSubscribed && set.topic !== undefined) {
    const { carrierName: _, ...network } = networkOf(record);
    const message = {
      ...shared,
      ...network,
      destinationPhoneNumber: accepted.address,
      ...(record.context !== undefined && { context: record.context }),
    };
    return snsNotification({ eventId, at, topic: set.topic, message });
  }
  const detail = { ...shared, ...networkOf(record), ...protectOf(record, eventType) };
  const detailType = 'Text Message Delivery Status Updated';
  return eventBridgeEvent(account, {
    eventId,
    at,
    source: 'aws.sms-voice',
    detailType,
    resources: [],
    detail,
  });
}

function matches(wanted: readonly string[], eventType: string): boolean {
  return wanted.includes('ALL') || wanted.includes('TEXT_ALL') || wanted.includes(eventType);
}

/** Prices are plain US dollars, as all samples have them (aws-facts 10.3). */
function detailOf(
  eventType: string,
  { at }: ProviderEvent,
  accepted: Accepted,
  record: SmsRecord,
): Record<string, unknown> {
  const isBlocked = eventType === 'TEXT_PROTECT_BLOCKED';
  // The carrier has it and more will follow. Where nothing more ever does, AWS calls the same event final (aws-facts 2.2).
  const isFinal = eventType !== 'TEXT_SUCCESSFUL';
  return {
    eventType,
    eventVersion: '1.0',
    eventTimestamp: at,
    isFinal,
    originationPhoneNumber: record.from,
    isoCountryCode: record.country ?? 'US',
    isInternationalSend: record.international,
    messageId: accepted.providerId,
    messageRequestTimestamp: accepted.at,
    messageEncoding: record.encoding,
    messageType: record.messageType,
    messageStatus: eventType.replace('TEXT_', ''),
    messageStatusDescription: DESCRIPTIONS[eventType] ?? 'Unknown',
    totalMessageParts: accepted.parts,
    totalMessagePrice: isBlocked ? 0 : record.messagePrice / 1e6,
    totalCarrierFee: isBlocked ? 0 : record.carrierFee / 1e6,
  };
}

function networkOf({ country }: SmsRecord): Partial<typeof US_NETWORK> {
  return country === 'US' ? US_NETWORK : {};
}

function protectOf({ protectConfiguration: id }: SmsRecord, eventType: string): Record<string, unknown> {
  if (id === undefined) return {};
  const protectStatus = eventType === 'TEXT_PROTECT_BLOCKED' ? 'BLOCK' : 'ALLOW';
  return { protectConfiguration: { protectConfigurationId: id, protectStatus } };
}

/** An answer, on the topic of the number that it came to (aws-facts 1.5); only numbers and pools with two-way SMS have one. */
function smsReply(
  { eventId, at, text = '' }: ProviderEvent,
  accepted: Accepted,
  { from, twoWayTopic }: SmsRecord,
): OutgoingEvent | undefined {
  if (twoWayTopic === undefined) return undefined;
  const [keyword = ''] = text.trim().split(/\s+/, 1);
  const message = {
    originationNumber: accepted.address,
    destinationNumber: from,
    messageKeyword: keyword.toUpperCase(),
    messageBody: text,
    inboundMessageId: uuidOf(`inbound ${eventId}`),
    previousPublishedMessageId: accepted.providerId,
  };
  return snsNotification({ eventId, at, topic: twoWayTopic, message });
}
