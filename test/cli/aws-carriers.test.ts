import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { AnsweringServer, type MannerOf } from '../support/answering-server.ts';
import { campaignYaml, FAST_SETTINGS, makeWorkspace } from './cpaas.ts';

const AWS_SETTINGS = `origins:
${FAST_SETTINGS.split('\n')
  .filter((line) => line.includes('channel: sms'))
  .join('\n')}
carriers: aws
aws: { region: eu-west-1 }
`;
/** What a send is answered; the account may not be read, so the settings apply. */
function toSends(status: number, body: string): MannerOf {
  return ({ headers }) =>
    headers['x-amz-target']?.toString().endsWith('.SendTextMessage')
      ? { kind: 'answer', status, body }
      : { kind: 'answer', status: 400, body: '{"__type":"AccessDeniedException"}' };
}
/** Nothing of what the machine or its user have set up is found. */
const NOBODY = {
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_SESSION_TOKEN: '',
};
const SOMEBODY = { ...NOBODY, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'made-up' };

const messages = z.object({ messages: z.record(z.string(), z.number()) });
const context = z.object({ Context: z.object({ attempt: z.string() }) });

let server: AnsweringServer;
beforeAll(async () => {
  server = await AnsweringServer.open();
});
afterAll(() => server.close());

test('a campaign goes out through the SDK, one request a message, and does not wait for what comes later', async () => {
  server.behave(toSends(200, '{"MessageId":"id-1"}'));
  const place = await makeWorkspace({
    settings: AWS_SETTINGS,
    environment: { ...SOMEBODY, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: server.url },
  });
  const report = messages.parse(await place.json('launch', 'campaign.yaml', '--yes'));
  expect(report.messages).toMatchObject({ sent: 12, failed: 0, unknown: 0 });
  // The opt-out list of the account is read beside it.
  const sends = server.requests.filter(({ headers }) =>
    headers['x-amz-target']?.toString().endsWith('.SendTextMessage'),
  );
  const echoes = sends.map(({ body }) => context.parse(JSON.parse(body)).Context.attempt);
  expect(echoes).toHaveLength(12);
  expect(new Set(echoes).size).toBe(12);
  for (const { headers } of server.requests) expect(headers.authorization).toContain('/eu-west-1/sms-voice/');
});

test('nothing goes out through AWS before its price was shown and somebody said yes', async () => {
  server.behave(toSends(200, '{"MessageId":"id-1"}'));
  const place = await makeWorkspace({
    settings: AWS_SETTINGS,
    environment: { ...SOMEBODY, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: server.url },
  });
  const before = server.requests.length;
  const { code, stdout, stderr } = await place.run('launch', 'campaign.yaml');
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/\$\d/);
  expect(stderr).toContain('add --yes to send them');
  expect(server.requests).toHaveLength(before);
  expect((await place.run('launch', 'campaign.yaml', '--dry-run')).code).toBe(0);
});

test('who opted out at AWS is suppressed here, and not asked for again', async () => {
  const body = '{"__type":"ConflictException","Reason":"DESTINATION_PHONE_NUMBER_OPTED_OUT"}';
  server.behave(toSends(400, body));
  const place = await makeWorkspace({
    settings: AWS_SETTINGS,
    environment: { ...SOMEBODY, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: server.url },
  });
  expect(await place.json('launch', 'campaign.yaml', '--yes')).toMatchObject({ messages: { failed: 12 } });
  place.write('again.yaml', campaignYaml('again'));
  const plan = await place.json('plan', 'again.yaml');
  expect(plan).toMatchObject({ planned: 0, skipped: { opted_out: 12 } });
});

test.each([
  ['no credentials', NOBODY, undefined, 'No AWS credentials were found'],
  ['expired credentials', SOMEBODY, '{"__type":"ExpiredTokenException"}', 'The AWS credentials have expired'],
  [
    'a number that is not active',
    SOMEBODY,
    '{"__type":"ConflictException","Reason":"RESOURCE_NOT_ACTIVE"}',
    'The number or pool is not active yet',
  ],
  [
    'the sandbox',
    SOMEBODY,
    '{"__type":"ConflictException","Reason":"DESTINATION_PHONE_NUMBER_NOT_VERIFIED"}',
    'The account is in the sandbox',
  ],
])('%s: one sentence says what to do, and nothing is lost or failed', async (_what, who, body, sentence) => {
  if (body !== undefined) server.behave(toSends(400, body));
  const place = await makeWorkspace({
    settings: AWS_SETTINGS,
    environment: { ...who, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: server.url },
  });
  const running = place.start('launch', 'campaign.yaml', '--yes');
  await running.says(sentence);
  running.signal('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(1);
  expect(stderr.split(sentence)).toHaveLength(2);
  expect(stderr).not.toContain('+1415555');
  const report = messages.parse(await place.json('campaigns', 'spring'));
  expect(report.messages).toMatchObject({ queued: 12, failed: 0, unknown: 0, sending: 0, sent: 0 });
});

test('the demo does not send to its made-up people through AWS', async () => {
  const place = await makeWorkspace({ settings: AWS_SETTINGS });
  const { code, stderr } = await place.run('demo');
  expect(code).toBe(1);
  expect(stderr).toContain('another folder with --data');
});
