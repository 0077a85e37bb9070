interface Entry<T> {
  readonly at: number;
  /** Insertion number: entries of one time leave in the order they came. */
  readonly order: number;
  readonly value: T;
}

/** A binary heap of values by time; equal times leave first in, first out, so that a simulation is repeatable. */
export class TimeHeap<T> {
  readonly #entries: Entry<T>[] = [];
  #pushed = 0;

  get size(): number {
    return this.#entries.length;
  }

  push(at: number, value: T): void {
    const entry = { at, order: this.#pushed++, value };
    const entries = this.#entries;
    let hole = entries.length;
    entries.push(entry);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = entries[up];
      if (parent === undefined || !before(entry, parent)) break;
      entries[hole] = parent;
      hole = up;
    }
    entries[hole] = entry;
  }

  /** The earliest time; `undefined` when empty. */
  peekAt(): number | undefined {
    return this.#entries[0]?.at;
  }

  peek(): T | undefined {
    return this.#entries[0]?.value;
  }

  /** Takes the earliest value out. */
  pop(): T | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (top === undefined || last === undefined) return undefined;
    if (entries.length > 0) this.#sink(last);
    return top.value;
  }

  /** Drops the values that `wanted` does not want. */
  keep(wanted: (value: T) => boolean): void {
    // A sorted array is a heap.
    const kept = this.#entries
      .filter((entry) => wanted(entry.value))
      .sort((a, b) => a.at - b.at || a.order - b.order);
    this.clear();
    for (const entry of kept) this.#entries.push(entry);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #sink(entry: Entry<T>): void {
    const entries = this.#entries;
    let hole = 0;
    for (;;) {
      const left = 2 * hole + 1;
      let child = entries[left];
      if (child === undefined) break;
      let at = left;
      const right = entries[left + 1];
      if (right !== undefined && before(right, child)) {
        child = right;
        at = left + 1;
      }
      if (!before(child, entry)) break;
      entries[hole] = child;
      hole = at;
    }
    entries[hole] = entry;
  }
}

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
