import { hash53 } from '../../kernel/random.ts';

/** 64 MB of hashes; more ids than fit half of it are no longer remembered. */
const MAX_SLOTS = 2 ** 23;

/**
 * Counts ids that came before in the same file. It remembers 53 bits of each (one false hit in 18,000 lists of a million), 16 bytes an
 * id, and up to 4,194,304 ids; what comes later is compared with those only.
 */
export class RepeatedIds {
  #slots = new Float64Array(1024);
  #used = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  see(id: string): void {
    const hash = hash53(id) + 1;
    const slot = this.#find(hash);
    if (this.#slots[slot] === hash) {
      this.#count++;
      return;
    }
    if (2 * this.#used >= this.#slots.length && !this.#grow()) return;
    this.#slots[this.#find(hash)] = hash;
    this.#used++;
  }

  /** Where the hash is, or the free slot where it belongs. There is always one: half of them are kept free. */
  #find(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const there = this.#slots[slot];
      if (there === 0 || there === hash) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): boolean {
    if (this.#slots.length >= MAX_SLOTS) return false;
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    for (const hash of old) {
      if (hash !== 0) this.#slots[this.#find(hash)] = hash;
    }
    return true;
  }
}
