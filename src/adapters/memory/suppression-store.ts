import type { Suppression, SuppressionStore } from '../../consent/suppression-store.ts';
import type { MemoryState } from './memory-state.ts';

export class MemorySuppressionStore implements SuppressionStore {
  readonly #suppressions: Map<string, Suppression>;

  constructor(state: MemoryState) {
    this.#suppressions = state.suppressions;
  }

  async add(suppressions: readonly Suppression[]): Promise<number> {
    const before = this.#suppressions.size;
    for (const suppression of suppressions) addSuppression(this.#suppressions, suppression);
    return this.#suppressions.size - before;
  }

  async lift(keys: readonly string[]): Promise<number> {
    const liftable = keys.filter((key) => this.#suppressions.get(key)?.reason === 'opted_out');
    return liftable.filter((key) => this.#suppressions.delete(key)).length;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, Suppression>> {
    const found = new Map<string, Suppression>();
    for (const key of keys) {
      const suppression = this.#suppressions.get(key);
      if (suppression !== undefined) found.set(key, suppression);
    }
    return found;
  }

  async count(): Promise<number> {
    return this.#suppressions.size;
  }
}

/** Adds one by the rule of `SuppressionStore.add`. */
export function addSuppression(to: Map<string, Suppression>, suppression: Suppression): void {
  const known = to.get(suppression.key);
  if (known === undefined || (known.reason === 'opted_out' && suppression.reason !== 'opted_out'))
    to.set(suppression.key, suppression);
}
