import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { type Accepted, acceptedSchema } from './accepted.ts';
import { parseShape } from './file-shape.ts';

/** Bytes read at a time; no line is longer. */
const CHUNK = 1 << 16;
const NEWLINE = 0x0a;

/** What the carriers took, on disk, so that it outlives the process they run in. It holds addresses: it is the customers' own phone. */
export interface Journal {
  /** Returns when the line is with the operating system: a killed process loses nothing, a power cut may. Throws when it cannot. */
  append(accepted: Accepted): void;
  /** The lines that were there when it was opened; memory does not grow with the file. */
  earlier(): Iterable<Accepted>;
  /** When the last of those was taken, epoch ms. */
  readonly lastAt: number | undefined;
  close(): void;
}

/** Opens or makes a journal. A last line that was torn by a crash was never answered, so it is cut off. */
export function openJournal(path: string): Journal {
  const fd = openSync(path, 'a+', 0o600);
  const { endsAt, lastLine } = lastWholeLine(fd);
  const lastAt = lastLine === undefined ? undefined : parseLine(lastLine, path, 'The last line').at;
  ftruncateSync(fd, endsAt);
  let length = endsAt;
  return {
    lastAt,
    append(accepted) {
      const line = Buffer.from(`${JSON.stringify(accepted)}\n`);
      try {
        for (let done = 0; done < line.length; ) done += writeSync(fd, line, done);
        length += line.length;
      } catch (thrown) {
        ftruncateSync(fd, length);
        throw thrown;
      }
    },
    earlier: () => readLines(path, endsAt),
    close: () => closeSync(fd),
  };
}

/** The lines of a journal as it stands, without opening it for writing; a torn last line is left out. None when there is no file. */
export function readJournal(path: string): Iterable<Accepted> {
  return existsSync(path) ? readLines(path, Infinity) : [];
}

function* readLines(path: string, endsAt: number): Generator<Accepted> {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let rest = Buffer.alloc(0);
    let number = 0;
    for (let from = 0; from < endsAt; ) {
      const read = readSync(fd, chunk, 0, Math.min(CHUNK, endsAt - from), from);
      if (read === 0) return;
      from += read;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      const whole = bytes.lastIndexOf(NEWLINE) + 1;
      rest = bytes.subarray(whole);
      if (whole === 0) continue;
      for (const line of bytes.toString('utf8', 0, whole - 1).split('\n')) {
        yield parseLine(line, path, `Line ${++number}`);
      }
    }
  } finally {
    closeSync(fd);
  }
}

function lastWholeLine(fd: number): { endsAt: number; lastLine: string | undefined } {
  const { size } = fstatSync(fd);
  // Two chunks hold a torn line and the whole one before it.
  const from = Math.max(0, size - 2 * CHUNK);
  const tail = Buffer.alloc(size - from);
  readSync(fd, tail, 0, tail.length, from);
  const end = tail.lastIndexOf(NEWLINE);
  if (end < 0) return { endsAt: from, lastLine: undefined };
  const start = end === 0 ? 0 : tail.lastIndexOf(NEWLINE, end - 1) + 1;
  return { endsAt: from + end + 1, lastLine: tail.toString('utf8', start, end) };
}

function parseLine(line: string, path: string, which: string): Accepted {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  return parseShape(acceptedSchema, value, `${which} of the carriers' journal ${path}`);
}
