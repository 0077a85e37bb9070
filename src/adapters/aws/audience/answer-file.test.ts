import { createServer } from 'node:http';
import { once } from 'node:events';
import { S3Client } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { localAccess } from '../../../../test/support/aws-access.ts';
import { storeClientConfig } from '../../../channels/aws/client-config.ts';
import { firstColumn, objectBytes } from './answer-file.ts';

async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncIterable<Uint8Array> {
  const inOrder = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  for (let i = 1; i < inOrder.length; i++) yield bytes.subarray(inOrder[i - 1], inOrder[i]);
}

test('a column is read as it was written, wherever the bytes are cut', async () => {
  const value = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'ü', '😀', "'", '\uFEFF') });
  await fc.assert(
    fc.asyncProperty(fc.array(value), fc.array(fc.nat(500)), fc.boolean(), async (values, places, isWide) => {
      const line = (text: string) => `"${text.replaceAll('"', '""')}"${isWide ? ',"b""\n",' : ''}\n`;
      const bytes = new TextEncoder().encode(['customer_id', ...values].map(line).join(''));
      const read: string[] = [];
      for await (const some of firstColumn(cut(bytes, places))) read.push(...some);
      expect(read).toEqual(values);
    }),
    { numRuns: 500 },
  );
});

test('an object whose body breaks off is read from there', async () => {
  const body = 'x'.repeat(300_000);
  const ranges: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    ranges.push(headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const rest = body.slice(from);
    response.writeHead(from === 0 ? 200 : 206, { 'content-length': rest.length, etag: '"e"' });
    if (ranges.length === 3) response.end(rest);
    else response.write(rest.slice(0, 100_000), () => response.socket?.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const s3 = new S3Client({
    ...storeClientConfig(localAccess(`http://127.0.0.1:${port}`)),
    forcePathStyle: true,
  });
  let text = '';
  const signal = new AbortController().signal;
  for await (const bytes of objectBytes({ s3, name: 'bucket' }, 'key', signal))
    text += new TextDecoder().decode(bytes);
  expect(text).toBe(body);
  expect(ranges[0]).toBeUndefined();
  expect(ranges).toHaveLength(3);
  s3.destroy();
  server.close();
});
