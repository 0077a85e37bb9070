import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remedyOf } from '../../src/channels/aws/remedies.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { SendRequest } from '../../src/channels/provider.ts';
import { socialMessagingWhatsApp, WHATSAPP_RULINGS } from '../../src/channels/whatsapp/social-messaging.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';
import { AnsweringServer, type Manner } from '../support/answering-server.ts';
import { localAccess } from '../support/aws-access.ts';

const ORIGIN = makeOrigin({
  id: 'whatsapp',
  channel: 'whatsapp',
  kind: 'whatsapp_number',
  identity: 'phone-number-id-0123456789abcdef0123456789abcdef',
});
const TEMPLATE = makeRequest({
  attemptId: 'abcdefgh.1-1-1w.1',
  origin: ORIGIN,
  address: '+14255550123',
  content: {
    kind: 'whatsapp',
    template: 'spring_sale',
    language: 'en_US',
    parameters: ['Ana'],
    text: 'Hi Ana',
  },
});
const MESSAGE_ID = '0a0b0c0d-1111-2222-3333-444455556666';
const answer = (status: number, body: string): Manner => ({ kind: 'answer', status, body });

let server: AnsweringServer;
let reported: string[];

beforeEach(async () => {
  server = await AnsweringServer.open();
  reported = [];
});

afterEach(() => server.close());

async function send(request: SendRequest = TEMPLATE, sendTimeoutMs = 30_000): Promise<Outcome> {
  const report = (code: string) => void reported.push(code);
  const provider = socialMessagingWhatsApp(localAccess(server.url, sendTimeoutMs), {
    clock: systemClock,
    report,
  });
  try {
    return await provider.send(request);
  } finally {
    provider.close();
  }
}

/** The body of the only request, and the message in it. */
function sentMessage(): { readonly path: string; readonly fields: unknown; readonly message: string } {
  expect(server.requests).toHaveLength(1);
  const [{ path, body } = { path: '', body: '{}' }] = server.requests;
  const { message, ...fields } = JSON.parse(body);
  return { path, fields, message: Buffer.from(String(message), 'base64').toString() };
}

describe('the request', () => {
  beforeEach(() => server.behave(answer(200, JSON.stringify({ messageId: MESSAGE_ID }))));

  test('is the documented one, the template and its parameters byte for byte', async () => {
    expect(await send()).toEqual({ kind: 'accepted', providerId: MESSAGE_ID });
    const { path, fields, message } = sentMessage();
    expect(path).toBe('/v1/whatsapp/send');
    expect(fields).toEqual({
      originationPhoneNumberId: 'phone-number-id-0123456789abcdef0123456789abcdef',
      metaApiVersion: 'v20.0',
    });
    expect(message).toBe(
      '{"messaging_product":"whatsapp","recipient_type":"individual","to":"+14255550123","type":"template",' +
        '"template":{"name":"spring_sale","language":{"code":"en_US"},"components":[{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]},' +
        '"biz_opaque_callback_data":"abcdefgh.1-1-1w.1"}',
    );
  });

  test('a template without parameters has no components', async () => {
    await send({
      ...TEMPLATE,
      content: { kind: 'whatsapp', template: 'hello', language: 'pt', parameters: [], text: 'Olá' },
    });
    expect(sentMessage().message).toBe(
      '{"messaging_product":"whatsapp","recipient_type":"individual","to":"+14255550123","type":"template",' +
        '"template":{"name":"hello","language":{"code":"pt"}},"biz_opaque_callback_data":"abcdefgh.1-1-1w.1"}',
    );
  });

  test('free text goes as a session message, in UTF-8', async () => {
    await send({ ...TEMPLATE, content: { kind: 'whatsapp_session', text: 'Olá "Zoë" 😀\nTchau' } });
    expect(sentMessage().message).toBe(
      '{"messaging_product":"whatsapp","to":"+14255550123","type":"text",' +
        '"text":{"preview_url":false,"body":"Olá \\"Zoë\\" 😀\\nTchau"},"biz_opaque_callback_data":"abcdefgh.1-1-1w.1"}',
    );
  });

  test('the number may be named by its ARN', async () => {
    const identity = 'arn:aws:social-messaging:us-east-1:111122223333:phone-number-id/0123456789abcdef';
    await send({ ...TEMPLATE, origin: { ...ORIGIN, identity } });
    expect(sentMessage().fields).toMatchObject({ originationPhoneNumberId: identity });
  });

  test('is not made when it could only be refused', async () => {
    const number = { ...TEMPLATE, origin: { ...ORIGIN, identity: '+14255550100' } };
    expect(await send(number)).toEqual({
      kind: 'not_sent',
      reason: 'whatsapp_number_not_found',
      hold: 'origin',
    });
    const long = { ...TEMPLATE, content: { kind: 'whatsapp_session' as const, text: 'x'.repeat(2_048_000) } };
    expect(await send(long)).toEqual({ kind: 'refused', reason: 'too_long' });
    const sms = { ...TEMPLATE, content: { kind: 'sms' as const, text: 'hi' } };
    expect(await send(sms)).toEqual(held('channel_not_supported'));
    expect(server.requests).toEqual([]);
  });
});

