import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { archiveEvents } from '../../src/adapters/aws/event-archive.ts';
import {
  type Bucket,
  getObject,
  listKeys,
  openBucket,
  putIfAbsent,
  removeObjects,
} from '../../src/adapters/aws/s3.ts';
import { readEvents } from '../../src/delivery/formats/read-events.ts';
import { localAccess } from '../support/aws-access.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { goldenEvents } from '../support/golden-events.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (found: Uint8Array | undefined) =>
  found === undefined ? undefined : new TextDecoder().decode(found);

async function keysOf(bucket: Bucket, prefix: string): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for await (const page of listKeys(bucket, prefix)) pages.push(page);
  return pages;
}

describe.skipIf(!hasMoto)('objects', () => {
  let moto: Moto;
  let bucket: Bucket;

  beforeAll(async () => {
    moto = await startMoto();
    bucket = openBucket(await makeDeployment(moto, { bucket: true }));
  });
  afterAll(() => {
    bucket.s3.destroy();
    moto.stop();
  });

  test('the first to write a key stays', async () => {
    expect(await getObject(bucket, 'a/1')).toBeUndefined();
    expect(await putIfAbsent(bucket, 'a/1', bytes('first'))).toBe(true);
    expect(await putIfAbsent(bucket, 'a/1', bytes('second'))).toBe(false);
    expect(textOf(await getObject(bucket, 'a/1'))).toBe('first');
  });

  test('are listed page by page in order, and removed', async () => {
    const names = Array.from({ length: 1_001 }, (_, i) => `many/${String(i).padStart(4, '0')}`);
    for (let at = 0; at < names.length; at += 50)
      await Promise.all(names.slice(at, at + 50).map((name) => putIfAbsent(bucket, name, bytes(name))));
    const pages = await keysOf(bucket, 'many/');
    expect(pages.map(({ length }) => length)).toEqual([1_000, 1]);
    expect(pages.flat()).toEqual(names);
    await removeObjects(bucket, [...names.slice(1), 'many/none']);
    expect((await keysOf(bucket, 'many/')).flat()).toEqual(names.slice(0, 1));
  });

  describe('archive of raw events', () => {
    const AT = Date.UTC(2026, 10, 3, 4, 59, 59, 999);
    const KEY = 'events/2026/11/03/04/batch-1.ndjson.gz';

    test('holds every text as it came, once, by the hour', async () => {
      const texts = ['{"a":1}', 'no JSON:\n\u{1f600} "', ''].map((text, i) => ({
        text,
        source: 'events',
        at: AT + i,
      }));
      await archiveEvents(bucket, texts, AT, 'batch-1');
      await archiveEvents(bucket, texts.slice(1), AT, 'batch-1');
      expect((await keysOf(bucket, 'events/')).flat()).toEqual([KEY]);
      const lines = gunzipSync((await getObject(bucket, KEY)) ?? '')
        .toString()
        .split('\n');
      expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
        texts.map(({ text }, i) => ({
          at: new Date(AT + i).toISOString(),
          source: 'events',
          Messages: [{ Body: text }],
        })),
      );
    });

    test('is read again as the events that it holds', async () => {
      const golden = goldenEvents().filter(({ events }) => events.length > 0);
      expect(golden.length).toBeGreaterThan(30);
      const texts = golden.map(({ text }) => ({ text, source: 'events', at: AT }));
      await archiveEvents(bucket, texts, AT, 'golden');
      const found = await getObject(bucket, 'events/2026/11/03/04/golden.ndjson.gz');
      const lines = gunzipSync(found ?? '')
        .toString()
        .split('\n');
      for (const [i, { text, name }] of golden.entries())
        expect(readEvents(lines[i] ?? '', { at: AT }).events, name).toEqual(
          readEvents(text, { at: AT }).events,
        );
    });

    test('has no room for an id that is more than a name', async () => {
      const texts = [{ text: '{}', source: 'events', at: AT }];
      await expect(archiveEvents(bucket, texts, AT, '../x')).rejects.toThrow(RangeError);
    });
  });
});

describe('a server that fails', () => {
  let server: Server;
  let bucket: Bucket;
  let requests = 0;

  const serve = async (answer: (nth: number, ...of: Parameters<RequestListener>) => void) => {
    requests = 0;
    server = createServer((request, response) => {
      request.resume().on('end', () => answer(++requests, request, response));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    bucket = openBucket({
      project: 'p',
      environment: 'e',
      access: localAccess(`http://127.0.0.1:${port}`),
      bucket: 'b',
      queues: { work: '', transactional: '', events: '' },
    });
  };
  afterEach(() => {
    bucket.s3.destroy();
    server.closeAllConnections();
    server.close();
  });

  test('a body that breaks off is asked for again', async () => {
    await serve((nth, _, response) => {
      response.writeHead(200, { 'content-length': 5 });
      if (nth === 1) response.write('he', () => response.destroy());
      else response.end('hello');
    });
    expect(textOf(await getObject(bucket, 'k'))).toBe('hello');
    expect(requests).toBe(2);
  });

  test('a body that never ends is given up', async () => {
    await serve((_, __, response) => void response.writeHead(200, { 'content-length': 5 }).write('he'));
    await expect(getObject(bucket, 'k', 50)).rejects.toThrow('aborted');
    expect(requests).toBe(3);
  });

  test('writers who meet try again; one whose answer was lost meets its own object', async () => {
    await serve((nth, _, response) => {
      if (nth === 1) response.writeHead(409).end('<Error><Code>ConditionalRequestConflict</Code></Error>');
      else if (nth === 2) response.destroy();
      else response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
    });
    expect(await putIfAbsent(bucket, 'k', bytes('x'))).toBe(false);
    expect(requests).toBe(3);
  });

  test('what is refused is not asked for again', async () => {
    await serve(
      (_, __, response) => void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>'),
    );
    await expect(putIfAbsent(bucket, 'k', bytes('x'))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(getObject(bucket, 'k')).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(requests).toBe(2);
  });
});
