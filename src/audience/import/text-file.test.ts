import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { TextFile } from './text-file.ts';

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, pieceSize?: number) {
  const file = new TextFile(inPieces(bytes, pieceSize), 'list.csv');
  let text = '';
  for await (const piece of file) text += piece;
  return { text, encoding: file.encoding, ending: file.ending, gzip: file.gzip };
}

const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const TEXT = 'customer_id,city\n1,Köln\n2,東京 \u{1f600}\n';

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16 LE', utf16(TEXT, 'le'), 'utf-16le'],
    ['UTF-16 LE with a mark', utf16(`\ufeff${TEXT}`, 'le'), 'utf-16le'],
    ['UTF-16 BE', utf16(TEXT, 'be'), 'utf-16be'],
    ['UTF-16 BE with a mark', utf16(`\ufeff${TEXT}`, 'be'), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    for (const pieceSize of [1, 2, 3, 7, 1000]) {
      expect(await read(bytes, pieceSize)).toEqual({ text: TEXT, encoding, ending: 'complete', gzip: false });
    }
  });

  test('windows-1252, with its quotes and its euro', async () => {
    const bytes = latin1('a,b\n1,Caf\xe9 \x80 \x93x\x94\n');
    expect(await read(bytes)).toMatchObject({ text: 'a,b\n1,Café € “x”\n', encoding: 'windows-1252' });
  });

  test('windows-1252 is told from its first accent, however late that comes', async () => {
    for (const before of [65_534, 65_535, 65_536, 200_000]) {
      const text = 'x'.repeat(before);
      expect(await read(latin1(`${text}\xe9`), 50_000)).toMatchObject({
        text: `${text}é`,
        encoding: 'windows-1252',
      });
      expect(await read(latin1(`${text}\xe9,b`), 50_000)).toMatchObject({
        text: `${text}é,b`,
        encoding: 'windows-1252',
      });
      expect(await read(Buffer.from(`${text}é東,b`), 50_000)).toMatchObject({
        text: `${text}é東,b`,
        encoding: 'utf-8',
      });
    }
  });

  test('a broken character in UTF-8 costs one mark, not the file', async () => {
    const bytes = Buffer.concat([Buffer.from('é,è\n1,'), Buffer.from([0xff]), Buffer.from('\n2,ü\n')]);
    expect(await read(bytes)).toMatchObject({ text: 'é,è\n1,\ufffd\n2,ü\n', encoding: 'utf-8' });
  });

  test('a file that ends inside a character', async () => {
    expect(await read(Buffer.from('é,東').subarray(0, -1))).toMatchObject({ text: 'é,\ufffd' });
    expect(await read(utf16('abc', 'le').subarray(0, -1))).toMatchObject({ text: 'ab\ufffd' });
  });

  test.each([
    ['a ZIP archive or an Excel workbook', [0x50, 0x4b, 3, 4]],
    ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
    ['in UTF-32', [0xff, 0xfe, 0, 0]],
  ])('%s is refused by name', async (kind, start) => {
    await expect(read(Uint8Array.from([...start, 1, 2, 3]))).rejects.toThrow(
      `list.csv is ${kind}: export it as CSV`,
    );
    await expect(read(gzipSync(Uint8Array.from(start)))).rejects.toThrow(kind);
  });
});

test('every line end becomes one, wherever pieces are cut', async () => {
  for (const pieceSize of [1, 2, 3, 1000]) {
    expect((await read(Buffer.from('a\r\nb\rc\nd\n\re\r\n\r\nf\r'), pieceSize)).text).toBe(
      'a\nb\nc\nd\n\ne\n\nf\n',
    );
  }
  const long = `${'x'.repeat(65_535)}\r\ny`;
  expect((await read(Buffer.from(long), 65_536)).text).toBe(`${'x'.repeat(65_535)}\ny`);
});

describe('gzip', () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `${i},${Math.sin(i)}\n`).join('');
  const packed = gzipSync(text);

  test('is told by the bytes and read through', async () => {
    expect(await read(packed, 777)).toEqual({ text, encoding: 'utf-8', ending: 'complete', gzip: true });
    expect((await read(gzipSync(''))).text).toBe('');
  });

  test('of several members, with padding', async () => {
    const bytes = Buffer.concat([gzipSync(text.slice(0, 999)), gzipSync(text.slice(999)), Buffer.alloc(512)]);
    expect(await read(bytes)).toMatchObject({ text, ending: 'complete' });
  });

  test.each([5, packed.length >> 1, packed.length - 4, packed.length - 1])(
    'cut after %i bytes',
    async (length) => {
      const cut = await read(packed.subarray(0, length));
      expect(cut.ending).toBe('cut_short');
      expect(text.startsWith(cut.text)).toBe(true);
      // All but what is in the last unfinished block of deflate.
      expect(cut.text.length).toBeGreaterThan(text.length * (length / packed.length) * 0.9 - 100);
    },
  );

  test('damaged in the middle or in its checksum', async () => {
    for (const place of [packed.length >> 1, packed.length - 6]) {
      const bytes = Buffer.from(packed);
      bytes[place] = (bytes[place] ?? 0) ^ 0xff;
      expect((await read(bytes)).ending).toBe('damaged');
    }
    expect((await read(Buffer.concat([packed, Buffer.from('more')]))).ending).toBe('damaged');
  });

  test('a bomb is left alone before it fills the disk', async () => {
    const bomb = gzipSync(Buffer.alloc(280 * 1024 * 1024, 'a\n'));
    const file = new TextFile(inPieces(bomb), 'bomb.gz');
    let length = 0;
    for await (const piece of file) length += piece.length;
    expect(file.ending).toBe('bomb');
    expect(length).toBeLessThan(275 * 1024 * 1024);
  });
});

test('what is made of any bytes does not depend on how they were read', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('a', '\r', '\n', 'é', '東', '\0') }).map((s) => Buffer.from(s)),
  );
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      async (content, pieceSize, isPacked) => {
        const given = isPacked ? gzipSync(content) : content;
        const [whole, cut] = await Promise.all(
          [read(given), read(given, pieceSize)].map((r) => r.catch(String)),
        );
        expect(cut).toEqual(whole);
      },
    ),
    { numRuns: 500 },
  );
});
