import { addAbortSignal, Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { storeClientConfig } from '../../channels/aws/client-config.ts';
import type { Deployment } from './deployment.ts';
import { inParallel, pagesOf } from './dynamodb.ts';
import { watchRequests } from './request-watch.ts';

/** The data bucket of one deployed engine. Objects are written once and never changed; S3 reads and lists strongly consistently. */
export interface Bucket {
  readonly s3: S3Client;
  readonly name: string;
}

/** Connects to the bucket; nothing is called before it is needed. */
export function openBucket({ access, bucket, watch }: Deployment): Bucket {
  // An emulator on loopback has no host name of its own for each bucket.
  const config = { ...storeClientConfig(access), forcePathStyle: access.endpoint !== undefined };
  const s3 = watchRequests(new S3Client(config), watch);
  return { s3, name: bucket };
}

/** Two writers of one key at the same moment get 409, and may try again (Amazon S3, "Conditional writes"). */
const CONFLICTS = 5;

/**
 * Puts an object unless there is one. `false`: there is, which may be what this very call wrote, where its first answer was lost: a key has to
 * say what is inside.
 */
export async function putIfAbsent({ s3, name }: Bucket, key: string, body: Uint8Array): Promise<boolean> {
  const put = new PutObjectCommand({ Bucket: name, Key: key, Body: body, IfNoneMatch: '*' });
  for (let attempt = 1; ; attempt++) {
    try {
      await s3.send(put);
      return true;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 412) return false;
      if (status !== 409 || attempt === CONFLICTS) throw error;
    }
  }
}

/** The SDK bounds and repeats a request up to the answer's head; a body that hangs or breaks off is ours to bound, and to ask for again. */
const BODY_TIMEOUT_MS = 10_000;
const BODY_ATTEMPTS = 3;

/** What stands under a key; `undefined`: nothing. */
export async function getObject(
  { s3, name }: Bucket,
  key: string,
  bodyTimeoutMs = BODY_TIMEOUT_MS,
): Promise<Uint8Array | undefined> {
  for (let attempt = 1; ; attempt++) {
    const body = await bodyOf(s3, name, key);
    if (body === undefined) return undefined;
    if (body instanceof Readable) addAbortSignal(AbortSignal.timeout(bodyTimeoutMs), body);
    try {
      return await body.transformToByteArray();
    } catch (error) {
      if (attempt === BODY_ATTEMPTS) throw error;
    }
  }
}

async function bodyOf(s3: S3Client, bucket: string, key: string) {
  try {
    return (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body;
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Every key that begins with `prefix`, in order of UTF-8 bytes, 1,000 a request. */
export async function* listKeys({ s3, name }: Bucket, prefix: string): AsyncIterable<readonly string[]> {
  let from: string | undefined;
  do {
    const answer = await s3.send(
      new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: from }),
    );
    yield (answer.Contents ?? []).flatMap(({ Key }) => Key ?? []);
    from = answer.NextContinuationToken;
  } while (from !== undefined);
}

/** Of one request, S3's own bound. */
const DELETE_BATCH = 1_000;

/** Removes objects; those that are not there are no error. @throws when S3 kept some. */
export async function removeObjects({ s3, name }: Bucket, keys: readonly string[]): Promise<void> {
  await inParallel(pagesOf(keys, DELETE_BATCH), async (page) => {
    const Delete = { Objects: page.map((Key) => ({ Key })), Quiet: true };
    const { Errors: kept = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: name, Delete }));
    if (kept.length > 0) throw new Error(`S3 kept ${kept.length} objects: ${kept[0]?.Code ?? 'no code'}.`);
  });
}
