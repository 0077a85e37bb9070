import { hash53 } from '../kernel/random.ts';

/** Of the 22 characters of an address key. */
const HALF = 11;

/**
 * Addresses that a plan has used, so that two entries of one person get one message. 16 bytes an address in flat arrays: a million takes
 * 34 MB where a Set of strings takes 110. A 53-bit hash of each half: a chance meeting among 10 million has odds of 1 in 10^18.
 */
export class SeenAddresses {
  #first = new Float64Array(1024);
  #second = new Float64Array(1024);
  #count = 0;

  /** Notes the key; `false` when it was noted before. */
  add(addressKey: string): boolean {
    if (this.#count * 2 > this.#first.length) this.#grow();
    // 0 marks an empty place.
    const a = hash53(addressKey.slice(0, HALF)) + 1;
    const b = hash53(addressKey.slice(HALF));
    if (!put(this.#first, this.#second, a, b)) return false;
    this.#count++;
    return true;
  }

  #grow(): void {
    const first = new Float64Array(this.#first.length * 2);
    const second = new Float64Array(first.length);
    for (const [i, a] of this.#first.entries()) if (a !== 0) put(first, second, a, this.#second[i] ?? 0);
    this.#first = first;
    this.#second = second;
  }
}

function put(first: Float64Array, second: Float64Array, a: number, b: number): boolean {
  const mask = first.length - 1;
  let at = a % first.length;
  while (first[at] !== 0) {
    if (first[at] === a && second[at] === b) return false;
    at = (at + 1) & mask;
  }
  first[at] = a;
  second[at] = b;
  return true;
}
