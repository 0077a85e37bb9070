import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fileSink } from '../../src/simulator/http/sinks/file.ts';
import { sqsSink } from '../../src/simulator/http/sinks/sqs.ts';
import { urlSink } from '../../src/simulator/http/sinks/url.ts';
import { openJournal } from '../../src/simulator/journal.ts';
import { POOL, startWire, type Wire } from './simulator.ts';

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cpaas-wire-'));
  closers.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function listen(onRequest: RequestListener): Promise<string> {
  const server = createServer(onRequest);
  closers.push(() => server.closeAllConnections());
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function send(wire: Wire, i: number, set?: string): Promise<unknown> {
  return wire.sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: `+1415555${1000 + i}`,
      OriginationIdentity: POOL,
      MessageBody: 'Hello',
      ConfigurationSetName: set,
      Context: { attempt: `a.${i}` },
    }),
  );
}

async function sendSome(wire: Wire, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, i) => send(wire, i, i % 2 === 0 ? 'campaigns' : undefined)),
  );
  await wire.carriers.idle();
}

/** Events that are due when all have been sent, so that they come in one batch. */
const TOGETHER = { rules: [{ match: {}, fate: { events: [{ type: 'delivered', after: '400ms' }] } }] };

test('a URL gets one event a request, and what failed once more', async () => {
  const got: { readonly kind: string; readonly body: string }[] = [];
  let requests = 0;
  const url = await listen((request, response) => {
    void bodyOf(request).then((body) => {
      // Every other one of the first twelve: a part of a batch, not all of it.
      if (++requests <= 12 && requests % 2 === 0) {
        response.writeHead(503).end();
        return;
      }
      got.push({ kind: String(request.headers['x-amz-sns-message-type'] ?? 'bus'), body });
      response.end();
    });
  });
  const wire = await startWire(TOGETHER, { sink: urlSink(url) });
  await sendSome(wire, 20);
  expect(got.map(({ kind }) => kind).toSorted()).toEqual([
    ...Array.from({ length: 10 }, () => 'Notification'),
    ...Array.from({ length: 10 }, () => 'bus'),
  ]);
  expect(new Set(got.map(({ body }) => body)).size).toBe(20);
  expect(wire.outlet.handedCount).toBe(20);
});

const batchSchema = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })),
});

test('a queue gets batches of at most ten, and entries that failed once more', async () => {
  const bodies: string[] = [];
  const sizes: number[] = [];
  let failures = 2;
  const url = await listen((request, response) => {
    void bodyOf(request).then((text) => {
      expect(request.headers['x-amz-target']).toBe('AmazonSQS.SendMessageBatch');
      const { Entries } = batchSchema.parse(JSON.parse(text));
      sizes.push(Entries.length);
      const taken = Entries.filter(() => failures-- <= 0);
      bodies.push(...taken.map(({ MessageBody }) => MessageBody));
      const Failed = Entries.filter((entry) => !taken.includes(entry)).map(({ Id }) => ({
        Id,
        SenderFault: false,
        Code: 'InternalError',
      }));
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      const Successful = taken.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: Id,
        MD5OfMessageBody: hash('md5', MessageBody),
      }));
      response.end(JSON.stringify({ Successful, Failed }));
    });
  });
  process.env['AWS_ACCESS_KEY_ID'] = 'simulated';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'simulated';
  const wire = await startWire({}, { sink: sqsSink(`${url}/000000000000/events`, 'us-east-1') });
  await sendSome(wire, 25);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  expect(new Set(bodies).size).toBe(25);
  expect(bodies).toHaveLength(25);
  expect(bodies.filter((body) => 'Type' in JSON.parse(body))).toHaveLength(13);
});

describe('files', () => {
  test('get a line an event, and keep what was in them', async () => {
    const path = join(folder(), 'events.ndjson');
    for (let run = 0; run < 2; run++) await sendSome(await startWire({}, { sink: fileSink(path) }), 3);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(6);
    for (const line of lines) JSON.parse(line);
  });

  test('a journal brings back what was accepted, spent and opted out', async () => {
    const path = join(folder(), 'accepted.ndjson');
    const rules = [{ match: {}, fate: { events: [{ type: 'reply', text: 'STOP' }] } }];
    const account = { sms: { spendLimit: { enforced: 1, max: 1 } } };
    const before = await startWire({ rules, account }, { journal: openJournal(path) });
    await sendSome(before, 2);
    await before.stop();
    const after = await startWire({ account }, { journal: openJournal(path) });
    expect(after.carriers.log.totals().accepted).toBe(2);
    expect([...after.carriers.log.accepted()].map(({ attemptId }) => attemptId)).toEqual(['a.0', 'a.1']);
    const again = await send(after, 0).catch((error: unknown) => error);
    expect(again).toMatchObject({ Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' });
    expect(await send(after, 5)).toHaveProperty('MessageId');
  });
});
