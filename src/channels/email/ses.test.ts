import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AnsweringServer } from '../../../test/support/answering-server.ts';
import { localAccess } from '../../../test/support/aws-access.ts';
import { makeOrigin, makeRequest } from '../../../test/support/make.ts';
import { systemClock } from '../../kernel/clock.ts';
import { remedyOf } from '../aws/remedies.ts';
import type { Origin } from '../origin.ts';
import type { Outcome } from '../outcome.ts';
import type { ConnectedProvider, Content, SendRequest } from '../provider.ts';
import { SES_RULINGS, sesEmail } from './ses.ts';

let server: AnsweringServer;
let provider: ConnectedProvider;
let reported: string[] = [];

beforeAll(async () => {
  server = await AnsweringServer.open();
  const report = (code: string) => reported.push(code);
  provider = sesEmail(localAccess(server.url), { clock: systemClock, report });
});
beforeEach(() => {
  reported = [];
});
afterAll(async () => {
  provider.close();
  await server.close();
});

type EmailContent = Extract<Content, { readonly kind: 'email' }>;

function mail(content: Partial<EmailContent> = {}, from: Partial<Origin> = {}): SendRequest {
  const origin = makeOrigin({
    id: 'email',
    channel: 'email',
    kind: 'ses_identity',
    identity: 'Shop <news@example.com>',
    ...from,
  });
  const whole: EmailContent = { kind: 'email', subject: 'Grüße', text: 'Hello', ...content };
  return makeRequest({ origin, address: 'ana@example.org', content: whole });
}

function refuse(exception: string, message = '', status = 400): void {
  server.behave({ kind: 'answer', status, body: JSON.stringify({ __type: exception, message }) });
}

const origin = (reason: string): Outcome => ({ kind: 'not_sent', reason, hold: 'origin' });
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });
const TOO_FAST: Outcome = { kind: 'throttled', reason: 'too_fast' };

const ROWS: readonly (readonly [exception: string, status: number, outcome: Outcome])[] = [
  ['TooManyRequestsException', 429, TOO_FAST],
  ['ThrottlingException', 400, TOO_FAST],
  ['LimitExceededException', 400, origin('daily_quota')],
  ['MessageRejected', 400, refused('content_rejected')],
  ['MailFromDomainNotVerifiedException', 400, origin('sender_not_verified')],
  ['AccountSuspendedException', 400, origin('account_disabled')],
  ['SendingPausedException', 400, origin('sending_paused')],
  ['NotFoundException', 404, origin('resource_not_found')],
  ['BadRequestException', 400, refused('invalid_request')],
  ['InternalServiceErrorException', 500, { kind: 'unknown', reason: 'server_error' }],
];

describe('every code, as the SDK reads it from the wire', () => {
  test.each(ROWS)('%s', async (exception, status, outcome) => {
    refuse(exception, 'something', status);
    expect(await provider.send(mail())).toEqual(outcome);
    expect(reported).toEqual([]);
    if (outcome.kind === 'not_sent') expect(remedyOf(outcome.reason)).toBeDefined();
  });

  test('has a row above', () => {
    expect(ROWS.map(([exception]) => exception).sort()).toEqual(Object.keys(SES_RULINGS).sort());
  });
});

describe('limits are known by what the message says, whatever the name', () => {
  const names = ['ThrottlingException', 'TooManyRequestsException', 'LimitExceededException', 'Throttling'];
  test.each(names)('%s', async (name) => {
    refuse(name, 'Daily message quota exceeded.');
    expect(await provider.send(mail())).toEqual(origin('daily_quota'));
    refuse(name, 'Maximum sending rate exceeded.');
    expect(await provider.send(mail())).toEqual(TOO_FAST);
    refuse(name, 'Maximum sending rate exceeded.', 500);
    expect(await provider.send(mail())).toEqual({ kind: 'unknown', reason: 'server_error' });
  });
});

