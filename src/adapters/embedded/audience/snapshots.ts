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
  #opening: Promise<void> = Promise.resolve();
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
        return await this.#ask(manifest, question);
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
    void this.#duck?.then((duck) => duck.close(), nothing);
  }

  async #ask<T>(manifest: Manifest, question: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    // One after the other: of two that find the manifest changed, the second finds it opened.
    const opening = this.#opening.then(() => this.#open(manifest));
    this.#opening = opening.then(nothing, nothing);
    const snapshot = await opening;
    try {
      return await question(snapshot);
    } finally {
      await snapshot.letGo();
    }
  }

  /** Held by the one who asked, before anybody else can retire it. */
  async #open(manifest: Manifest): Promise<Snapshot> {
    if (this.#closed)
      throw new Failure('unsupported', `The audience index of ${this.#folder.path} is closed.`);
    if (this.#current !== undefined && isDeepStrictEqual(manifest, this.#current.manifest))
      return this.#current.hold();
    this.#duck ??= Duck.open(join(this.#folder.path, `spill-${randomId(this.#random, 12)}`), MEMORY);
    const snapshot = await Snapshot.open(await this.#duck, `of_${++this.#opened}`, this.#folder, manifest);
    const before = this.#current;
    this.#current = snapshot.hold();
    await before?.retire();
    return snapshot;
  }
}

function nothing(): void {
  // The one who asked hears of it.
}
