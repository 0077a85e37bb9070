import { hash53 } from '../../kernel/random.ts';

/** 16,777,216 customers: 400 MB. */
const MAX_SLOTS = 2 ** 25;

/**
 * Numbers for customer ids in the order they first come, by 53 bits of each: two of a million ids are taken for one in one of 18,000
 * lists. 12 to 24 bytes an id.
 */
export class IdNumbers {
  #hashes = new Float64Array(1024);
  #numbers = new Int32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `undefined` when there is no room for another id. */
  numberOf(id: string): number | undefined {
    const hash = hash53(id) + 1;
    const slot = this.#find(hash);
    if (this.#hashes[slot] === hash) return this.#numbers[slot];
    if (2 * this.#count >= this.#hashes.length) {
      if (this.#hashes.length >= MAX_SLOTS) return undefined;
      this.#grow();
    }
    const free = this.#find(hash);
    this.#hashes[free] = hash;
    this.#numbers[free] = this.#count;
    return this.#count++;
  }

  has(id: string): boolean {
    const hash = hash53(id) + 1;
    return this.#hashes[this.#find(hash)] === hash;
  }

  #find(hash: number): number {
    const mask = this.#hashes.length - 1;
    let slot = hash & mask;
    for (;;) {
      const there = this.#hashes[slot];
      if (there === 0 || there === hash) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    this.#hashes = new Float64Array(2 * hashes.length);
    this.#numbers = new Int32Array(2 * numbers.length);
    for (const [i, hash] of hashes.entries()) {
      if (hash === 0) continue;
      const slot = this.#find(hash);
      this.#hashes[slot] = hash;
      this.#numbers[slot] = numbers[i] ?? 0;
    }
  }
}

/** A set of such numbers: a bit each. */
export class NumberSet {
  #bits = new Uint8Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    const at = number >>> 3;
    if (at >= this.#bits.length) {
      const bits = new Uint8Array(2 * at);
      bits.set(this.#bits);
      this.#bits = bits;
    }
    const bit = 1 << (number & 7);
    const there = this.#bits[at] ?? 0;
    if ((there & bit) !== 0) return;
    this.#bits[at] = there | bit;
    this.#size++;
  }
}
