import { ECHO_TAG, tagToEcho } from '../../channels/email/echo-tag.ts';
import type { EventSuppression, EventType, ProviderEvent } from '../event.ts';
import { type Fields, fieldsOf, listOf, textOf, timeOf } from './json-fields.ts';
import { codeName, type Envelope, keep, saidId } from './reading.ts';

interface Said {
  readonly type: EventType;
  readonly reason?: string;
  readonly bounced?: true;
  readonly suppress?: EventSuppression;
}

/** `eventType`, and the object beside `mail` that says more (aws-facts 4.4). */
export const SES_EVENTS: readonly (readonly [eventType: string, object: string])[] = [
  ['Send', 'send'],
  ['Delivery', 'delivery'],
  ['Bounce', 'bounce'],
  ['Complaint', 'complaint'],
  ['DeliveryDelay', 'deliveryDelay'],
  ['Reject', 'reject'],
  ['Open', 'open'],
  ['Click', 'click'],
  ['Rendering Failure', 'failure'],
  ['Subscription', 'subscription'],
];

/** `detail-type` on EventBridge, for a `detail` without a type. */
export const SES_DETAIL_TYPES: readonly (readonly [detailType: string, eventType: string])[] = [
  ['Email Sent', 'Send'],
  ['Email Delivered', 'Delivery'],
  ['Email Bounced', 'Bounce'],
  ['Email Complaint Received', 'Complaint'],
  ['Email Delivery Delayed', 'DeliveryDelay'],
  ['Email Rejected', 'Reject'],
  ['Email Opened', 'Open'],
  ['Email Clicked', 'Click'],
  ['Email Rendering Failed', 'Rendering Failure'],
  ['Email Subscribed', 'Subscription'],
];

/** `bounceType/bounceSubType`. Those on a list were not really sent. */
export const SES_BOUNCES: readonly (readonly [bounce: string, said: Said])[] = [
  ['Undetermined/Undetermined', bounce('soft_bounce')],
  ['Permanent/General', bounce('hard_bounce', 'hard_bounce')],
  ['Permanent/NoEmail', bounce('hard_bounce', 'hard_bounce')],
  ['Permanent/Suppressed', bounce('suppression_list', 'hard_bounce')],
  ['Permanent/OnAccountSuppressionList', bounce('suppression_list', 'hard_bounce')],
  ['Permanent/OnTenantSuppressionList', bounce('suppression_list', 'hard_bounce')],
  ['Permanent/EmailValidationSuppressed', bounce('suppression_list', 'hard_bounce')],
  ['Transient/General', bounce('soft_bounce')],
  ['Transient/MailboxFull', bounce('mailbox_full')],
  ['Transient/MessageTooLarge', bounce('message_too_large')],
  ['Transient/CustomTimeoutExceeded', bounce('timeout')],
  ['Transient/ContentRejected', bounce('content_rejected')],
  ['Transient/AttachmentRejected', bounce('attachment_rejected')],
];

/** `complaintSubType` of complaints about what was not really sent. */
const LISTED_COMPLAINTS: ReadonlySet<unknown> = new Set([
  'OnAccountSuppressionList',
  'OnTenantSuppressionList',
]);

const OBJECT_OF = new Map(SES_EVENTS);
const EVENT_OF_DETAIL = new Map(SES_DETAIL_TYPES);
const BOUNCES = new Map(SES_BOUNCES);
const BOUNCE_TYPES: ReadonlySet<unknown> = new Set(SES_BOUNCES.map(([key]) => key.split('/')[0]));

function bounce(reason: string, suppress?: EventSuppression): Said {
  return { type: 'failed', reason, bounced: true, ...(suppress === undefined ? {} : { suppress }) };
}

/** Looks like an event of SES, from a configuration set (`eventType`) or of an identity (`notificationType`). */
export function isSesEvent(fields: Fields): boolean {
  const { eventType, notificationType, mail } = fields;
  return (
    fieldsOf(mail) !== undefined ||
    notificationType !== undefined ||
    (typeof eventType === 'string' && OBJECT_OF.has(eventType))
  );
}

/** An event of SES; `detailType` where EventBridge names it. */
export function readSesEvent(fields: Fields, envelope: Envelope, detailType?: string): void {
  const named = fields['eventType'] ?? fields['notificationType'];
  const eventType = named === undefined && detailType !== undefined ? EVENT_OF_DETAIL.get(detailType) : named;
  const object = typeof eventType === 'string' ? OBJECT_OF.get(eventType) : undefined;
  if (typeof eventType !== 'string' || object === undefined)
    return keep(envelope, 'notice', `unknown_ses_event ${codeName(eventType)}`);
  const about = fieldsOf(fields[object]);
  const mail = fieldsOf(fields['mail']);
  if (eventType === 'Subscription') return readSubscription(about, mail, envelope);
  const said = saidBy(eventType, about, envelope);
  if (said === undefined) return;
  const ids = messageOf(mail);
  if (ids.providerId === undefined && ids.attemptId === undefined)
    return keep(envelope, 'unread', 'ses_event_without_message');
  const at = timeOf(about?.['timestamp']) ?? timeOf(mail?.['timestamp']);
  const told = textOf(about?.['feedbackId']) ?? textOf(about?.['link']);
  envelope.out.events.push({
    eventId:
      envelope.id ??
      saidId('ses', ids.providerId ?? ids.attemptId, eventType, said.type, said.reason, told, at),
    source: envelope.source,
    channel: 'email',
    at: at ?? envelope.at,
    ...said,
    ...ids,
  });
}

