import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';
import { SES_BOUNCES, SES_DETAIL_TYPES, SES_EVENTS } from './ses.ts';

const mail = { messageId: 'm-1', timestamp: '2026-11-20T10:00:01.000Z', tags: { attempt: ['ws_1-1-1e_1'] } };
const read = (fields: Record<string, unknown>) => readEvents(JSON.stringify({ mail, ...fields }), { at: 1 });

/** aws-facts 4.4, row by row. */
const BOUNCES: readonly (readonly [type: string, subType: string, reason: string, suppress?: string])[] = [
  ['Undetermined', 'Undetermined', 'soft_bounce'],
  ['Permanent', 'General', 'hard_bounce', 'hard_bounce'],
  ['Permanent', 'NoEmail', 'hard_bounce', 'hard_bounce'],
  ['Permanent', 'Suppressed', 'suppression_list', 'hard_bounce'],
  ['Permanent', 'OnAccountSuppressionList', 'suppression_list', 'hard_bounce'],
  ['Permanent', 'OnTenantSuppressionList', 'suppression_list', 'hard_bounce'],
  ['Permanent', 'EmailValidationSuppressed', 'suppression_list', 'hard_bounce'],
  ['Transient', 'General', 'soft_bounce'],
  ['Transient', 'MailboxFull', 'mailbox_full'],
  ['Transient', 'MessageTooLarge', 'message_too_large'],
  ['Transient', 'CustomTimeoutExceeded', 'timeout'],
  ['Transient', 'ContentRejected', 'content_rejected'],
  ['Transient', 'AttachmentRejected', 'attachment_rejected'],
];

test('the rows are the table', () => {
  expect(BOUNCES.map(([type, subType]) => `${type}/${subType}`)).toEqual(SES_BOUNCES.map(([key]) => key));
});

test.each(BOUNCES)('%s %s', (bounceType, bounceSubType, reason, suppress) => {
  for (const name of ['eventType', 'notificationType']) {
    const { events, kept } = read({ [name]: 'Bounce', bounce: { bounceType, bounceSubType } });
    expect(events).toMatchObject([
      {
        channel: 'email',
        type: 'failed',
        bounced: true,
        reason,
        providerId: 'm-1',
        attemptId: 'ws.1-1-1e.1',
      },
    ]);
    expect(events[0]?.suppress).toBe(suppress);
    expect(kept).toEqual([]);
  }
});

test('a bounce of a new kind failed for certain, suppresses nothing and is noted', () => {
  const { events, kept } = read({
    eventType: 'Bounce',
    bounce: { bounceType: 'Cosmic', bounceSubType: 'Ray' },
  });
  expect(events).toMatchObject([{ type: 'failed', bounced: true, reason: 'soft_bounce' }]);
  expect(events[0]).not.toHaveProperty('suppress');
  expect(kept).toMatchObject([{ kind: 'notice', reason: 'unknown_ses_bounce Cosmic/Ray' }]);
});

test.each([
  ['Send', 'sent'],
  ['Delivery', 'delivered'],
  ['Complaint', 'complained'],
  ['DeliveryDelay', 'sent'],
  ['Reject', 'failed'],
  ['Open', 'opened'],
  ['Click', 'clicked'],
  ['Rendering Failure', 'failed'],
])('%s is %s, with and without the object that says more', (eventType, type) => {
  const object = new Map(SES_EVENTS).get(eventType) ?? '';
  expect(read({ eventType, [object]: {} }).events).toMatchObject([{ type }]);
  expect(read({ eventType }).events).toMatchObject([{ type }]);
});

test.each(SES_DETAIL_TYPES)('"%s" is %s where the detail does not say it', (detailType, eventType) => {
  const detail = { mail, subscription: { newTopicPreferences: { unsubscribeAll: true } } };
  const event = { 'detail-type': detailType, source: 'aws.ses', id: 'e-1', detail };
  const told = { ...event, detail: { ...detail, eventType } };
  expect(readEvents(JSON.stringify(event), { at: 1 })).toMatchObject({
    events: readEvents(JSON.stringify(told), { at: 1 }).events,
  });
});

test('unsubscribing of several people at once names nobody', () => {
  const subscription = { newTopicPreferences: { unsubscribeAll: true } };
  const several = { ...mail, destination: ['a@example.com', 'b@example.com'] };
  expect(read({ eventType: 'Subscription', mail: several, subscription })).toMatchObject({
    events: [],
    kept: [{ kind: 'unread', reason: 'ses_subscription_without_address' }],
  });
});
