import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AwsAccess, AwsProviderOptions } from '../../src/channels/aws/client-config.ts';
import { sesEmail } from '../../src/channels/email/ses.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { ConnectedProvider, SendRequest } from '../../src/channels/provider.ts';
import { endUserMessagingSms } from '../../src/channels/sms/end-user-messaging.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { AnsweringServer, type Manner } from '../support/answering-server.ts';
import { localAccess } from '../support/aws-access.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';

/** Long enough for a local answer on a busy machine, short enough to wait for. */
const TIMEOUT_MS = 1_000;
const options: AwsProviderOptions = { clock: systemClock, report: () => undefined };

interface Vendor {
  readonly name: string;
  readonly open: (access: AwsAccess, options: AwsProviderOptions) => ConnectedProvider;
  readonly request: SendRequest;
}

const VENDORS: readonly Vendor[] = [
  { name: 'SMS', open: endUserMessagingSms, request: makeRequest() },
  {
    name: 'email',
    open: sesEmail,
    request: makeRequest({
      origin: makeOrigin({ channel: 'email', kind: 'ses_identity', identity: 'news@example.com' }),
      address: 'ana@example.org',
      content: { kind: 'email', subject: 'Hi', text: 'Hello' },
    }),
  },
];

const says = (status: number, body: string): Manner => ({ kind: 'answer', status, body });
const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });
const throttled: Outcome = { kind: 'throttled', reason: 'too_fast' };

const FAULTS: readonly (readonly [string, Manner, Outcome])[] = [
  ['hangs', { kind: 'hang' }, unknown('timeout')],
  ['reset after the request was read', { kind: 'reset' }, unknown('connection_lost')],
  ['an answer that never ends', { kind: 'stall' }, unknown('timeout')],
  ['500', says(500, '{}'), unknown('server_error')],
  ['503', says(503, '<html>Service Unavailable</html>'), unknown('server_error')],
  ['200 with garbage', says(200, '<html>It works!</html>'), unknown('unreadable_answer')],
  ['200 without an id', says(200, '{}'), unknown('unreadable_answer')],
  ['200 with nothing', says(200, ''), unknown('unreadable_answer')],
  ['404 of somebody else', says(404, '<html>Not Found</html>'), unknown('unreadable_answer')],
  ['429', says(429, '{}'), throttled],
  ['ThrottlingException', says(400, '{"__type":"ThrottlingException"}'), throttled],
  [
    'expired credentials',
    says(403, '{"__type":"ExpiredTokenException"}'),
    { kind: 'not_sent', reason: 'credentials_expired', hold: 'origin' },
  ],
];

describe.each(VENDORS)('$name', ({ open, request }) => {
  let server: AnsweringServer;
  let provider: ConnectedProvider;

  beforeEach(async () => {
    server = await AnsweringServer.open();
    provider = open(localAccess(server.url, TIMEOUT_MS), options);
  });
  afterEach(async () => {
    provider.close();
    await server.close();
  });

  test.each(FAULTS)('%s: one request, and the outcome that is proved', async (_fault, manner, outcome) => {
    server.behave(manner);
    expect(await provider.send(request)).toEqual(outcome);
    expect(server.requests).toHaveLength(1);
  });

  test('an answer after the timeout is too late, and the next call is not disturbed by it', async () => {
    server.behave({ kind: 'late', body: '{"MessageId":"late"}' });
    expect(await provider.send(request)).toEqual(unknown('timeout'));
    server.release();
    server.behave(says(200, '{"MessageId":"next"}'));
    expect(await provider.send(request)).toEqual({ kind: 'accepted', providerId: 'next' });
    expect(server.requests).toHaveLength(2);
  });

  test('a slow answer within the timeout counts', async () => {
    server.behave({ kind: 'late', body: '{"MessageId":"slow"}' });
    const patient = open(localAccess(server.url), options);
    const sending = patient.send(request);
    await server.received(1);
    server.release();
    expect(await sending).toEqual({ kind: 'accepted', providerId: 'slow' });
    expect(server.requests).toHaveLength(1);
    patient.close();
  });

  test('nobody listens: nothing was sent', async () => {
    const { url } = server;
    await server.close();
    const refused = open(localAccess(url, TIMEOUT_MS), options);
    expect(await refused.send(request)).toEqual({
      kind: 'not_sent',
      reason: 'no_connection',
      hold: 'origin',
    });
    refused.close();
    server = await AnsweringServer.open();
  });

  test('a host that nobody knows: nothing was sent', async () => {
    const lost = open(localAccess('https://sms-voice.nowhere.invalid', TIMEOUT_MS), options);
    const outcome = await lost.send(request);
    expect(outcome).toMatchObject({ kind: 'not_sent', hold: 'origin' });
    lost.close();
  });
});
