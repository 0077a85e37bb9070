import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Failure, toError } from '../../kernel/failure.ts';
import { FileLock } from './file-lock.ts';
import { MIGRATIONS } from './migrations.ts';
import { int, rowOf } from './row.ts';

/** The database file inside a workspace folder. */
export const DATABASE_FILE = 'workspace.db';

/** SQLite before 3.51.3 can damage a WAL that several connections use. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * `owner` sends: one process a workspace, held by a lock of the operating system that ends with the process, however it ends.
 * `guest` reads and steers beside an owner. `create` decides whether a missing file is made.
 */
export interface OpenOptions {
  readonly role: 'owner' | 'guest';
  readonly create: boolean;
  /** Epoch ms, for the owner's entry. */
  readonly now: number;
}

interface Pending {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * One SQLite file in WAL mode with `synchronous=FULL`: what a promise of `write` resolved for survives power loss.
 *
 * Writes are committed in groups: all that were asked for during one turn of the event loop share a transaction, and so a sync of
 * the disk (a 4 KiB append with fdatasync is 0.25 ms here; 1,000 rows in one group cost 4 us each, alone 250 us each).
 */
export class Database {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #lock: FileLock | undefined;
  readonly #statements = new Map<string, StatementSync>();
  readonly #stale: (() => void)[] = [];
  readonly #endings: (() => void)[] = [];
  #dataVersion = 0;
  #pending: Pending[] = [];
  #flushAsked = false;
  #closed = false;

  private constructor(path: string, db: DatabaseSync, lock: FileLock | undefined) {
    this.path = path;
    this.#db = db;
    this.#lock = lock;
  }

  /** Opens the database of the workspace in `folder`. @throws Failure `not_found`, `workspace_busy`, `workspace_damaged`, `workspace_newer`. */
  static open(folder: string, options: OpenOptions): Database {
    refuseOldSqlite();
    const path = join(folder, DATABASE_FILE);
    const exists = existsSync(path);
    // SQLite would make a new database and throw the log away, with the last commits of the one that is missing.
    if (!exists && existsSync(`${path}-wal`)) throw damaged(path);
    if (!exists && !options.create) {
      throw new Failure(
        'not_found',
        `There is no workspace in ${folder}: import customers or run the demo first.`,
      );
    }
    if (exists) refuseDamagedHeader(path);
    // Customers' addresses are nobody else's business on a shared machine.
    else mkdirSync(folder, { recursive: true, mode: 0o700 });
    let lock: FileLock | undefined;
    try {
      lock = options.role === 'owner' ? takeOwnerLock(path) : undefined;
      if (options.role === 'owner' && exists) refuseDamagedPages(path);
      return new Database(path, connect(path, options), lock);
    } catch (error) {
      lock?.close();
      throw asFailure(error, path);
    }
  }

  /** A prepared statement that gives rows as arrays, prepared once. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /**
   * Calls `forget` whenever what was read or written before may not hold any more: another process has committed, or a group was rolled
   * back. What a `write` kept since the last call is as good as reading it again.
   */
  onStale(forget: () => void): void {
    this.#stale.push(forget);
  }

  /** Calls `end` inside every group, after its last work: what the works left to be stored together is stored then. */
  beforeCommit(end: () => void): void {
    this.#endings.push(end);
  }

  /**
   * Runs `work` inside the next group and resolves once the group is on the disk. When any work of a group throws, the group is
   * rolled back and each is run again alone, so `work` must not change anything but the database.
   * @throws Failure `storage_full`, `workspace_damaged`.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Failure('unsupported', `The database ${this.path} is closed.`));
        return;
      }
      let result: T;
      this.#pending.push({
        run: () => {
          result = work();
        },
        resolve: () => resolve(result),
        reject,
      });
      if (this.#flushAsked) return;
      this.#flushAsked = true;
      setImmediate(() => this.#flush());
    });
  }

  /** Commits what is pending and closes the file. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#statements.clear();
    this.#db.close();
    this.#lock?.close();
  }

  #flush(): void {
    this.#flushAsked = false;
    const group = this.#pending;
    if (group.length === 0) return;
    this.#pending = [];
    const failed = this.#commit(group);
    if (failed === undefined) {
      for (const item of group) item.resolve();
    } else if (group.length === 1) {
      group[0]?.reject(failed);
    } else {
      for (const item of group) {
        const error = this.#commit([item]);
        if (error === undefined) item.resolve();
        else item.reject(error);
      }
    }
  }

  #commit(group: readonly Pending[]): Error | undefined {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      this.#lookForOthers();
      for (const item of group) item.run();
      for (const end of this.#endings) end();
      this.#db.exec('COMMIT');
      return undefined;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#forget();
      return asFailure(error, this.path);
    }
  }

  /** SQLite's own count of commits by other connections; inside our transaction it cannot move. */
  #lookForOthers(): void {
    const row = rowOf(this.statement('PRAGMA data_version'));
    const version = row === undefined ? 0 : int(row, 0);
    if (version !== this.#dataVersion) this.#forget();
    this.#dataVersion = version;
  }

