import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendWhatsAppMessageCommand } from '@aws-sdk/client-socialmessaging';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { POOL, startWire, templateMessage, WHATSAPP_NUMBER, type Wire } from './simulator.ts';

const envelope = z.strictObject({
  version: z.literal('0'),
  id: z.uuid(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.literal('111122223333'),
  time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  region: z.literal('us-east-1'),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
});

const notification = z.strictObject({
  Type: z.literal('Notification'),
  MessageId: z.uuid(),
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.literal('1'),
  Signature: z.string(),
  SigningCertURL: z.string(),
  UnsubscribeURL: z.string(),
});

const record = z.record(z.string(), z.unknown());

/** What a topic was told. */
function messageOf(event: unknown): Record<string, unknown> {
  return record.parse(JSON.parse(notification.parse(event).Message));
}

const keys = (value: unknown) => Object.keys(record.parse(value)).toSorted();
const events = (...list: object[]) => ({ rules: [{ match: {}, fate: { events: list } }] });

/** Members of `detail`, as aws-facts 2.3 lists them. */
const SMS_DETAIL = [
  'eventType',
  'eventVersion',
  'eventTimestamp',
  'isFinal',
  'originationPhoneNumber',
  'isoCountryCode',
  'isInternationalSend',
  'mcc',
  'mnc',
  'messageId',
  'messageRequestTimestamp',
  'messageEncoding',
  'messageType',
  'messageStatus',
  'messageStatusDescription',
  'totalMessageParts',
  'totalMessagePrice',
  'totalCarrierFee',
];

describe('SMS', () => {
  const send = (wire: Wire, changes: object = {}) =>
    wire.sms.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: '+14155550123',
        OriginationIdentity: POOL,
        MessageBody: 'x'.repeat(200),
        Context: { attempt: 'ws.1-1-1s.1', more: 'x' },
        ...changes,
      }),
    );

  test('EventBridge: no context and no recipient', async () => {
    const wire = await startWire();
    const { MessageId } = await send(wire);
    const [event] = (await wire.events()).map((each) => envelope.parse(each));
    expect(event).toMatchObject({
      'detail-type': 'Text Message Delivery Status Updated',
      source: 'aws.sms-voice',
      resources: [],
      detail: {
        eventType: 'TEXT_DELIVERED',
        messageStatus: 'DELIVERED',
        messageId: MessageId,
        originationPhoneNumber: '+12065550101',
        messageEncoding: 'GSM',
        messageType: 'PROMOTIONAL',
        totalMessageParts: 2,
        totalMessagePrice: 0.014,
        totalCarrierFee: 0.00604,
        protectConfiguration: {
          protectConfigurationId: 'protect-11111111111111111111111111111111',
          protectStatus: 'ALLOW',
        },
      },
    });
    expect(keys(event?.detail)).toEqual([...SMS_DETAIL, 'carrierName', 'protectConfiguration'].toSorted());
  });

  test('a configuration set: with context and recipient, and no envelope', async () => {
    const wire = await startWire();
    await send(wire, { ConfigurationSetName: 'campaigns' });
    const [message] = (await wire.events()).map(messageOf);
    expect(message).toMatchObject({
      destinationPhoneNumber: '+14155550123',
      context: { attempt: 'ws.1-1-1s.1', more: 'x' },
    });
    expect(keys(message)).toEqual([...SMS_DETAIL, 'context', 'destinationPhoneNumber'].toSorted());
  });

  test('a set without a destination, and one that wants other events, leave it to EventBridge', async () => {
    const wire = await startWire({
      account: {
        sms: {
          configurationSets: [
            { name: 'none' },
            { name: 'some', topic: 'arn:aws:sns:us-east-1:1:t', eventTypes: ['TEXT_SPAM'] },
          ],
        },
      },
    });
    await send(wire, { ConfigurationSetName: 'none' });
    await send(wire, { ConfigurationSetName: 'some', DestinationPhoneNumber: '+14155550124' });
    for (const event of await wire.events()) envelope.parse(event);
  });

  test.each([
    ['unreachable', 'TEXT_UNREACHABLE'],
    ['carrier_unreachable', 'TEXT_CARRIER_UNREACHABLE'],
    ['carrier_blocked', 'TEXT_CARRIER_BLOCKED'],
    ['blocked', 'TEXT_BLOCKED'],
    ['invalid_number', 'TEXT_INVALID'],
    ['spam', 'TEXT_SPAM'],
    ['ttl_expired', 'TEXT_TTL_EXPIRED'],
    ['never heard of', 'TEXT_UNKNOWN'],
    ['TEXT_PROTECT_BLOCKED', 'TEXT_PROTECT_BLOCKED'],
  ])('%s is %s', async (reason, eventType) => {
    const wire = await startWire(events({ type: 'failed', reason }));
    await send(wire);
    expect(await wire.events()).toMatchObject([{ detail: { eventType } }]);
  });

  test('numbers of AWS for tests deliver and fail', async () => {
    const wire = await startWire();
    await send(wire, { DestinationPhoneNumber: '+14254147755' });
    await send(wire, { DestinationPhoneNumber: '+14254147167' });
    const types = (await wire.events()).map((event) => envelope.parse(event).detail['eventType']);
    expect(types).toEqual(['TEXT_DELIVERED', 'TEXT_UNREACHABLE']);
  });

  test('a text that is too long to arrive', async () => {
    const wire = await startWire();
    await send(wire, { MessageBody: 'x'.repeat(1531) });
    expect(await wire.events()).toMatchObject([{ detail: { eventType: 'TEXT_INVALID_MESSAGE' } }]);
  });

  test('an answer, as two-way SMS publishes it', async () => {
    const wire = await startWire(events({ type: 'reply', text: 'Stop please' }));
    const { MessageId } = await send(wire);
    const [message] = (await wire.events()).map(messageOf);
    expect(message).toEqual({
      originationNumber: '+14155550123',
      destinationNumber: '+12065550101',
      messageKeyword: 'STOP',
      messageBody: 'Stop please',
      inboundMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      previousPublishedMessageId: MessageId,
    });
  });
});

