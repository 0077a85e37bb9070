import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeMessage } from '../../../test/support/make.ts';
import {
  ChunkList,
  type ChunkName,
  formatChunk,
  laneName,
  nameChunk,
  parseChunk,
  parseChunkName,
} from './plan-chunk.ts';

const FOLDER = 'plans/3/2/';
const skip = { customerKey: 'a', reason: 'no_consent' };
const sends = [makeMessage('3', 40), makeMessage('3', 7, { originId: 'email-1' })];

describe('the name of a chunk', () => {
  test('tells its customers and lanes, and is read back', () => {
    const name = nameChunk(FOLDER, { sends, skips: [skip] });
    expect(name).toMatchObject({ first: '14', last: 'a' });
    expect(name.lanes).toEqual(new Set([laneName('sms'), laneName('email-1')]));
    expect(parseChunkName(FOLDER, name.key)).toEqual(name);
    const onlySkips = nameChunk(FOLDER, { sends: [], skips: [skip] });
    expect(parseChunkName(FOLDER, onlySkips.key)).toEqual({ ...onlySkips, lanes: new Set() });
  });

  test('is the same for the same customers in any order, and another for others', () => {
    const name = nameChunk(FOLDER, { sends, skips: [skip] }).key;
    expect(nameChunk(FOLDER, { sends: sends.toReversed(), skips: [skip] }).key).toBe(name);
    const between = makeMessage('3', 8);
    expect(nameChunk(FOLDER, { sends: [...sends, between], skips: [skip] }).key).not.toBe(name);
    expect(nameChunk(FOLDER, { sends: [], skips: [skip] }).key).not.toBe(
      nameChunk(FOLDER, { sends: [makeMessage('3', 10)], skips: [] }).key,
    );
  });

  test('has characters of a URL only, and fits into a key with many lanes', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      makeMessage('3', i, { originId: `a-long-origin-${i}` }),
    );
    const { key } = nameChunk(FOLDER, { sends: many, skips: [] });
    expect(key).toMatch(/^[\w./-]+$/);
    expect(key.length).toBeLessThan(1_024);
  });

  test('is not found in what is none', () => {
    for (const key of [
      'plans/3/1/a-b-0123456789abcdef-.ndjson.gz',
      `${FOLDER}campaign`,
      `${FOLDER}a-b.ndjson.gz`,
    ])
      expect(parseChunkName(FOLDER, key)).toBeUndefined();
    expect(() => nameChunk(FOLDER, { sends: [], skips: [{ customerKey: '', reason: 'x' }] })).toThrow(
      RangeError,
    );
  });
});

describe('search', () => {
  const key = fc.stringMatching(/^[0-9a-z]{1,2}$/);
  const chunk = fc.tuple(key, key).map(([a, b]): ChunkName => {
    const [first, last] = a < b ? [a, b] : [b, a];
    return { key: `${first}-${last}`, first, last, lanes: new Set() };
  });

  test('finds every chunk that may hold a customer, and no other', () => {
    fc.assert(
      fc.property(fc.array(chunk), key, key, (chunks, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const found = new ChunkList(chunks).between(from, to);
        const meant = chunks.filter(({ first, last }) => first <= to && last >= from);
        expect(found.map((each) => each.key).sort()).toEqual(meant.map((each) => each.key).sort());
        expect(found.map(({ first }) => first)).toEqual(meant.map(({ first }) => first).sort());
      }),
    );
  });
});

describe('content', () => {
  test('comes back in order of ids', async () => {
    const chunk = await parseChunk('k', await formatChunk({ sends, skips: [skip] }));
    expect([...chunk.messages.values()]).toEqual([sends[0], sends[1]]);
    expect([...chunk.skips]).toEqual([['a', 'no_consent']]);
  });

  test('that is damaged is one clear failure without a word of it', async () => {
    const whole = Buffer.from(await formatChunk({ sends, skips: [] }));
    const damaged = [
      whole.subarray(0, -9),
      Buffer.alloc(20),
      gzipSync(''),
      gzipSync('Hello {"content'),
      gzipSync('{"content":{"kind":"sms","text":"Hello"}}'),
      gzipSync('{"skip":1}'),
    ];
    for (const bytes of damaged) {
      const failure: unknown = await parseChunk('plans/3/2/x', bytes).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'workspace_damaged',
        message: expect.stringMatching(/^The part plans\/3\/2\/x of a plan .+ launch it again/),
      });
      expect(failure).not.toHaveProperty('cause');
    }
  });
});