test.each(['BadRequestException', 'NotFoundException'])(
  'a configuration set that is not there: %s',
  async (name) => {
    refuse(name, 'Configuration set <nobody> does not exist.');
    expect(await provider.send(mail())).toEqual(origin('resource_not_found'));
  },
);

describe('an address that is not verified', () => {
  const says = (...addresses: string[]) =>
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${addresses.join(', ')}`;

  test.each<[string, string, Outcome]>([
    [
      'the recipient, in the sandbox',
      says('ana@example.org'),
      { kind: 'not_sent', reason: 'sandbox_destination', hold: 'message' },
    ],
    [
      'the recipient, at the end of a sentence',
      `${says('ana@example.org')}.`,
      { kind: 'not_sent', reason: 'sandbox_destination', hold: 'message' },
    ],
    ['the sender', says('news@example.com'), origin('sender_not_verified')],
    ['the sender by the whole name', says('Shop <news@example.com>'), origin('sender_not_verified')],
    ['both', says('News@example.com', 'ana@example.org'), origin('sender_not_verified')],
    ['nobody knows whose', 'Email address is not verified.', origin('sender_not_verified')],
  ])('%s', async (_whose, message, outcome) => {
    refuse('MessageRejected', message);
    expect(await provider.send(mail())).toEqual(outcome);
  });

  test('a recipient whose address ends like the sender is the recipient', async () => {
    refuse('MessageRejected', says('mynews@example.com'));
    const request = { ...mail(), address: 'mynews@example.com' };
    expect(await provider.send(request)).toMatchObject({ reason: 'sandbox_destination', hold: 'message' });
  });
});

test('a code that is not known is unknown, and reported', async () => {
  refuse('BrandNewException', 'for ana@example.org');
  expect(await provider.send(mail())).toEqual({ kind: 'unknown', reason: 'unrecognised_error' });
  expect(reported).toEqual(['BrandNewException']);
});

test('no permission holds the origin, though SES has no such exception', async () => {
  refuse('AccessDeniedException', 'not authorized to perform ses:SendEmail', 403);
  expect(await provider.send(mail())).toEqual(origin('access_denied'));
});

async function sent(request: SendRequest): Promise<unknown> {
  server.behave({ kind: 'answer', status: 200, body: '{"MessageId":"id-1"}' });
  expect(await provider.send(request)).toEqual({ kind: 'accepted', providerId: 'id-1' });
  return JSON.parse(server.requests.at(-1)?.body ?? '');
}

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

describe('the request', () => {
  test('has what every message has', async () => {
    expect(await sent(mail())).toEqual({
      FromEmailAddress: 'Shop <news@example.com>',
      Destination: { ToAddresses: ['ana@example.org'] },
      Content: { Simple: { Subject: utf8('Grüße'), Body: { Text: utf8('Hello') } } },
      EmailTags: [{ Name: 'attempt', Value: 'abcdefgh_1-1-1s_1' }],
    });
    expect(server.requests.at(-1)?.path).toBe('/v2/email/outbound-emails');
  });

  test('has what the origin and the template add', async () => {
    const content = { html: '<p>Hello</p>', unsubscribe: 'https://example.com/u?c=1' };
    const from = {
      identity: 'Café <news@example.com>',
      replyTo: 'Ça va <care@example.com>',
      configurationSet: 'c',
    };
    expect(await sent(mail(content, from))).toMatchObject({
      FromEmailAddress: '=?UTF-8?B?Q2Fmw6k=?= <news@example.com>',
      ReplyToAddresses: ['=?UTF-8?B?w4dhIHZh?= <care@example.com>'],
      ConfigurationSetName: 'c',
      Content: {
        Simple: {
          Body: { Html: utf8('<p>Hello</p>') },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://example.com/u?c=1>' },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
    });
  });

  test('a mail address to unsubscribe has no click', async () => {
    expect(await sent(mail({ unsubscribe: 'mailto:stop@example.com' }))).toMatchObject({
      Content: { Simple: { Headers: [{ Name: 'List-Unsubscribe', Value: '<mailto:stop@example.com>' }] } },
    });
  });
});
