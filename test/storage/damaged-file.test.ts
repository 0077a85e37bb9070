import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/adapters/embedded/database.ts';
import { Failure } from '../../src/kernel/failure.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { damagedCopies } from './damage.ts';
import { fillWorkspace, openOwner, temporaryFolder } from './used-workspace.ts';

const COPIES = 200;
const SENTENCE = /^The database .* is damaged; nothing was changed: put a backup in its place, or choose another folder with --data\.$/;

/** What SQLite itself says, on a copy, so that nothing it does touches the file that is tested. */
function quickCheckRejects(bytes: Buffer, path: string): boolean {
  writeFileSync(path, bytes);
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return bytes.length === 0 || db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok';
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
}

async function outcomeOfOpening(folder: string): Promise<{ customers: number } | Failure> {
  try {
    const workspace = await openOwner(folder);
    const customers = await workspace.customers.count();
    workspace.close();
    return { customers };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

test('damaged files: never an empty workspace, never a start on what quick_check rejects, never a changed byte', async () => {
  using folder = temporaryFolder();
  await fillWorkspace(folder.path, 1_500);
  const whole = readFileSync(join(folder.path, DATABASE_FILE));
  expect(whole.length).toBeGreaterThan(40 * 8_192);
  const rejected = new Map<string, number>();
  let opened = 0;
  let copies = 0;
  for (const { kind, bytes } of damagedCopies(whole, COPIES, seededRandom(7))) {
    const copy = join(folder.path, `copy-${copies++}`);
    mkdirSync(copy, { recursive: true });
    const path = join(copy, DATABASE_FILE);
    const isRejected = quickCheckRejects(bytes, join(folder.path, 'judged.db'));
    writeFileSync(path, bytes);
    const outcome = await outcomeOfOpening(copy);
    if (outcome instanceof Failure) {
      expect(readFileSync(path).equals(bytes), `${kind}: ${outcome.message}`).toBe(true);
      expect(readdirSync(copy).filter((name) => name.endsWith('-wal'))).toEqual([]);
    } else {
      opened++;
      expect(outcome.customers, kind).toBeGreaterThan(0);
    }
    if (!isRejected) continue;
    rejected.set(kind, (rejected.get(kind) ?? 0) + 1);
    expect(outcome, kind).toBeInstanceOf(Failure);
    expect(outcome).toMatchObject({ code: 'workspace_damaged', message: expect.stringMatching(SENTENCE) });
  }
  expect([...rejected.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100);
  expect([...rejected.keys()]).toHaveLength(9);
  expect(opened).toBeGreaterThanOrEqual(10);
});

test.each([true, false])('a log without its database is damage, not a new workspace (create: %s)', async (create) => {
  using folder = temporaryFolder();
  const wal = join(folder.path, `${DATABASE_FILE}-wal`);
  const bytes = seededRandomBytes(40_000);
  writeFileSync(wal, bytes);
  await expect(openOwner(folder.path, create)).rejects.toMatchObject({ code: 'workspace_damaged' });
  expect(existsSync(join(folder.path, DATABASE_FILE))).toBe(false);
  expect(readFileSync(wal).equals(bytes)).toBe(true);
});

function seededRandomBytes(length: number): Buffer {
  const random = seededRandom(length);
  return Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)));
}
