import type { ProviderEvent } from '../../../delivery/event.ts';
import type { Accepted } from '../../accepted.ts';
import type { EmailRecord } from '../../wire-record.ts';
import { bareAddress } from '../email/addresses.ts';
import type { EmailConfigurationSet, SesEventType } from '../email/account-schema.ts';
import {
  type EventAccount,
  eventBridgeEvent,
  type OutgoingEvent,
  snsNotification,
  uuidOf,
} from './envelopes.ts';

/** `bounceType/bounceSubType` of the reasons of behaviours and scripts, which are those of the ledger (aws-facts 4.4). */
export const BOUNCES: Readonly<Record<string, string>> = {
  hard_bounce: 'Permanent/General',
  suppression_list: 'Permanent/Suppressed',
  soft_bounce: 'Transient/General',
  mailbox_full: 'Transient/MailboxFull',
  message_too_large: 'Transient/MessageTooLarge',
  content_rejected: 'Transient/ContentRejected',
  attachment_rejected: 'Transient/AttachmentRejected',
  timeout: 'Transient/CustomTimeoutExceeded',
};

/** SMTP's enhanced status of a bounce; others have the one of their type. */
const SMTP_STATUSES: Readonly<Record<string, string>> = {
  'Transient/MailboxFull': '4.2.2',
  'Transient/MessageTooLarge': '5.3.4',
  'Transient/ContentRejected': '5.6.0',
  'Transient/AttachmentRejected': '5.6.0',
};
const STATUS_OF_TYPE: Readonly<Record<string, string>> = { Permanent: '5.1.1', Transient: '4.4.7' };

/** The bounce of a reason; `Type/SubType` is itself. */
function bounceOf(reason: string): { bounceType: string; bounceSubType: string; status: string } {
  const name = /^[A-Z][a-z]+\/[A-Za-z]+$/.test(reason)
    ? reason
    : (BOUNCES[reason] ?? 'Undetermined/Undetermined');
  const [bounceType = '', bounceSubType = ''] = name.split('/');
  return { bounceType, bounceSubType, status: SMTP_STATUSES[name] ?? STATUS_OF_TYPE[bounceType] ?? '5.0.0' };
}

/** What each event is called, in envelopes, in details and in subscriptions. */
interface Name {
  readonly detailType: string;
  readonly eventType: string;
  readonly subscription: SesEventType;
}

const NAMES = {
  send: { detailType: 'Email Sent', eventType: 'Send', subscription: 'SEND' },
  delivery: { detailType: 'Email Delivered', eventType: 'Delivery', subscription: 'DELIVERY' },
  bounce: { detailType: 'Email Bounced', eventType: 'Bounce', subscription: 'BOUNCE' },
  complaint: { detailType: 'Email Complaint Received', eventType: 'Complaint', subscription: 'COMPLAINT' },
  reject: { detailType: 'Email Rejected', eventType: 'Reject', subscription: 'REJECT' },
  open: { detailType: 'Email Opened', eventType: 'Open', subscription: 'OPEN' },
  click: { detailType: 'Email Clicked', eventType: 'Click', subscription: 'CLICK' },
  failure: {
    detailType: 'Email Rendering Failed',
    eventType: 'Rendering Failure',
    subscription: 'RENDERING_FAILURE',
  },
} as const satisfies Record<string, Name>;

type Kind = keyof typeof NAMES;

function kindOf({ type, bounced, reason }: ProviderEvent): Kind | undefined {
  switch (type) {
    case 'sent':
      return 'send';
    case 'delivered':
      return 'delivery';
    case 'failed':
      if (reason === 'template_error') return 'failure';
      return bounced === true ? 'bounce' : 'reject';
    case 'complained':
      return 'complaint';
    case 'opened':
      return 'open';
    case 'clicked':
      return 'click';
    case 'read':
    case 'reply':
    case 'opted_out':
    case 'opted_in':
      return undefined;
  }
}

