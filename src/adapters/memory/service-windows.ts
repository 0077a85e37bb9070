import type { Opening, ServiceWindows } from '../../consent/service-windows.ts';
import type { MemoryState } from './memory-state.ts';

export class MemoryServiceWindows implements ServiceWindows {
  readonly #openedAt: Map<string, number>;

  constructor(state: MemoryState) {
    this.#openedAt = state.windowsOpenedAt;
  }

  async opened(entries: readonly Opening[]): Promise<void> {
    for (const { key, at } of entries) {
      this.#openedAt.set(key, Math.max(at, this.#openedAt.get(key) ?? at));
    }
  }

  async lastOpened(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const key of keys) {
      const at = this.#openedAt.get(key);
      if (at !== undefined) found.set(key, at);
    }
    return found;
  }
}
