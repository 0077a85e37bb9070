import { SQSClient, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { openStream } from '../support/stream-records.ts';
import { DeployedFunction } from './function.ts';
import { QueueMapping, runSchedule, StreamMapping } from './pump.ts';

const queueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});
const streamEvent = z.object({
  shardId: z.string(),
  state: z.object({}),
  Records: z.array(
    z.object({
      eventName: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({ message_id: z.object({ S: z.string() }) }),
      }),
    }),
  ),
});

describe.skipIf(!hasMoto)('the event-source pump', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  /** A queue with so many messages: 0, 1, 2... */
  async function queueOf(count: number) {
    const { access, queues } = await makeDeployment(moto, { queues: true });
    const sqs = new SQSClient({ ...storeClientConfig(access), useQueueUrlAsEndpoint: false });
    for (let at = 0; at < count; at += 10) {
      const Entries = Array.from({ length: Math.min(10, count - at) }, (_, i) => ({
        Id: String(i),
        MessageBody: String(at + i),
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queues.work, Entries }));
    }
    return { sqs, queueUrl: queues.work };
  }

  /** Hands a queue over until every message was taken, and then says what came and how often. */
  async function pumped(
    count: number,
    answer: (bodies: readonly string[], n: number, ids: readonly string[]) => unknown,
    forgets?: (n: number) => boolean,
  ) {
    const queue = await queueOf(count);
    const stop = new AbortController();
    const batches: string[][] = [];
    const left = new Set(Array.from({ length: count }, (_, i) => String(i)));
    const mapping = new QueueMapping({
      ...queue,
      batchSize: 25,
      concurrency: 1,
      visibilitySeconds: 1,
      ...(forgets === undefined ? {} : { forgets }),
      invoke: async (event) => {
        const { Records } = queueEvent.parse(event);
        const bodies = Records.map(({ body }) => body);
        const n = batches.push(bodies);
        const ids = Records.map(({ messageId }) => messageId);
        const result = answer(bodies, n, ids);
        const failed = z
          .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })
          .safeParse(result);
        const bad = new Set(failed.data?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        if (forgets?.(n) !== true)
          for (const [i, body] of bodies.entries()) if (!bad.has(ids[i] ?? '')) left.delete(body);
        if (left.size === 0) stop.abort();
        return result;
      },
    });
    await mapping.run(stop.signal);
    return { batches, mapping };
  }

  test('hands a queue over in batches, and what is done does not come again', async () => {
    const { batches, mapping } = await pumped(60, () => ({ batchItemFailures: [] }));
    expect(batches.flat().sort()).toEqual(Array.from({ length: 60 }, (_, i) => String(i)).sort());
    expect(Math.max(...batches.map(({ length }) => length))).toBe(25);
    expect(mapping).toMatchObject({ records: 60, failed: 0, repeated: 0 });
  });

  test('what a function reports as failed comes again, and nothing else', async () => {
    const { mapping } = await pumped(20, (bodies, n, ids) => ({
      batchItemFailures: n === 1 ? [{ itemIdentifier: ids[bodies.indexOf('3')] ?? ids[0] }] : [],
    }));
    expect(mapping).toMatchObject({ records: 21, failed: 1, repeated: 1 });
  });

  test('a batch comes again when the function dies when it is done', async () => {
    const { mapping } = await pumped(
      5,
      () => undefined,
      (n) => n === 1,
    );
    expect(mapping).toMatchObject({ invocations: 2, records: 10, failed: 5, repeated: 5 });
  });

  test.each([
    ['throws', () => Promise.reject(new Error('no'))],
    ['answers with what is no answer', async () => ({ batchItemFailures: [{ id: 'x' }] })],
    ['names a message that it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
  ])('all of a batch failed when the function %s', async (_, broken) => {
    const queue = await queueOf(5);
    const stop = new AbortController();
    const mapping = new QueueMapping({
      ...queue,
      batchSize: 10,
      concurrency: 1,
      visibilitySeconds: 1,
      invoke: async () => {
        if (mapping.records >= 10) stop.abort();
        return broken();
      },
    });
    await mapping.run(stop.signal);
    expect(mapping.failed).toBe(mapping.records);
    expect(mapping.repeated).toBeGreaterThan(0);
  });

  test('hands a stream over in order, and a batch again until it is taken', async () => {
    const deployment = await makeDeployment(moto, { tables: ['delivery-tracking'] });
    const { dynamo, name } = openTables(deployment);
    for (let i = 0; i < 30; i++)
      await dynamo.send(
        new PutCommand({ TableName: name('delivery-tracking'), Item: { message_id: `m${i}` } }),
      );
    const stream = await openStream(deployment);
    const seen: string[] = [];
    const mapping = new StreamMapping({
      next: () => stream.next(),
      batchSize: 8,
      pauseMs: 10,
      forgets: (n) => n === 2,
      invoke: async (event) => {
        const { Records, shardId } = streamEvent.parse(event);
        expect(shardId).not.toBe('');
        if (mapping.invocations === 4) throw new Error('no');
        seen.push(...Records.map(({ dynamodb }) => dynamodb.Keys.message_id.S));
      },
    });
    expect(await mapping.drain()).toBe(30);
    expect(mapping.failed).toBe(2);
    expect([...new Set(seen)]).toEqual(Array.from({ length: 30 }, (_, i) => `m${i}`));
    expect(seen.length).toBeGreaterThan(30);
    expect(await mapping.drain()).toBe(0);
    stream.close();
  });

  test('runs a schedule until it is stopped, whatever the function does', async () => {
    const stop = new AbortController();
    let runs = 0;
    const invoke = async () => {
      if (++runs === 3) stop.abort();
      throw new Error('no');
    };
    await runSchedule({ invoke, everyMs: 1 }, stop.signal);
    expect(runs).toBe(3);
  });
});