/** What SES tells about an email: to each destination of the configuration set that wants it, and without a set to nobody (aws-facts 4.4). */
export function emailEvents(
  event: ProviderEvent,
  accepted: Accepted,
  record: EmailRecord,
  account: EventAccount,
  set: EmailConfigurationSet | undefined,
): readonly OutgoingEvent[] {
  const kind = kindOf(event);
  if (kind === undefined || set === undefined) return [];
  const { detailType, eventType, subscription } = NAMES[kind];
  const { eventId, at } = event;
  const identityArn = `arn:aws:ses:${account.region}:${account.id}:identity/${record.identity}`;
  const detail = {
    eventType,
    mail: mailOf(event, accepted, record, account, identityArn),
    [kind]: particulars(kind, event, record),
  };
  return set.destinations
    .filter(({ enabled, eventTypes }) => enabled && eventTypes.includes(subscription))
    .map(({ topic }) =>
      topic === undefined
        ? eventBridgeEvent(account, {
            eventId,
            at,
            source: 'aws.ses',
            detailType,
            resources: [identityArn],
            detail,
          })
        : snsNotification({
            eventId,
            at,
            topic,
            message: detail,
            subject: 'Amazon SES Email Event Notification',
          }),
    );
}

function mailOf(
  event: ProviderEvent,
  accepted: Accepted,
  record: EmailRecord,
  account: EventAccount,
  sourceArn: string,
): Record<string, unknown> {
  const { from, to, subject, configurationSet } = record;
  const { attempt, ...others } = record.tags;
  const tags = {
    ...others,
    // A behaviour without echo is a send without our tag.
    ...(attempt !== undefined && event.attemptId !== undefined && { attempt }),
  };
  return {
    timestamp: new Date(accepted.at).toISOString(),
    source: from,
    sourceArn,
    sendingAccountId: account.id,
    messageId: accepted.providerId,
    destination: to,
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: to.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [from], to, messageId: accepted.providerId, subject },
    tags: {
      ...(configurationSet !== undefined && { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['192.0.2.1'],
      'ses:from-domain': [bareAddress(from).split('@')[1] ?? ''],
      'ses:caller-identity': ['simulated'],
      'ses:operation': ['SendEmail'],
      ...(event.type === 'delivered' && { 'ses:outgoing-ip': ['192.0.2.2'] }),
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}

const MTA = 'a8-1.smtp-out.amazonses.com';

function particulars(
  kind: Kind,
  { at, eventId, reason = 'unknown' }: ProviderEvent,
  { to }: EmailRecord,
): Record<string, unknown> {
  const timestamp = new Date(at).toISOString();
  const feedbackId = `0100${uuidOf(eventId).slice(0, 12)}-${uuidOf(`feedback ${eventId}`)}-000000`;
  const browser = { ipAddress: '192.0.2.3', timestamp, userAgent: 'Mozilla/5.0' };
  switch (kind) {
    case 'send':
      return {};
    case 'delivery':
      return {
        timestamp,
        processingTimeMillis: 500,
        recipients: to,
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: MTA,
      };
    case 'bounce': {
      const { bounceType, bounceSubType, status } = bounceOf(reason);
      const diagnosticCode = `smtp; ${status.startsWith('4') ? 451 : 550} ${status} ${bounceSubType}`;
      const bounced = to.map((emailAddress) => ({ emailAddress, action: 'failed', status, diagnosticCode }));
      return {
        bounceType,
        bounceSubType,
        bouncedRecipients: bounced,
        timestamp,
        feedbackId,
        reportingMTA: `dns; ${MTA}`,
      };
    }
    case 'complaint':
      return {
        complainedRecipients: to.map((emailAddress) => ({ emailAddress })),
        timestamp,
        feedbackId,
        complaintSubType: null,
        userAgent: 'Example FBL',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      };
    case 'reject':
      return { reason: 'Bad content' };
    case 'open':
      return { ...browser, isBotEvent: 'Unlikely' };
    case 'click':
      return { ...browser, link: 'https://shop.example/', linkTags: null, isBotEvent: 'Unlikely' };
    case 'failure':
      return { templateName: 'inline', errorMessage: 'A variable of the template has no value.' };
  }
}
