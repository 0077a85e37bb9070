import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { inParallel } from '../dynamodb.ts';
import { type Bucket, listKeys, putIfAbsent } from '../s3.ts';
import { objectBytes } from './answer-file.ts';

/** A file on this machine. Its name is given once, and what it names never changes. */
export interface LocalFile {
  readonly name: string;
  readonly path: string;
}

/** Of files at once: each may be 100 MB, and is held whole while it is put. */
const AT_ONCE = 4;

/** Brings files of the generation in `folder` to this machine. */
export async function fetchFiles(
  bucket: Bucket,
  folder: string,
  files: readonly LocalFile[],
  signal: AbortSignal,
): Promise<void> {
  if (files.length === 0) return;
  const keys = await keysByName(bucket, folder);
  await inParallel(
    files,
    async ({ name, path }) => {
      const key = keys.get(name);
      if (key === undefined) throw new Error(`${folder}${name} is missing in the bucket.`);
      await pipeline(objectBytes(bucket, key, signal), createWriteStream(path, { mode: 0o600 }), { signal });
    },
    AT_ONCE,
  );
}

/** Puts files into the folder of a new generation; those that the one in `before` has are copied inside S3. */
export async function putFiles(
  bucket: Bucket,
  files: readonly (LocalFile & { readonly key: string })[],
  before: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const known =
    before === undefined ? new Map<string, string>() : await keysByName(bucket, before, isWrittenOnce);
  await inParallel(
    files,
    async ({ name, path, key }) => {
      const old = known.get(name);
      if (old === undefined) await putIfAbsent(bucket, key, await readFile(path));
      else {
        const copy = { Bucket: bucket.name, Key: key, CopySource: `${bucket.name}/${old}` };
        await bucket.s3.send(new CopyObjectCommand(copy), { abortSignal: signal });
      }
    },
    AT_ONCE,
  );
}

/** Names of files hold letters, digits, `-` and `.` alone, so a key needs no escapes. */
function isWrittenOnce(name: string): boolean {
  return /^[a-z]+-[a-z0-9]+\.(parquet|json)$/i.test(name);
}

async function keysByName(
  bucket: Bucket,
  folder: string,
  wanted: (name: string) => boolean = () => true,
): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for await (const page of listKeys(bucket, folder)) {
    for (const key of page) {
      const name = key.slice(key.lastIndexOf('/') + 1);
      if (wanted(name)) keys.set(name, key);
    }
  }
  return keys;
}
