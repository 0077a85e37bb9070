import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from '../s3.ts';

/** Breaks of one object's body that are mended by asking for the rest. */
const MOST_BREAKS = 5;

/** The bytes of an object that may be large: what breaks off is asked for again from there, as long as it is the same object. */
export async function* objectBytes(
  { s3, name }: Bucket,
  key: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let at = 0;
  let etag: string | undefined;
  for (let breaks = 0; ; breaks++) {
    const rest = at === 0 ? {} : { Range: `bytes=${at}-`, IfMatch: etag };
    const got = await s3.send(new GetObjectCommand({ Bucket: name, Key: key, ...rest }), {
      abortSignal: signal,
    });
    etag = got.ETag;
    try {
      for await (const bytes of chunksOf(got.Body?.transformToWebStream())) {
        at += bytes.length;
        yield bytes;
      }
      return;
    } catch (error) {
      if (signal.aborted || breaks === MOST_BREAKS) throw error;
    }
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array> | undefined): AsyncIterable<Uint8Array> {
  if (stream === undefined) return;
  for await (const bytes of stream) yield bytes;
}

/** The first column of a CSV as Athena writes them, without its name: every value in quotes, quotes inside doubled, lines end in LF. */
export async function* firstColumn(chunks: AsyncIterable<Uint8Array>): AsyncIterable<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  let isHeader = true;
  for await (const bytes of chunks) {
    const { values, left } = wholeLines(rest + decoder.decode(bytes, { stream: true }));
    rest = left;
    const wanted = isHeader ? values.slice(1) : values;
    isHeader &&= values.length === 0;
    if (wanted.length > 0) yield wanted;
  }
  const last = wholeLines(`${rest}${decoder.decode()}\n`).values.slice(isHeader ? 1 : 0);
  if (rest !== '' && last.length > 0) yield last;
}

const LINE = /(?:"((?:[^"]|"")*)"|([^",\n]*))(?:,(?:"(?:[^"]|"")*"|[^",\n]*))*\r?\n/y;

/** Values of the lines that have ended. A line break inside quotes ends none. */
function wholeLines(text: string): { readonly values: readonly string[]; readonly left: string } {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    LINE.lastIndex = at;
    const found = LINE.exec(text);
    if (found === null) return { values, left: text.slice(at) };
    values.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    at = LINE.lastIndex;
  }
}