  #forget(): void {
    for (const forget of this.#stale) forget();
  }
}

function refuseOldSqlite(): void {
  const version = process.versions['sqlite'] ?? '0';
  const parts = version.split('.').map(Number);
  for (const [i, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[i] ?? 0;
    if (part > oldest) return;
    if (part < oldest) {
      throw new Failure('unsupported', `SQLite ${version} can damage data; run on Node 24.21 or later.`);
    }
  }
}

/** An existing file that is empty or no database would be filled anew by SQLite: the customer list would be gone without a word. */
function refuseDamagedHeader(path: string): void {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(16);
    if (fstatSync(file).size < 512 || readSync(file, header, 0, 16, 0) < 16) throw damaged(path);
    if (header.toString('latin1') !== 'SQLite format 3\0') throw damaged(path);
  } finally {
    closeSync(file);
  }
}

function damaged(path: string): Failure {
  return new Failure(
    'workspace_damaged',
    `The database ${path} is damaged; nothing was changed: put a backup in its place, or choose another folder with --data.`,
  );
}

function takeOwnerLock(path: string): FileLock {
  const lock = FileLock.take(`${path}.lock`);
  if (lock !== undefined) return lock;
  throw new Failure(
    'workspace_busy',
    `${ownerOf(path)} is sending from ${dirname(path)}: wait until it ends, or steer it with pause, resume and cancel.`,
  );
}

function ownerOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const row = db.prepare("SELECT value FROM setting WHERE name = 'owner'").get();
    return typeof row?.['value'] === 'string' ? row['value'] : 'Another process';
  } catch {
    return 'Another process';
  } finally {
    db.close();
  }
}

function connect(path: string, options: OpenOptions): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: false });
  try {
    // 8 KiB pages and a checkpoint every 32 MB: a third faster than the defaults on status updates. A larger cache gains nothing, since
    // what a campaign touches lies together.
    db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec('PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;');
    migrate(db, path);
    if (options.role === 'owner') {
      const owner = `Process ${process.pid} on ${hostname()} (since ${new Date(options.now).toISOString()})`;
      db.prepare(
        "INSERT INTO setting VALUES ('owner', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      ).run(owner);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** On a connection that cannot write: another would, as it closes, move the log of a process that died into the damaged file. */
function refuseDamagedPages(path: string): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    const row = db.prepare('PRAGMA quick_check(1)').get();
    if (row?.['quick_check'] !== 'ok') throw damaged(path);
  } catch (error) {
    // Nothing but the file can be wrong with this statement: "unsupported file format".
    throw errorCode(error) === SQLITE_ERROR ? damaged(path) : error;
  } finally {
    db.close();
  }
}

function migrate(db: DatabaseSync, path: string): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version() < 0) throw damaged(path);
  if (version() === MIGRATIONS.length) return;
  if (version() > MIGRATIONS.length) {
    throw new Failure(
      'workspace_newer',
      `The workspace ${path} was written by a newer version of cpaas: use that version.`,
    );
  }
  db.exec('BEGIN IMMEDIATE');
  if (version() === 0 && db.prepare('SELECT 1 FROM sqlite_master').get() !== undefined) throw damaged(path);
  for (let next = version(); next < MIGRATIONS.length; next++) {
    db.exec(MIGRATIONS[next] ?? '');
    db.exec(`PRAGMA user_version = ${next + 1}`);
  }
  db.exec('COMMIT');
}

const SQLITE_ERROR = 1;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

/** SQLite's primary result code; 0 when the error is not SQLite's. */
function errorCode(error: unknown): number {
  const known = toError(error);
  return 'errcode' in known && typeof known.errcode === 'number' ? known.errcode & 0xff : 0;
}

function asFailure(error: unknown, path: string): Error {
  const known = toError(error);
  if (known instanceof Failure) return known;
  switch (errorCode(known)) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return new Failure(
        'storage_full',
        `The disk of ${path} takes no more data (${known.message}): make room; sending goes on by itself.`,
      );
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged(path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return new Failure(
        'unsupported',
        `The database ${path} cannot be written (${known.message}): allow it, or choose another folder with --data.`,
      );
    default:
      return known;
  }
}