const held = (reason: string): Outcome => ({ kind: 'not_sent', reason, hold: 'origin' });
const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });

/** Every documented error of the operation, and what every AWS service may answer. */
const ERRORS: readonly (readonly [name: string, status: number, want: Outcome])[] = [
  ['ThrottledRequestException', 429, { kind: 'throttled', reason: 'too_fast' }],
  ['InternalServiceException', 500, unknown('server_error')],
  ['DependencyException', 502, unknown('server_error')],
  ['ServiceUnavailable', 503, unknown('server_error')],
  ['ValidationException', 400, { kind: 'refused', reason: 'invalid_request' }],
  ['InvalidParametersException', 400, { kind: 'refused', reason: 'invalid_request' }],
  ['ResourceNotFoundException', 404, held('whatsapp_number_not_found')],
  ['AccessDeniedException', 403, held('access_denied')],
  ['AccessDeniedByMetaException', 403, held('meta_access_denied')],
  ['LimitExceededException', 400, held('quota_used_up')],
  ['ThrottlingException', 400, { kind: 'throttled', reason: 'too_fast' }],
  ['ExpiredTokenException', 403, held('credentials_expired')],
  ['UnrecognizedClientException', 403, held('credentials_invalid')],
  ['NoSuchThingException', 400, unknown('unrecognised_error')],
];

describe('one request for each call, whatever is answered', () => {
  const fail = (name: string, status: number) =>
    answer(status, JSON.stringify({ __type: name, message: 'to +14255550123' }));

  test.each(ERRORS)('%s', async (name, status, want) => {
    server.behave(fail(name, status));
    expect(await send()).toEqual(want);
    expect(server.requests).toHaveLength(1);
    if (want.kind === 'not_sent') expect(remedyOf(want.reason)).toBeDefined();
  });

  test('every error of the table has its row here', () => {
    const rows = ERRORS.map(([name]) => name);
    expect(Object.keys(WHATSAPP_RULINGS).filter((name) => !rows.includes(name))).toEqual([]);
  });

  test.each<readonly [what: string, manner: Manner, want: Outcome]>([
    ['a reset after the request was read', { kind: 'reset' }, unknown('connection_lost')],
    ['500 and nothing else', answer(500, ''), unknown('server_error')],
    ['502 with a page of HTML', answer(502, '<html>bad gateway</html>'), unknown('server_error')],
    ['200 that is no JSON', answer(200, 'taken, thanks'), unknown('unreadable_answer')],
    ['200 without an id', answer(200, '{}'), unknown('unreadable_answer')],
    ['429 and nothing else', answer(429, ''), { kind: 'throttled', reason: 'too_fast' }],
  ])('%s', async (_what, manner, want) => {
    server.behave(manner);
    expect(await send()).toEqual(want);
    expect(server.requests).toHaveLength(1);
  });

  test.each<Manner['kind'] & ('hang' | 'stall')>(['hang', 'stall'])(
    '%s: the call ends by itself',
    async (kind) => {
      server.behave({ kind });
      expect(await send(TEMPLATE, 300)).toEqual(unknown('timeout'));
      expect(server.requests).toHaveLength(1);
    },
  );

  test('a refused connection: nothing left', async () => {
    const { url } = server;
    await server.close();
    const provider = socialMessagingWhatsApp(localAccess(url), {
      clock: systemClock,
      report: () => undefined,
    });
    expect(await provider.send(TEMPLATE)).toEqual(held('no_connection'));
    provider.close();
    server = await AnsweringServer.open();
  });

  test('an error that no table knows is reported, and no other', async () => {
    server.behave(fail('NoSuchThingException', 400));
    await send();
    server.behave(fail('DependencyException', 502));
    await send();
    expect(reported).toEqual(['NoSuchThingException']);
  });
});