/** `undefined`: it says nothing about the message, and was kept. */
function saidBy(eventType: string, about: Fields | undefined, envelope: Envelope): Said | undefined {
  switch (eventType) {
    case 'Send':
      return { type: 'sent' };
    case 'Delivery':
      return { type: 'delivered' };
    case 'DeliveryDelay':
      return { type: 'sent', reason: 'delivery_delayed' };
    case 'Reject':
      return { type: 'failed', reason: 'content_rejected' };
    case 'Rendering Failure':
      return { type: 'failed', reason: 'template_error' };
    case 'Open':
    case 'Click':
      return touchOf(eventType, about);
    case 'Bounce':
      return bounceOf(about, envelope);
    default:
      return complaintOf(about, envelope);
  }
}

/** Mail scanners open and click too: that says no more than that the message went out. */
function touchOf(eventType: 'Open' | 'Click', about: Fields | undefined): Said {
  const isMachine = about?.['isBotEvent'] === 'Likely';
  if (eventType === 'Open') return isMachine ? { type: 'sent', reason: 'machine_open' } : { type: 'opened' };
  return isMachine ? { type: 'sent', reason: 'machine_click' } : { type: 'clicked' };
}

/** That it bounced is certain even where the kind is new: then nothing is suppressed, and the kind is noted. */
function bounceOf(about: Fields | undefined, envelope: Envelope): Said {
  const { bounceType, bounceSubType } = about ?? {};
  const known = BOUNCES.get(`${String(bounceType)}/${String(bounceSubType)}`);
  if (known !== undefined) return known;
  const name = `${codeName(bounceType)}/${codeName(bounceSubType)}`;
  keep(envelope, 'notice', `unknown_ses_bounce ${name}`);
  return bounce(
    BOUNCE_TYPES.has(bounceType) && bounceType === 'Permanent' ? 'permanent_bounce' : 'soft_bounce',
  );
}

function complaintOf(about: Fields | undefined, envelope: Envelope): Said | undefined {
  // The mailbox provider says that it was no spam.
  if (about?.['complaintFeedbackType'] === 'not-spam') {
    keep(envelope, 'notice', 'ses_not_spam_report');
    return undefined;
  }
  if (LISTED_COMPLAINTS.has(about?.['complaintSubType']))
    return { type: 'failed', reason: 'suppression_list', suppress: 'complained' };
  return { type: 'complained', suppress: 'complained' };
}

function messageOf(mail: Fields | undefined): Pick<ProviderEvent, 'attemptId' | 'providerId'> {
  const providerId = textOf(mail?.['messageId']);
  const tag = textOf(listOf(fieldsOf(mail?.['tags'])?.[ECHO_TAG])[0]);
  return {
    ...(tag === undefined ? {} : { attemptId: tagToEcho(tag) }),
    ...(providerId === undefined ? {} : { providerId }),
  };
}

/**
 * A change on the unsubscribe page of SES. Topics are SES's own and no campaign of ours has one, so a person who left all of them
 * left us; who left some is noted.
 */
function readSubscription(about: Fields | undefined, mail: Fields | undefined, envelope: Envelope): void {
  const wants = preferenceOf(about?.['newTopicPreferences']);
  const wanted = preferenceOf(about?.['oldTopicPreferences']);
  const people = listOf(mail?.['destination']);
  const from = textOf(people[0]);
  if (wants === undefined || wants === 'some' || (wants === 'all' && wanted !== 'none'))
    return keep(envelope, 'notice', 'ses_subscription');
  // Nobody can tell which of several people it was.
  if (from === undefined || people.length > 1)
    return keep(envelope, 'unread', 'ses_subscription_without_address');
  const at = timeOf(about?.['timestamp']) ?? timeOf(mail?.['timestamp']) ?? envelope.at;
  envelope.out.events.push({
    eventId: envelope.id ?? saidId('ses-subscription', from, wants, at),
    source: envelope.source,
    channel: 'email',
    at,
    from,
    ...(wants === 'none'
      ? { type: 'opted_out', reason: 'unsubscribed', suppress: 'opted_out' }
      : { type: 'opted_in' }),
    ...messageOf(mail),
  });
}

/** Of what the person wants something. `undefined`: it does not say. */
function preferenceOf(value: unknown): 'all' | 'some' | 'none' | undefined {
  const preference = fieldsOf(value);
  if (preference === undefined) return undefined;
  if (preference['unsubscribeAll'] === true) return 'none';
  const topics = listOf(preference['topicSubscriptionStatus']).map(
    (topic) => fieldsOf(topic)?.['subscriptionStatus'],
  );
  const left = topics.filter((status) => status === 'OptOut').length;
  if (left > 0) return left === topics.length ? 'none' : 'some';
  return preference['unsubscribeAll'] === false ? 'all' : undefined;
}
