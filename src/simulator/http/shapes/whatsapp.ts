import type { ProviderEvent } from '../../../delivery/event.ts';
import type { Accepted } from '../../accepted.ts';
import type { WhatsAppRecord } from '../../wire-record.ts';
import {
  type EventAccount,
  eventBridgeEvent,
  type OutgoingEvent,
  snsNotification,
  uuidOf,
} from './envelopes.ts';
import { metaErrorOf } from './meta-errors.ts';

const STATUSES = { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' } as const;

function statusOf({ type }: ProviderEvent): (typeof STATUSES)[keyof typeof STATUSES] | undefined {
  return isStatus(type) ? STATUSES[type] : undefined;
}

function isStatus(type: string): type is keyof typeof STATUSES {
  return Object.hasOwn(STATUSES, type);
}

/**
 * What AWS tells about a WhatsApp message: Meta's webhook inside the wrapper of the account's event destination, or an event of EventBridge,
 * which has no recipient and no callback data (aws-facts 3.5).
 */
export function whatsAppEvent(
  event: ProviderEvent,
  accepted: Accepted,
  record: WhatsAppRecord,
  account: EventAccount,
): OutgoingEvent | undefined {
  const status = statusOf(event);
  const viaTopic = record.topic !== undefined && (event.attemptId !== undefined || event.type === 'reply');
  if (event.type !== 'reply' && status === undefined) return undefined;
  if (viaTopic && record.topic !== undefined) {
    const value =
      status === undefined
        ? inboundOf(event, accepted)
        : { statuses: [statusEntry(status, event, accepted, record)] };
    return wrapped(event, accepted, record, account, record.topic, value);
  }
  return status === undefined ? undefined : busEvent(status, event, accepted, record, account);
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}

/** Meta's own id of the message; AWS answers the call with another one. */
function wamidOf(text: string): string {
  return `wamid.${Buffer.from(text).toString('base64').replaceAll('=', '')}`;
}

function statusEntry(
  status: string,
  event: ProviderEvent,
  accepted: Accepted,
  record: WhatsAppRecord,
): Record<string, unknown> {
  const isPriced = status === 'sent' || status === 'delivered';
  return {
    id: wamidOf(accepted.providerId),
    status,
    timestamp: seconds(event.at),
    recipient_id: accepted.address.slice(1),
    ...(isPriced && {
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: record.category },
    }),
    ...(status === 'failed' && { errors: [fullError(event.reason)] }),
    ...(record.callbackData !== undefined && { biz_opaque_callback_data: record.callbackData }),
  };
}

function fullError(reason: string | undefined): Record<string, unknown> {
  const { code, title } = metaErrorOf(reason);
  return {
    code,
    title,
    message: title,
    error_data: { details: title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

function inboundOf(event: ProviderEvent, accepted: Accepted): Record<string, unknown> {
  const user = accepted.address.slice(1);
  return {
    contacts: [{ profile: { name: 'Customer' }, wa_id: user }],
    messages: [
      {
        from: user,
        id: wamidOf(event.eventId),
        timestamp: seconds(event.at),
        type: 'text',
        text: { body: event.text ?? '' },
      },
    ],
  };
}

function wrapped(
  { eventId, at, type }: ProviderEvent,
  accepted: Accepted,
  record: WhatsAppRecord,
  account: EventAccount,
  topic: string,
  value: Record<string, unknown>,
): OutgoingEvent {
  const metadata = { display_phone_number: record.displayNumber, phone_number_id: record.metaPhoneId };
  const entry = {
    id: record.wabaId,
    changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
  };
  const message = {
    context: {
      MetaWabaIds: [{ wabaId: record.wabaId, arn: record.wabaArn }],
      MetaPhoneNumberIds: [{ metaPhoneNumberId: record.metaPhoneId, arn: record.phoneArn }],
    },
    whatsAppWebhookEntry: JSON.stringify(entry),
    aws_account_id: account.id,
    // Nanoseconds, as AWS writes them.
    message_timestamp: `${new Date(at).toISOString().slice(0, -1)}000000Z`,
    messageId: type === 'reply' ? uuidOf(`inbound ${eventId}`) : accepted.providerId,
  };
  return snsNotification({ eventId, at, topic, message });
}

function busEvent(
  status: keyof typeof STATUSES,
  { eventId, at, reason }: ProviderEvent,
  accepted: Accepted,
  record: WhatsAppRecord,
  account: EventAccount,
): OutgoingEvent {
  const { code, title } = metaErrorOf(reason);
  const detail = {
    wabaId: record.wabaId,
    originationPhoneNumber: record.displayNumber,
    originationPhoneNumberId: record.metaPhoneId,
    messageId: accepted.providerId,
    status,
    eventTimestamp: seconds(at),
    ...(status === 'failed' && { errors: [{ code, title, message: title }] }),
  };
  return eventBridgeEvent(account, {
    eventId,
    at,
    source: 'aws.social-messaging',
    detailType: `WhatsApp Message ${status.charAt(0).toUpperCase()}${status.slice(1)}`,
    resources: [record.phoneArn],
    detail,
  });
}
