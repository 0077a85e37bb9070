import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../kernel/clock.ts';
import { type Random, randomId } from '../../../kernel/random.ts';
import { FileLock } from '../file-lock.ts';
import { diskFailure, syncFile, syncFolder } from './durable-file.ts';
import { filesOf, type Manifest, type ParquetFile, readManifest, writeManifest } from './manifest.ts';

/** Inside the workspace. */
const AUDIENCE_FOLDER = 'audience';
/** How often a lock is asked for that is held for moments. */
const RETRY_MS = 10;
/** No question takes as long. */
const FORGOTTEN_MS = 86_400_000;

/** A file that a change of the manifest names for the first time; it lies in the folder of the work that made it. */
export interface MadeFile {
  readonly path: string;
  readonly name: string;
}

/**
 * The folder of the Parquet files. Each work that makes files has a lock, and a folder of its own that is emptied by the next who gets
 * the lock. Files come from there by a change of the manifest, one at a time; what the manifest does not name then is removed. So a
 * process that dies leaves nothing that anybody sees, and nothing that stays.
 */
export class AudienceFolder {
  readonly path: string;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(workspace: string, clock: Clock, random: Random) {
    this.path = join(workspace, AUDIENCE_FOLDER);
    this.#clock = clock;
    this.#random = random;
  }

  /** @throws Failure `workspace_damaged`, `workspace_newer`. */
  manifest(): Manifest {
    return readManifest(this.path);
  }

  pathOf(file: ParquetFile): string {
    return join(this.path, file.name);
  }

  newName(what: string, extension: 'parquet' | 'json'): string {
    return `${what}-${randomId(this.#random, 12)}.${extension}`;
  }

  /** The lock and the empty folder of a work; `undefined` while somebody else is at it. */
  startWork(name: string): WorkFolder | undefined {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const lock = FileLock.take(join(this.path, `${name}.lock`));
    if (lock === undefined) return undefined;
    try {
      return new WorkFolder(join(this.path, `${name}.work`), lock);
    } catch (error) {
      lock.close();
      throw error;
    }
  }

  async waitForWork(name: string): Promise<WorkFolder> {
    for (;;) {
      const work = this.startWork(name);
      if (work !== undefined) return work;
      await this.#clock.sleep(RETRY_MS);
    }
  }

  /**
   * Changes the manifest while nobody else does. `change` gives the new one and the files that it names for the first time; with
   * `undefined` all stays as it was.
   */
  async change(
    change: (
      manifest: Manifest,
    ) => Promise<{ readonly manifest: Manifest; readonly made: readonly MadeFile[] } | undefined>,
  ): Promise<Manifest> {
    const lock = await this.#manifestLock();
    try {
      const before = this.manifest();
      const changed = await change(before);
      if (changed === undefined) return before;
      for (const { path, name } of changed.made) {
        syncFile(path);
        renameSync(path, join(this.path, name));
      }
      syncFolder(this.path);
      writeManifest(this.path, changed.manifest);
      this.#sweep(changed.manifest);
      return changed.manifest;
    } catch (error) {
      throw diskFailure(error, this.path);
    } finally {
      lock.close();
    }
  }

  async #manifestLock(): Promise<FileLock> {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    for (;;) {
      const lock = FileLock.take(join(this.path, 'manifest.lock'));
      if (lock !== undefined) return lock;
      await this.#clock.sleep(RETRY_MS);
    }
  }

  /** Files get here only while their manifest is being written: what it does not name is old, or of a process that died. */
  #sweep(manifest: Manifest): void {
    const named = filesOf(manifest);
    for (const name of readdirSync(this.path)) {
      const isOurs = /\.parquet$|^words-\w+\.json$/.test(name);
      const path = join(this.path, name);
      if (isOurs && !named.has(name)) rmSync(path, { force: true });
      if (name.startsWith('spill-') && this.#isForgotten(path))
        rmSync(path, { recursive: true, force: true });
    }
  }

  /** What did not fit into the memory of a question that was killed. DuckDB takes it away when it ends by itself. */
  #isForgotten(path: string): boolean {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && this.#clock.now() - stats.mtimeMs > FORGOTTEN_MS;
  }
}

/** Where one work keeps its unfinished files. */
export class WorkFolder {
  readonly path: string;
  readonly #lock: FileLock;
  #closed = false;

  constructor(path: string, lock: FileLock) {
    this.path = path;
    this.#lock = lock;
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { mode: 0o700 });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    rmSync(this.path, { recursive: true, force: true });
    this.#lock.close();
  }
}
