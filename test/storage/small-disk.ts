import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/adapters/embedded/database.ts';

/** A disk that a test can fill up. */
export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  /** There is room again. */
  free(): void;
  close(): void;
}

const DISK_MIB = 12;

/** A file system of 12 MiB in memory, as the operating system sees it; `undefined` where this user may not mount one. */
export function mountSmallDisk(under: string): SmallDisk | undefined {
  const folder = join(under, 'small-disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(filler),
    // Lazily: the carriers' journal stays open as long as the process.
    close: () => execFileSync('umount', ['-l', folder]),
  };
}

/** The same to SQLite, without any rights: the file may not grow. `database` is asked for when it is needed. */
export function limitedDatabase(under: string, database: () => Database): SmallDisk {
  const limit = (pages: number) => database().statement(`PRAGMA max_page_count = ${pages}`).get();
  return {
    folder: join(under, 'workspace'),
    fill() {
      const count = Object.values(database().statement('PRAGMA page_count').get() ?? {})[0];
      limit(Number(count));
    },
    free: () => limit(1_000_000),
    close() {},
  };
}
