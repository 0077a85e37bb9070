import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makePlace } from '../cli/cpaas.ts';
import { POOL, WABA } from './simulator.ts';

const place = makePlace();

/** A port that nothing listened on a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Runs the AWS CLI as a person would who set what `cpaas simulate` printed. */
async function aws(endpoints: Readonly<Record<string, string>>, ...args: string[]): Promise<unknown> {
  const env = {
    ...process.env,
    ...endpoints,
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
  };
  const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], { env });
  return JSON.parse(stdout);
}

const hasAws = await promisify(execFile)('aws', ['--version']).then(
  () => true,
  () => false,
);

test('says what to set, stops on SIGTERM, and goes on with its log', async () => {
  const port = await freePort();
  const args = ['simulate', '--port', String(port), '--carriers', 'perfect', '--log', 'accepted.ndjson'];
  const running = place.start(...args);
  await running.says('Ctrl-C stops it.');
  const body = { DestinationPhoneNumber: '+14155550123', OriginationIdentity: POOL, MessageBody: 'Hello' };
  const send = () =>
    fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage' },
      body: JSON.stringify(body),
    });
  expect((await send()).status).toBe(200);
  running.signal('SIGTERM');
  const { code, stdout } = await running.ended;
  expect(code).toBe(0);
  for (const service of ['PINPOINT_SMS_VOICE_V2', 'SOCIALMESSAGING', 'SESV2'])
    expect(stdout).toContain(`export AWS_ENDPOINT_URL_${service}=http://127.0.0.1:${port}\n`);
  expect(stdout).toContain('export AWS_ACCESS_KEY_ID=simulated\n');

  const again = place.start(...args);
  await again.says('Ctrl-C stops it.');
  const accepted = await fetch(`http://127.0.0.1:${port}/_simulator/accepted`).then((r) => r.text());
  expect(accepted.trim().split('\n')).toHaveLength(1);
  again.signal('SIGINT');
  expect((await again.ended).code).toBe(0);
});

test('gives one JSON document when it is ready', async () => {
  const running = place.start('simulate', '--port', '0', '--json');
  await running.says('Ctrl-C stops it.');
  running.signal('SIGTERM');
  const { stdout } = await running.ended;
  const port: unknown = JSON.parse(stdout).port;
  expect(JSON.parse(stdout)).toMatchObject({
    port: expect.any(Number),
    endpoints: { AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${String(port)}` },
  });
});

describe('refuses in one sentence', () => {
  test('a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr } = await place.run('simulate', '--port', String(port));
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `cpaas: Port ${port} is in use: give another one with --port, or 0 for a free one.\n`,
    );
  });

  test.each([
    ['acount: {}\n', /script\.yaml:1: the key "acount" is not known: did you mean account\?/],
    ['changes:\n  - { afterMs: 1, origin: pool-none, partsPerSecond: 1 }\n', /does not have/],
    ['behaviour: { sms: { lots: 0.1 } }\n', /script\.yaml behaviour cannot be used at sms/],
  ])('the script %j', async (text, sentence) => {
    place.write('script.yaml', text);
    const { code, stderr } = await place.run('simulate', '--port', '0', '--script', 'script.yaml');
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
  });

  test('a script that is not there', async () => {
    const { code, stderr } = await place.run('simulate', '--port', '0', '--script', 'none.yaml');
    expect(stderr).toContain('There is no file none.yaml');
    expect(code).toBe(1);
  });
});

test.runIf(hasAws)('the AWS CLI cannot tell', async () => {
  const port = await freePort();
  place.write(
    'list.yaml',
    '# a list of rules alone\n- { match: { nth: 1000 }, fate: { answer: throttled } }\n',
  );
  const options = ['--carriers', 'perfect', '--script', 'list.yaml', '--events', 'events.ndjson'];
  const running = place.start('simulate', '--port', String(port), ...options);
  await running.says('Ctrl-C stops it.');
  const services = ['PINPOINT_SMS_VOICE_V2', 'SOCIALMESSAGING', 'SESV2'];
  const url = `http://127.0.0.1:${port}`;
  const endpoints = Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL_${name}`, url]));
  const sms = ['--destination-phone-number', '+14155550123', '--message-body', 'Hello'];
  const [sent, refused, templates, listed] = await Promise.all([
    aws(endpoints, 'pinpoint-sms-voice-v2', 'send-text-message', ...sms, '--origination-identity', POOL),
    aws(
      endpoints,
      'pinpoint-sms-voice-v2',
      'send-text-message',
      ...sms,
      '--origination-identity',
      'pool-x',
    ).catch((error: unknown) => String(error)),
    aws(endpoints, 'socialmessaging', 'list-whatsapp-message-templates', '--id', WABA),
    aws(endpoints, 'sesv2', 'list-email-identities', '--page-size', '1'),
  ]);
  expect(sent).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(refused).toContain('(ResourceNotFoundException) when calling the SendTextMessage operation');
  expect(templates).toMatchObject({ templates: [{ templateName: 'spring_collection' }, {}, {}, {}, {}] });
  expect(listed).toMatchObject({ EmailIdentities: [{ IdentityName: 'example.com' }] });
  running.signal('SIGTERM');
  expect((await running.ended).code).toBe(0);
});