describe('WhatsApp', () => {
  const send = (wire: Wire) =>
    wire.social.send(
      new SendWhatsAppMessageCommand({
        originationPhoneNumberId: WHATSAPP_NUMBER,
        metaApiVersion: 'v20.0',
        message: templateMessage('+491701234567', {}, { biz_opaque_callback_data: 'ws.1-1-1w.1' }),
      }),
    );

  const entrySchema = z.strictObject({
    id: z.string(),
    changes: z.array(z.strictObject({ field: z.string(), value: record })),
  });

  /** Meta's webhook inside AWS's wrapper inside the notification: JSON in JSON in JSON. */
  function valueOf(event: unknown): Record<string, unknown> {
    const wrapper = messageOf(event);
    expect(keys(wrapper)).toEqual([
      'aws_account_id',
      'context',
      'messageId',
      'message_timestamp',
      'whatsAppWebhookEntry',
    ]);
    const entry = entrySchema.parse(JSON.parse(z.string().parse(wrapper['whatsAppWebhookEntry'])));
    expect(entry.changes[0]?.field).toBe('messages');
    return entry.changes[0]?.value ?? {};
  }

  test('the event destination has what Meta says, with our callback data', async () => {
    const told = [{ type: 'sent' }, { type: 'delivered' }, { type: 'read' }];
    const wire = await startWire(events(...told));
    const { messageId } = await send(wire);
    const all = await wire.events();
    expect(messageOf(all[0])).toMatchObject({
      context: {
        MetaWabaIds: [{ wabaId: '100000000000001' }],
        MetaPhoneNumberIds: [{ metaPhoneNumberId: '200000000000001' }],
      },
      message_timestamp: expect.stringMatching(/\.\d{9}Z$/),
      messageId,
    });
    const statuses = all.map((event) => valueOf(event)['statuses']);
    const base = {
      id: expect.stringMatching(/^wamid\./),
      timestamp: expect.stringMatching(/^\d{10}$/),
      recipient_id: '491701234567',
      biz_opaque_callback_data: 'ws.1-1-1w.1',
    };
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
    expect(statuses).toEqual([
      [{ ...base, status: 'sent', pricing }],
      [{ ...base, status: 'delivered', pricing }],
      [{ ...base, status: 'read' }],
    ]);
  });

  test('a failure has its error', async () => {
    const wire = await startWire(events({ type: 'failed', reason: 'undeliverable' }));
    await send(wire);
    const [event] = await wire.events();
    expect(valueOf(event)['statuses']).toMatchObject([
      {
        status: 'failed',
        errors: [
          {
            code: 131_026,
            title: 'Message undeliverable',
            message: 'Message undeliverable',
            error_data: { details: 'Message undeliverable' },
            href: expect.stringMatching(/^https:/),
          },
        ],
      },
    ]);
  });

  test('an answer opens the window', async () => {
    const wire = await startWire(events({ type: 'reply', text: 'hello' }));
    await send(wire);
    expect(valueOf((await wire.events())[0])).toMatchObject({
      contacts: [{ profile: { name: expect.any(String) }, wa_id: '491701234567' }],
      messages: [{ from: '491701234567', type: 'text', text: { body: 'hello' } }],
    });
    expect(wire.account.whatsapp.hasOpenWindow('+491701234567')).toBe(true);
  });

  test('EventBridge has neither recipient nor callback data', async () => {
    const { accounts } = (await startWire()).account.whatsapp.account;
    const withoutTopic = accounts.map((account) => ({ ...account, topic: undefined }));
    const wire = await startWire({
      ...events({ type: 'failed', reason: '131049' }),
      account: { whatsapp: { accounts: withoutTopic } },
    });
    const { messageId } = await send(wire);
    const [event] = (await wire.events()).map((each) => envelope.parse(each));
    expect(event).toMatchObject({ 'detail-type': 'WhatsApp Message Failed', source: 'aws.social-messaging' });
    expect(event?.detail).toEqual({
      wabaId: '100000000000001',
      originationPhoneNumber: '12065550120',
      originationPhoneNumberId: '200000000000001',
      messageId,
      status: 'failed',
      eventTimestamp: expect.stringMatching(/^\d{10}$/),
      errors: [{ code: 131_049, title: expect.any(String), message: expect.any(String) }],
    });
  });
});