describe('a function in an environment of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-function-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function functionOf(code: string, timeoutMs = 30_000): DeployedFunction {
    const entry = join(folder, `${code.length}.mjs`);
    writeFileSync(entry, code);
    return new DeployedFunction({
      name: 'dispatcher',
      entry,
      environment: { CPAAS_PROJECT: 'p' },
      timeoutMs,
    });
  }

  test('gets the event and a context, keeps its memory, and what it prints is kept', async () => {
    const own = functionOf(`
      let n = 0;
      export const handler = async (event, context) => {
        console.log('line ' + ++n);
        return { n, event, project: process.env.CPAAS_PROJECT, name: context.functionName, ms: context.getRemainingTimeInMillis() };
      };`);
    const first = await own.invoke({ a: 1 });
    expect(first).toMatchObject({ n: 1, event: { a: 1 }, project: 'p', name: 'dispatcher' });
    expect(await own.invoke({})).toMatchObject({ n: 2 });
    await expect.poll(() => own.log).toEqual(['line 1', 'line 2']);
    own.close();
  });

  test('fails when the handler throws, and goes on', async () => {
    const own = functionOf(
      'export const handler = async ({ bad }) => { if (bad) throw new TypeError("bad"); };',
    );
    await expect(own.invoke({ bad: true })).rejects.toThrow('TypeError: bad');
    await expect(own.invoke({ bad: false })).resolves.toBeUndefined();
    own.close();
  });

  test('can be killed in the middle, and a new one takes its place', async () => {
    const own = functionOf(
      'export const handler = ({ hang }) => (hang ? new Promise(() => console.log("hangs")) : { pid: process.pid });',
    );
    const first = await own.invoke({});
    const hanging = own.invoke({ hang: true });
    hanging.catch(() => undefined);
    await expect.poll(() => own.log).toEqual(['hangs']);
    expect(own.kill()).toBe(true);
    await expect(hanging).rejects.toThrow('SIGKILL');
    expect(await own.invoke({})).not.toEqual(first);
    expect(own.kill()).toBe(false);
    own.close();
  });

  test('is stopped when its time is over', async () => {
    const own = functionOf(
      'export const handler = () => new Promise(() => setInterval(() => {}, 1e6));',
      200,
    );
    await expect(own.invoke({})).rejects.toThrow('SIGKILL');
  });
});
