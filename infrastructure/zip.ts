import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1980-01-01 00:00, the first moment that the format knows: the same files give the same archive whenever it is made. */
const DOS_DATE = 0x21;
const DOS_TIME = 0;
const VERSION = 20;
const DEFLATE = 8;
/** `-rw-r--r--` of a regular file, as Unix writes it: Lambda runs what it can read. */
const MODE = 0o100644 * 0x10000;
const MADE_ON_UNIX = 3 * 256 + VERSION;

/** A zip archive of a few files, under 4 GB, whose bytes depend on names and contents alone. */
export function zip(files: readonly ZipFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes, { level: 9 });
    const about = fields(
      [2, VERSION],
      [2, 0],
      [2, DEFLATE],
      [2, DOS_TIME],
      [2, DOS_DATE],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, path.length],
      [2, 0],
    );
    const local = Buffer.concat([fields([4, 0x04034b50]), about, path, packed]);
    // Comment, disk and inner attributes are empty.
    const outer = fields([2, 0], [2, 0], [2, 0], [4, MODE], [4, offset]);
    directory.push(Buffer.concat([fields([4, 0x02014b50], [2, MADE_ON_UNIX]), about, outer, path]));
    parts.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const counts = fields([2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return Buffer.concat([...parts, ...directory, fields([4, 0x06054b50]), counts]);
}

/** Little-endian numbers, each of so many bytes. */
function fields(...numbers: readonly (readonly [2 | 4, number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of numbers) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
