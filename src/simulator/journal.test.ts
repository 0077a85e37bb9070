import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import type { Accepted } from './accepted.ts';
import { openJournal, readJournal } from './journal.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carriers-'));
  path = join(folder, 'carriers.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

function line(i: number): Accepted {
  return {
    attemptId: `w.1-${i}-1s.1`,
    channel: 'sms',
    address: `+1425555${String(i).padStart(4, '0')}`,
    parts: 1 + (i % 3),
    at: 1_795_168_800_000 + i,
    providerId: `id-${i}`,
    nth: 0,
    ...(i % 2 === 0 && { price: 10_020 }),
    ...(i % 5 === 0 && { events: [{ type: 'failed', afterMs: 5, reason: 'späm' }] }),
  };
}

const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i));

function append(all: readonly Accepted[]): void {
  const journal = openJournal(path);
  for (const accepted of all) journal.append(accepted);
  journal.close();
}

describe('journal', () => {
  test('gives back what was appended, over many chunks and reopenings', () => {
    append(lines(0, 3000));
    append(lines(3000, 3001));
    append([]);
    expect(statSync(path).size).toBeGreaterThan(4 * 65_536);
    expect([...readJournal(path)]).toEqual(lines(0, 3001));
    const journal = openJournal(path);
    expect(journal.lastAt).toBe(line(3000).at);
    journal.append(line(3001));
    expect([...journal.earlier()]).toEqual(lines(0, 3001));
    journal.close();
  });

  test('an append is in the file when it returns', () => {
    const journal = openJournal(path);
    journal.append(line(1));
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(line(1))}\n`);
    journal.close();
  });

  test('a new journal is empty, and a missing one reads as empty', () => {
    expect([...readJournal(path)]).toEqual([]);
    const journal = openJournal(path);
    expect([journal.lastAt, ...journal.earlier()]).toEqual([undefined]);
    journal.close();
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test.each([1, 20, 5000])(
    'a last line torn by a crash (%i lines before it) is left out and then cut off',
    (count) => {
      append(lines(0, count));
      appendFileSync(path, JSON.stringify(line(count)).slice(0, 40));
      expect([...readJournal(path)]).toEqual(lines(0, count));
      append([line(count + 1)]);
      expect([...readJournal(path)]).toEqual([...lines(0, count), line(count + 1)]);
    },
  );

  test('a file with nothing but a torn line is empty', () => {
    appendFileSync(path, '{"attemptId":"w');
    expect([...readJournal(path)]).toEqual([]);
    append([line(0)]);
    expect([...readJournal(path)]).toEqual([line(0)]);
  });

  test('a line that cannot be read is named, and what it holds is not', () => {
    append(lines(0, 2));
    appendFileSync(path, '{"address":"+14255550199"}\n');
    expect(() => openJournal(path)).toThrow('The last line');
    appendFileSync(path, `${JSON.stringify(line(2))}\n`);
    expect(() => [...readJournal(path)]).toThrow(Failure);
    expect(() => [...readJournal(path)]).toThrow('Line 3');
    expect(() => [...readJournal(path)]).not.toThrow('0199');
  });
});
