import { metaFailure } from '../../channels/whatsapp/meta-error.ts';
import type { EventType, ProviderEvent } from '../event.ts';
import { type Fields, fieldsOf, jsonOf, listOf, numberOf, phoneOf, textOf, timeOf } from './json-fields.ts';
import { codeName, type Envelope, keep, saidId } from './reading.ts';

/** `status` of a message (aws-facts 3.5); `deleted` and `warning` say nothing about whether it arrived. */
export const WHATSAPP_STATUSES: readonly (readonly [status: string, type: EventType])[] = [
  ['accepted', 'sent'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
];

/** `detail-type` on EventBridge, for a `detail` without a status. */
export const WHATSAPP_DETAIL_TYPES: readonly (readonly [detailType: string, type: EventType])[] = [
  ['WhatsApp Message Sent', 'sent'],
  ['WhatsApp Message Delivered', 'delivered'],
  ['WhatsApp Message Read', 'read'],
  ['WhatsApp Message Failed', 'failed'],
];

/** What Meta tells about the account, its templates and its numbers. */
const NOTICE_FIELDS: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'security',
]);

const TYPE_OF_STATUS = new Map(WHATSAPP_STATUSES);
const TYPE_OF_DETAIL = new Map(WHATSAPP_DETAIL_TYPES);

/** `detail` of an EventBridge event: it names the message by AWS's id and says nothing of the customer. */
export function readWhatsAppDetail(detailType: string, detail: Fields, envelope: Envelope): void {
  const { status } = detail;
  const type =
    status === undefined
      ? TYPE_OF_DETAIL.get(detailType)
      : typeof status === 'string'
        ? TYPE_OF_STATUS.get(status)
        : undefined;
  if (type !== undefined && detailType !== 'WhatsApp Message Received') {
    const providerId = textOf(detail['messageId']);
    if (providerId === undefined) return keep(envelope, 'unread', 'whatsapp_event_without_message');
    return addStatus(type, detail, { providerId, at: timeOf(detail['eventTimestamp']) }, envelope);
  }
  if (detailType !== 'WhatsApp Message Received')
    return keep(envelope, 'notice', `whatsapp_event ${codeName(detailType)}`);
  // What it holds is not documented: the shapes of Meta's own events, or nothing that can be read.
  const before = envelope.out.count;
  readValue(detail, undefined, envelope);
  if ('from' in detail || 'from_user_id' in detail) readInbound(detail, undefined, envelope);
  if (envelope.out.count === before) keep(envelope, 'unread', 'whatsapp_message_of_unknown_shape');
}

/** Looks like what AWS publishes to the SNS topic of a WhatsApp account, or like Meta's own webhook. */
export function isWhatsAppEntry(fields: Fields): boolean {
  return 'whatsAppWebhookEntry' in fields || fields['object'] === 'whatsapp_business_account';
}

/** Everything that Meta sends, as AWS wraps it: JSON inside JSON. */
export function readWhatsAppEntry(fields: Fields, outer: Envelope): void {
  const given = fields['whatsAppWebhookEntry'];
  const entry = typeof given === 'string' ? jsonOf(given) : given;
  const entries = listOf('whatsAppWebhookEntry' in fields ? [entry] : fields['entry']);
  const envelope = { ...outer, at: timeOf(fields['message_timestamp']) ?? outer.at };
  const before = envelope.out.count;
  const changes = entries.flatMap((each) => listOf(fieldsOf(each)?.['changes']));
  // AWS's id names one message; with several statuses in one entry nobody can tell which.
  const awsId = statusesIn(changes) === 1 ? textOf(fields['messageId']) : undefined;
  for (const change of changes) readChange(fieldsOf(change), awsId, envelope);
  if (envelope.out.count === before) keep(envelope, 'unread', 'whatsapp_entry_without_changes');
}

function statusesIn(changes: readonly unknown[]): number {
  return changes.reduce<number>(
    (sum, change) => sum + listOf(fieldsOf(fieldsOf(change)?.['value'])?.['statuses']).length,
    0,
  );
}

function readChange(change: Fields | undefined, awsId: string | undefined, envelope: Envelope): void {
  const field = change?.['field'];
  const value = fieldsOf(change?.['value']);
  if (typeof field === 'string' && NOTICE_FIELDS.has(field)) return keep(envelope, 'notice', field);
  if (value === undefined) return keep(envelope, 'unread', 'whatsapp_change_without_value');
  if (field !== undefined && field !== 'messages' && field !== 'user_preferences')
    return keep(envelope, 'notice', `whatsapp_field ${codeName(field)}`);
  const before = envelope.out.count;
  readValue(value, awsId, envelope);
  if (envelope.out.count > before) return;
  if (listOf(value['errors']).length > 0) keep(envelope, 'notice', 'whatsapp_errors');
  else keep(envelope, 'unread', 'whatsapp_change_without_content');
}

function readValue(value: Fields, awsId: string | undefined, envelope: Envelope): void {
  for (const status of listOf(value['statuses'])) readStatus(fieldsOf(status), awsId, envelope);
  const contact = fieldsOf(listOf(value['contacts'])[0]);
  for (const message of listOf(value['messages'])) {
    const fields = fieldsOf(message);
    if (fields === undefined) keep(envelope, 'unread', 'whatsapp_message_of_unknown_shape');
    else readInbound(fields, contact, envelope);
  }
  for (const preference of listOf(value['user_preferences'])) readPreference(fieldsOf(preference), envelope);
}

