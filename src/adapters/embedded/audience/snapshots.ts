import { isDeepStrictEqual } from 'node:util';
import { type Random, randomId } from '../../../kernel/random.ts';
import { Failure } from '../../../kernel/failure.ts';
import { join } from 'node:path';
import type { AudienceFolder } from './audience-folder.ts';
import { Duck, isMissingFile } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { Snapshot } from './snapshot.ts';

/** What DuckDB may take before it writes to the disk. */
const MEMORY = '1GB';
/** Every time an import took the files away while they were being opened. */
const MOST_TRIES = 5;

/** Opens what the manifest names now. DuckDB is loaded with the first question. */
export class Snapshots {
  readonly #folder: AudienceFolder;
  readonly #random: Random;
  #duck: Promise<Duck> | undefined;
  #current: Snapshot | undefined;
  #opened = 0;
  #closed = false;

  constructor(folder: AudienceFolder, random: Random) {
    this.#folder = folder;
    this.#random = random;
  }

  /** Asks the newest one; again where files of it were removed meanwhile. @throws Failure `workspace_damaged`. */
  async withCurrent<T>(question: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const manifest = this.#folder.manifest();
      try {
        return await question(await this.#open(manifest));
      } catch (error) {
        if (!isMissingFile(error)) throw error;
        if (tries === MOST_TRIES || isDeepStrictEqual(manifest, this.#folder.manifest())) {
          throw new Failure(
            'workspace_damaged',
            `A file that ${this.#folder.path} names is missing: put a backup in its place, or remove that folder and import products, purchases, carts and views again.`,
            { cause: error },
          );
        }
      }
    }
  }

  close(): void {
    this.#closed = true;
    // One that could not be opened has told so.
    this.#duck?.then(
      (duck) => duck.close(),
      () => undefined,
    );
  }

  async #open(manifest: Manifest): Promise<Snapshot> {
    if (this.#closed)
      throw new Failure('unsupported', `The audience index of ${this.#folder.path} is closed.`);
    if (this.#current !== undefined && isDeepStrictEqual(manifest, this.#current.manifest))
      return this.#current;
    this.#duck ??= Duck.open(join(this.#folder.path, `spill-${randomId(this.#random, 12)}`), MEMORY);
    const snapshot = await Snapshot.open(await this.#duck, `of_${++this.#opened}`, this.#folder, manifest);
    const before = this.#current;
    this.#current = snapshot;
    await before?.retire();
    return snapshot;
  }
}
