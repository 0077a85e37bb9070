import { hash32 } from '../../src/kernel/random.ts';

/** Lines that a failure shows. */
const SHOWN = 60;

/**
 * Everything of note that happened in a world, in order. Two runs of a seed are the same when their hashes are; the text is kept only as far
 * as a failure shows it, or whole when somebody wants to read it.
 */
export class History {
  readonly #now: () => number;
  readonly #keepAll: boolean;
  #lines: string[] = [];
  #hash = 0;
  #count = 0;

  /** `now`: true time since the start, ms. */
  constructor(now: () => number, keepAll = false) {
    this.#now = now;
    this.#keepAll = keepAll;
  }

  note(line: string): void {
    const full = `${(this.#now() / 1000).toFixed(3)} ${line}`;
    this.#count++;
    this.#hash = hash32(full, this.#hash);
    this.#lines.push(full);
    if (!this.#keepAll && this.#lines.length > 4 * SHOWN) this.#lines = this.#lines.slice(-SHOWN);
  }

  /** Of all lines from the first on. */
  get hash(): string {
    return `${this.#count}-${this.#hash.toString(16)}`;
  }

  all(): readonly string[] {
    return this.#lines;
  }

  last(): readonly string[] {
    return this.#lines.slice(-SHOWN);
  }
}
