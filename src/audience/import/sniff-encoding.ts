export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** First bytes of files that people take for a customer list, and that are no text. */
const BINARY_KINDS: readonly (readonly [start: readonly number[], kind: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with Zstandard'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58], 'packed with xz'],
  [[0x1f, 0x8b], 'packed with gzip twice'],
  [[0xff, 0xfe, 0x00, 0x00], 'in UTF-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'in UTF-32'],
];

/** What the file is when its first bytes say that it is no text that can be read; for the middle of a sentence. */
export function binaryKind(start: Uint8Array): string | undefined {
  return BINARY_KINDS.find(([bytes]) => bytes.every((byte, i) => start[i] === byte))?.[1];
}

/** How much of a file is looked at for the pattern of UTF-16. Header names are ASCII, whatever the rest is. */
const SAMPLE_BYTES = 512;

/** The encoding by its byte order mark, or by the NULs that UTF-16 has in every other byte; `undefined`: it is neither. */
export function guessByMarks(start: Uint8Array): TextEncoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(start.length, SAMPLE_BYTES) / 2);
  const nuls = [0, 0];
  for (let i = 0; i < 2 * pairs; i++) {
    if (start[i] === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls;
  if (odd > pairs * 0.3 && even < odd * 0.1) return 'utf-16le';
  if (even > pairs * 0.3 && odd < even * 0.1) return 'utf-16be';
  return undefined;
}

/**
 * UTF-8 when at least as many characters beyond ASCII are whole as are broken: a few broken ones are damage that shows in the
 * rejects, while a windows-1252 file has next to none that look whole. `undefined`: only the beginning of a character is there.
 */
export function judgeBytes(bytes: Uint8Array): TextEncoding | undefined {
  let whole = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    const length = sequenceLength(lead);
    if (lead < 0x80) {
      i++;
      continue;
    }
    let following = 0;
    while (following < length - 1 && ((bytes[i + 1 + following] ?? 0) & 0xc0) === 0x80) following++;
    const isCut = i + 1 + following === bytes.length && following < length - 1;
    if (isCut && whole + broken === 0) return undefined;
    if (length > 1 && following === length - 1) whole++;
    else if (!isCut) broken++;
    i += 1 + following;
  }
  return whole > 0 && whole >= broken ? 'utf-8' : 'windows-1252';
}

/** Bytes of the UTF-8 character that begins with `lead`; 0 when none does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}
