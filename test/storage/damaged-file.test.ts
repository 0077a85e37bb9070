import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/adapters/embedded/database.ts';
import { Failure } from '../../src/kernel/failure.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { damagedCopies } from './damage.ts';
import { addCustomers, fillWorkspace, openOwner, temporaryFolder } from './used-workspace.ts';

const COPIES = 200;
const SENTENCE =
  /^The database .* is damaged; nothing was changed: put a backup in its place, or choose another folder with --data\.$/;

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

test('a damaged file keeps the log of the process that died: the last commits may be all there is', async () => {
  using folder = temporaryFolder();
  await fillWorkspace(folder.path, 500);
  const crashed = join(folder.path, 'crashed');
  mkdirSync(crashed);
  const workspace = await openOwner(folder.path);
  await addCustomers(workspace, 2_500);
  for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`])
    copyFileSync(join(folder.path, name), join(crashed, name));
  workspace.close();

  const path = join(crashed, DATABASE_FILE);
  const bytes = readFileSync(path).fill(0, 5 * 8_192, 8 * 8_192);
  writeFileSync(path, bytes);
  const log = readFileSync(`${path}-wal`);
  expect(log.length).toBeGreaterThan(100_000);
  await expect(openOwner(crashed)).rejects.toMatchObject({ code: 'workspace_damaged' });
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
});

/** Bytes 60 to 63 of the header: SQLite itself does not look at them. */
test.each([
  ['0, with tables', 0, 'workspace_damaged'],
  ['below 0', -5, 'workspace_damaged'],
  ['above what is known', 2_000_000_000, 'workspace_newer'],
])('a version that is %s', async (_, version, code) => {
  using folder = temporaryFolder();
  await fillWorkspace(folder.path, 10);
  const path = join(folder.path, DATABASE_FILE);
  const bytes = readFileSync(path);
  bytes.writeInt32BE(version, 60);
  writeFileSync(path, bytes);
  await expect(openOwner(folder.path)).rejects.toMatchObject({ code });
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test.each([true, false])(
  'a log without its database is damage, not a new workspace (create: %s)',
  async (create) => {
    using folder = temporaryFolder();
    const wal = join(folder.path, `${DATABASE_FILE}-wal`);
    const bytes = seededRandomBytes(40_000);
    writeFileSync(wal, bytes);
    await expect(openOwner(folder.path, create)).rejects.toMatchObject({ code: 'workspace_damaged' });
    expect(existsSync(join(folder.path, DATABASE_FILE))).toBe(false);
    expect(readFileSync(wal).equals(bytes)).toBe(true);
  },
);

function seededRandomBytes(length: number): Buffer {
  const random = seededRandom(length);
  return Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)));
}
