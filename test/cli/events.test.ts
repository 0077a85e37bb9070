import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { makeWorkspace, type Place } from './cpaas.ts';

const history = z.object({
  messages: z.array(
    z.object({ status: z.string(), attempts: z.array(z.object({ providerId: z.string().nullable() })) }),
  ),
  consent: z.object({ sms: z.object({ stopped: z.object({ reason: z.string() }).nullable() }) }),
});

async function lookAt(place: Place, customer: string) {
  const { messages, consent } = history.parse(await place.json('history', customer));
  const [message] = messages;
  return {
    status: message?.status,
    providerId: message?.attempts[0]?.providerId ?? '',
    stopped: consent.sms.stopped?.reason,
  };
}

const read = (messageId: string) =>
  JSON.stringify({ eventType: 'RCS_READ', messageId, eventTimestamp: 1_795_168_803_470, isFinal: true });
const stop = (originationNumber: string) =>
  JSON.stringify({
    originationNumber,
    destinationNumber: '+12125550101',
    messageKeyword: 'STOP',
    messageBody: 'STOP',
    inboundMessageId: '7f9b7f0e-0000-4000-8000-000000000001',
  });
const sns = (Message: string) =>
  JSON.stringify({ Type: 'Notification', Message, Timestamp: '2026-11-20T10:00:04.123Z' });

describe('cpaas events', () => {
  test('reads files of every kind, matches what was sent, and keeps the rest', async () => {
    const place = await makeWorkspace({ customers: 3 });
    await place.json('launch', 'campaign.yaml');
    const { providerId, status } = await lookAt(place, 'C1');
    expect(status).toBe('delivered');
    place.write('a.ndjson', `${sns(read(providerId))}\n${stop('+14155551001')}\nno json\n`);
    place.write('b.json', JSON.stringify([JSON.parse(read('nobody')), { Type: 'SubscriptionConfirmation' }]));
    writeFileSync(place.path('c.gz'), gzipSync(read(providerId) + read('stranger')));
    expect(await place.json('events', 'a.ndjson', 'b.json', 'c.gz')).toMatchObject({
      events: 5,
      matched: 2,
      repeated: 1,
      notices: 1,
      unread: 1,
      files: [
        { file: 'a.ndjson', events: 2, matched: 1, unread: 1, complete: true },
        { file: 'b.json', events: 1, notices: 1 },
        { file: 'c.gz', events: 2, matched: 1, repeated: 1 },
      ],
    });
    expect(await lookAt(place, 'C1')).toMatchObject({ status: 'read' });
    expect(await lookAt(place, 'C2')).toMatchObject({ stopped: 'opted_out' });
    expect(await place.json('events')).toEqual({
      counts: [
        { kind: 'notice', reason: 'sns_subscription_confirmation', count: 1 },
        { kind: 'unread', reason: 'no_json', count: 1 },
      ],
    });
    const { stdout } = await place.run('events', '--unread', '5');
    const shown = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(shown).toMatchObject([
      { kind: 'notice', source: 'b.json' },
      { kind: 'unread', source: 'a.ndjson', raw: 'no json' },
    ]);
  });

  test('what breaks off is read as far as it goes, and said', async () => {
    const place = await makeWorkspace({ customers: 1 });
    const whole = gzipSync(Array.from({ length: 2_000 }, (_, i) => read(`m-${i * 7919}`)).join('\n'));
    writeFileSync(place.path('cut.gz'), whole.subarray(0, whole.length - 40));
    const { code, stderr, stdout } = await place.run('events', 'cut.gz', '--json');
    expect([code, stderr]).toEqual([1, 'cpaas: cut.gz breaks off; what came before was read.\n']);
    expect(JSON.parse(stdout)).toMatchObject({ matched: 0, files: [{ complete: false }] });
  });

  test('files and --unread do not go together', async () => {
    const place = await makeWorkspace({ customers: 1 });
    place.write('a.json', '{}');
    const { code, stderr } = await place.run('events', 'a.json', '--unread', '3');
    expect([code, stderr]).toEqual([2, 'cpaas: cpaas events takes files or --unread, not both.\n']);
  });

  test('what is no queue is refused before anything is sent', async () => {
    const place = await makeWorkspace({ customers: 1 });
    const { code, stderr } = await place.run('worker', '--events', 'cpaas-events');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cpaas: --events must be the URL of an SQS queue, such as https:/);
  });
});

describe('cpaas optout', () => {
  test.each([
    ['aws', [{ number: '+14155551001', out: true, tries: 0 }]],
    ['simulated', undefined],
  ])('with carriers: %s', async (carriers, waiting) => {
    const place = await makeWorkspace({ customers: 1, settings: `carriers: ${carriers}\n` });
    await place.json('optout', '+14155551001');
    await place.json('optout', 'ana@example.com');
    await place.json('optout', '+14155551002', '--channel', 'whatsapp');
    const workspace = await openWorkspace(place.path('.cpaas'), { role: 'guest', create: false });
    expect(await workspace.optOuts?.due(workspace.clock.now(), 10)).toEqual(waiting);
    workspace.close();
  });
});

describe.runIf(hasMoto)('cpaas worker --events', () => {
  let moto: Moto;
  let endpoint = '';

  beforeAll(async () => {
    moto = await startMoto();
    endpoint = moto.url;
  }, 60_000);

  afterAll(() => moto.stop());

  test('stores what the queue holds, then removes it', { timeout: 120_000 }, async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new SQSClient({ endpoint, region: 'us-east-1', credentials });
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'cpaas-events' }));
    const environment = {
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const place = await makeWorkspace({ customers: 3, environment });
    await place.json('launch', 'campaign.yaml');
    const { providerId } = await lookAt(place, 'C1');
    const bodies = [sns(read(providerId)), stop('+14155551001'), 'no json', ...strangers(40)];
    for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

    // moto puts every account's queue under its own host: the endpoint of the environment has to win.
    const worker = place.start(
      'worker',
      '--events',
      QueueUrl.replace(endpoint, 'https://sqs.us-east-1.amazonaws.com'),
    );
    await expect.poll(() => left(client, QueueUrl), { timeout: 60_000, interval: 200 }).toBe(0);
    worker.signal('SIGINT');
    const { code, stdout, stderr } = await worker.ended;
    expect([code, stderr.includes('cpaas: ')]).toEqual([0, false]);
    // A queue may hand a message out twice, and the emulator now and then does.
    const [, events, again] =
      /(\d+) events read, 1 of messages sent from here, (\d+) had come before, 0 notices, 1 kept unread\./.exec(
        stdout,
      ) ?? [];
    expect([Number(events) - Number(again), stdout]).toEqual([42, stdout]);
    expect(await lookAt(place, 'C1')).toMatchObject({ status: 'read' });
    expect(await lookAt(place, 'C2')).toMatchObject({ stopped: 'opted_out' });
    expect(await place.json('stats')).toMatchObject({ unmatchedEvents: 40 });
  });

  test('a queue that does not exist is one sentence, told once, and the worker goes on', {
    timeout: 60_000,
  }, async () => {
    const place = await makeWorkspace({
      customers: 1,
      environment: {
        AWS_ENDPOINT_URL_SQS: endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });
    const worker = place.start('worker', '--events', `${endpoint}/123456789012/nothing`);
    await worker.says('The queue of --events does not exist in us-east-1: compare `aws sqs list-queues`.');
    worker.signal('SIGINT');
    expect((await worker.ended).code).toBe(0);
  });
});

function strangers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => read(`stranger-${i}`));
}

async function left(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes?.['ApproximateNumberOfMessages']) +
    Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'])
  );
}
