import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ArrivedText } from '../../delivery/take-in.ts';
import { type Bucket, putIfAbsent } from './s3.ts';

/** A batch's id is part of a key, and says nothing about a person. */
const ID = /^[\w.-]{1,128}$/;

/**
 * Keeps what carriers said, word for word, before anything is done with it: one object `events/<yyyy>/<mm>/<dd>/<hh>/<id>.ndjson.gz` a batch,
 * by the hour (UTC) of `at`. A line a text, in an envelope that `cpaas events FILE` opens, with its source and when it arrived.
 * Doing it again with the same `at` and `id` changes nothing. A batch of any size is one PUT ($0.005 for 1,000).
 * @throws RangeError when the id cannot stand in a key.
 */
export async function archiveEvents(
  bucket: Bucket,
  texts: readonly ArrivedText[],
  at: number,
  id: string,
): Promise<void> {
  if (!ID.test(id)) throw new RangeError('The id of a batch of events has letters, digits, dots and dashes.');
  if (texts.length === 0) return;
  const lines = texts.map(({ text, source, at: arrived }) =>
    JSON.stringify({ at: new Date(arrived).toISOString(), source, Messages: [{ Body: text }] }),
  );
  await putIfAbsent(bucket, archiveKey(at, id), await promisify(gzip)(lines.join('\n')));
}

function archiveKey(at: number, id: string): string {
  const hour = new Date(at).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
  return `events/${hour}/${id}.ndjson.gz`;
}
