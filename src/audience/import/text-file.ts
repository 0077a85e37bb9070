import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Failure } from '../../kernel/failure.ts';
import { type FileEnding, gunzip, isGzip } from './gunzip.ts';
import { binaryKind, guessByMarks, judgeBytes, type TextEncoding } from './sniff-encoding.ts';

/** Input is cut into blocks of this size first, so that what is made of a file never depends on how it was read. */
const BLOCK_BYTES = 64 * 1024;

/**
 * The text of a file that nobody here made: unpacked when its bytes say gzip, in the encoding that its bytes look like, line ends
 * as `\n`. Iterate it once; `encoding` and `ending` are final after that.
 *
 * Without a byte order mark a file is UTF-8 or windows-1252, and the first bytes beyond ASCII decide, wherever they come. A later
 * byte that does not fit becomes U+FFFD, which costs its row and not the file.
 */
export class TextFile implements AsyncIterable<string> {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #name: string;
  #encoding: TextEncoding = 'utf-8';
  #ending: FileEnding = 'complete';
  #gzip = false;

  /** `name` is for failures. */
  constructor(source: AsyncIterable<Uint8Array>, name: string) {
    this.#source = source;
    this.#name = name;
  }

  get encoding(): TextEncoding {
    return this.#encoding;
  }

  get ending(): FileEnding {
    return this.#ending;
  }

  get gzip(): boolean {
    return this.#gzip;
  }

  /** @throws Failure `file_invalid` for what is no text (ZIP, Excel, Parquet...), or what reading the source throws. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    let held = '';
    for await (const text of this.#decoded()) {
      // A `\r` at the end of a piece may be half of `\r\n`.
      const whole = held + text;
      held = whole.endsWith('\r') ? '\r' : '';
      const ready = held === '' ? whole : whole.slice(0, -1);
      if (ready !== '') yield ready.includes('\r') ? ready.replaceAll(/\r\n?/g, '\n') : ready;
    }
    if (held !== '') yield '\n';
  }

  async *#decoded(): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined;
    let undecided: Uint8Array = new Uint8Array(0);
    let first = true;
    for await (const block of this.#blocks()) {
      if (first) {
        this.#refuseBinary(block);
        const marked = guessByMarks(block);
        if (marked !== undefined) decoder = this.#decoderFor(marked);
        first = false;
      }
      let bytes = block;
      if (decoder === undefined) {
        bytes = undecided.length === 0 ? block : Buffer.concat([undecided, block]);
        undecided = new Uint8Array(0);
        if (isAscii(bytes)) {
          yield asciiText(bytes);
          continue;
        }
        const encoding = judgeBytes(bytes);
        if (encoding === undefined) {
          const start = bytes.findIndex((byte) => byte > 0x7f);
          yield asciiText(bytes.subarray(0, start));
          undecided = Uint8Array.from(bytes.subarray(start));
          continue;
        }
        decoder = this.#decoderFor(encoding);
      }
      yield decoder.decode(bytes, { stream: true });
    }
    if (undecided.length > 0) decoder = this.#decoderFor('windows-1252');
    if (decoder !== undefined) yield decoder.decode(undecided);
  }

  async *#blocks(): AsyncGenerator<Uint8Array> {
    const raw = inBlocks(this.#source);
    const { value: start, done } = await raw.next();
    if (done === true) return;
    if (!isGzip(start)) {
      yield start;
      yield* raw;
      return;
    }
    this.#gzip = true;
    yield* inBlocks(gunzip(after(start, raw), (ending) => (this.#ending = ending)));
  }

  #decoderFor(encoding: TextEncoding): TextDecoder {
    this.#encoding = encoding;
    return new TextDecoder(encoding);
  }

  #refuseBinary(start: Uint8Array): void {
    const kind = binaryKind(start);
    if (kind !== undefined) {
      throw new Failure(
        'file_invalid',
        `${this.#name} is ${kind}: export it as CSV (UTF-8) or NDJSON, plain or as .gz.`,
      );
    }
  }
}

function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

async function* after(start: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start;
  yield* rest;
}

/** Each block is there until the next is asked for: they share their memory, which would otherwise pile up between collections. */
async function* inBlocks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = Buffer.alloc(BLOCK_BYTES);
  let filled = 0;
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + BLOCK_BYTES - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