function readStatus(status: Fields | undefined, awsId: string | undefined, envelope: Envelope): void {
  if (status === undefined) return keep(envelope, 'unread', 'whatsapp_status_of_unknown_shape');
  const name = status['status'];
  const type = typeof name === 'string' ? TYPE_OF_STATUS.get(name) : undefined;
  if (type === undefined) return keep(envelope, 'notice', `whatsapp_status ${codeName(name)}`);
  const attemptId = textOf(status['biz_opaque_callback_data']);
  const providerId = awsId ?? textOf(status['id']);
  if (attemptId === undefined && providerId === undefined)
    return keep(envelope, 'unread', 'whatsapp_event_without_message');
  const said = textOf(status['id']) ?? providerId;
  addStatus(type, status, { attemptId, providerId, said, at: timeOf(status['timestamp']) }, envelope);
}

interface About {
  readonly attemptId?: string | undefined;
  readonly providerId?: string | undefined;
  /** The name by which Meta's events are told apart; absent: `providerId`. */
  readonly said?: string | undefined;
  readonly at: number | undefined;
}

function addStatus(type: EventType, fields: Fields, about: About, envelope: Envelope): void {
  const { attemptId, providerId, said = providerId, at } = about;
  const failure = type === 'failed' ? failureOf(fields, envelope) : undefined;
  const event: ProviderEvent = {
    eventId: envelope.id ?? saidId('whatsapp', said ?? attemptId, type, failure?.reason, at),
    source: envelope.source,
    channel: 'whatsapp',
    type,
    at: at ?? envelope.at,
    ...failure,
    ...(attemptId === undefined ? {} : { attemptId }),
    ...(providerId === undefined ? {} : { providerId }),
  };
  envelope.out.events.push(event);
}

/** Why it failed, by the first code. That it failed is certain even where the code is new: that is noted beside. */
function failureOf(fields: Fields, envelope: Envelope): Partial<ProviderEvent> {
  const code = numberOf(fieldsOf(listOf(fields['errors'])[0])?.['code']);
  if (code === undefined) return { reason: 'failed' };
  const { reason, suppress, hold, throttled } = metaFailure(code);
  if (reason.startsWith('unknown_code')) keep(envelope, 'notice', `whatsapp_${reason}`);
  return {
    reason,
    ...(suppress === undefined ? {} : { suppress }),
    ...(hold === 'origin' ? { holdOrigin: true } : {}),
    ...(hold === 'campaign' ? { stopCampaign: true } : {}),
    ...(throttled === undefined ? {} : { throttled }),
  };
}

/**
 * A message of a customer. Its phone number may be missing when the customer has a user name (aws-facts 3.5): the user id of Meta's is
 * the person then, and a person who looks at what was kept.
 */
function readInbound(message: Fields, contact: Fields | undefined, envelope: Envelope): void {
  const phone = phoneOf(message['from']) ?? phoneOf(contact?.['wa_id']);
  const userId = textOf(message['from_user_id']) ?? textOf(contact?.['user_id']);
  if (phone === undefined) keep(envelope, 'unread', 'whatsapp_reply_without_phone_number');
  const from = phone ?? userId;
  if (from === undefined) return;
  const at = timeOf(message['timestamp']) ?? envelope.at;
  const text = textIn(message);
  const answered = textOf(fieldsOf(message['context'])?.['id']);
  envelope.out.events.push({
    eventId: saidId('whatsapp-reply', textOf(message['id']) ?? `${from} ${text} ${at}`),
    source: envelope.source,
    channel: 'whatsapp',
    type: 'reply',
    at,
    from,
    ...(userId === undefined || userId === from ? {} : { userId }),
    ...(text === undefined ? {} : { text }),
    ...(answered === undefined ? {} : { providerId: answered }),
  });
}

/** What the customer wrote or pressed; `undefined` for pictures, voices and the like. */
function textIn(message: Fields): string | undefined {
  const button = fieldsOf(message['button']);
  const interactive = fieldsOf(message['interactive']);
  const pressed = fieldsOf(interactive?.['button_reply']) ?? fieldsOf(interactive?.['list_reply']);
  return (
    textOf(fieldsOf(message['text'])?.['body']) ??
    textOf(message['text']) ??
    textOf(button?.['text']) ??
    textOf(button?.['payload']) ??
    textOf(pressed?.['title'])
  );
}

/** The customer stopped or resumed marketing in WhatsApp's own settings. */
function readPreference(preference: Fields | undefined, envelope: Envelope): void {
  const value = preference?.['value'];
  if (preference === undefined || (value !== 'stop' && value !== 'resume'))
    return keep(envelope, 'notice', 'whatsapp_user_preference');
  const phone = phoneOf(preference['wa_id']);
  const userId = textOf(preference['user_id']);
  if (phone === undefined) keep(envelope, 'unread', 'whatsapp_preference_without_phone_number');
  const from = phone ?? userId;
  if (from === undefined) return;
  const at = timeOf(preference['timestamp']) ?? envelope.at;
  envelope.out.events.push({
    eventId: saidId('whatsapp-preference', from, value, at),
    source: envelope.source,
    channel: 'whatsapp',
    at,
    from,
    ...(userId === undefined || userId === from ? {} : { userId }),
    ...(value === 'stop'
      ? { type: 'opted_out', reason: 'marketing_stopped', suppress: 'opted_out' }
      : { type: 'opted_in' }),
  });
}
