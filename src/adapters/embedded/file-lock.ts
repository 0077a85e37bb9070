import { DatabaseSync } from 'node:sqlite';

/** SQLite's primary result code for a file that another connection holds. */
const SQLITE_BUSY = 5;

/**
 * One holder at a time, in this process or another: an exclusive transaction on a file of its own. The operating system drops it when
 * the process dies, so it is never stale. The file stays, empty.
 */
export class FileLock {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** `undefined` while somebody else has it. */
  static take(path: string): FileLock | undefined {
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return new FileLock(db);
    } catch (error) {
      db.close();
      if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }
}