describe('SES', () => {
  const send = (wire: Wire, to: string, set: string | undefined) =>
    wire.email.send(
      new SendEmailCommand({
        FromEmailAddress: 'Shop <news@example.com>',
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Hello' } } } },
        EmailTags: [{ Name: 'attempt', Value: 'ws_1-1-1e_1' }],
        ConfigurationSetName: set,
      }),
    );

  const MAIL = [
    'timestamp',
    'source',
    'sourceArn',
    'sendingAccountId',
    'messageId',
    'destination',
    'headersTruncated',
    'headers',
    'commonHeaders',
    'tags',
  ];

  test('EventBridge', async () => {
    const wire = await startWire();
    const { MessageId } = await send(wire, 'bounce@simulator.amazonses.com', 'eventbridge');
    const [event] = (await wire.events()).map((each) => envelope.parse(each));
    expect(event).toMatchObject({
      'detail-type': 'Email Bounced',
      source: 'aws.ses',
      resources: ['arn:aws:ses:us-east-1:111122223333:identity/example.com'],
      detail: {
        eventType: 'Bounce',
        mail: {
          messageId: MessageId,
          destination: ['bounce@simulator.amazonses.com'],
          tags: { 'ses:configuration-set': ['eventbridge'], attempt: ['ws_1-1-1e_1'] },
        },
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com', action: 'failed' }],
        },
      },
    });
    expect(keys(event?.detail['mail'])).toEqual(MAIL.toSorted());
    expect(keys(event?.detail['bounce'])).toEqual([
      'bounceSubType',
      'bounceType',
      'bouncedRecipients',
      'feedbackId',
      'reportingMTA',
      'timestamp',
    ]);
  });

  test('a topic has the detail alone', async () => {
    const wire = await startWire();
    await send(wire, 'success@simulator.amazonses.com', 'campaigns');
    const [message] = (await wire.events()).map(messageOf);
    expect(message).toMatchObject({
      eventType: 'Delivery',
      delivery: { recipients: ['success@simulator.amazonses.com'] },
    });
    expect(keys(message)).toEqual(['delivery', 'eventType', 'mail']);
    expect(keys(message?.['delivery'])).toEqual([
      'processingTimeMillis',
      'recipients',
      'reportingMTA',
      'smtpResponse',
      'timestamp',
    ]);
  });

  test('without a set nobody is told', async () => {
    const wire = await startWire();
    await send(wire, 'success@simulator.amazonses.com', undefined);
    expect(await wire.events()).toEqual([]);
  });

  const cases: [object, string, string][] = [
    [{ type: 'sent' }, 'Send', 'send'],
    [{ type: 'complained' }, 'Complaint', 'complaint'],
    [{ type: 'opened' }, 'Open', 'open'],
    [{ type: 'clicked' }, 'Click', 'click'],
    [{ type: 'failed', reason: 'rejected' }, 'Reject', 'reject'],
    [{ type: 'failed', reason: 'template_error' }, 'Rendering Failure', 'failure'],
  ];

  test.each(cases)('%o is %s', async (event, eventType, member) => {
    const wire = await startWire(events(event));
    await send(wire, 'a@example.net', 'campaigns');
    const [message] = (await wire.events()).map(messageOf);
    expect(message?.['eventType']).toBe(eventType);
    expect(keys(message)).toEqual(['eventType', 'mail', member].toSorted());
  });

  test('a listed address is sent to nobody; a hard bounce lists it', async () => {
    const wire = await startWire(
      events({ type: 'failed', reason: 'hard_bounce', bounced: true, suppress: true }),
    );
    await send(wire, 'dead@example.net', 'campaigns');
    await wire.events();
    await wire.control('POST', 'script', []);
    await send(wire, 'dead@example.net', 'campaigns');
    const told = (await wire.events()).map(messageOf);
    expect(told).toMatchObject([
      { bounce: { bounceSubType: 'General' } },
      { eventType: 'Send' },
      { bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' } },
    ]);
  });
});
