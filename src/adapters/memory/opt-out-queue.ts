import type { OptOutNews, OptOutQueue, WaitingOptOut } from '../../consent/opt-out-queue.ts';

interface Waiting extends WaitingOptOut {
  readonly dueAt: number;
}

export class MemoryOptOutQueue implements OptOutQueue {
  readonly #waiting = new Map<string, Waiting>();

  async add(news: readonly OptOutNews[], now: number): Promise<void> {
    for (const { number, out } of news) this.#waiting.set(number, { number, out, tries: 0, dueAt: now });
  }

  async due(now: number, limit: number): Promise<readonly WaitingOptOut[]> {
    return [...this.#waiting.values()]
      .filter(({ dueAt }) => dueAt <= now)
      .sort((a, b) => a.dueAt - b.dueAt || (a.number < b.number ? -1 : 1))
      .slice(0, limit)
      .map(({ dueAt: _dueAt, ...waiting }) => waiting);
  }

  async done({ number, out }: OptOutNews): Promise<void> {
    if (this.#waiting.get(number)?.out === out) this.#waiting.delete(number);
  }

  async putOff({ number, out }: OptOutNews, dueAt: number): Promise<void> {
    const known = this.#waiting.get(number);
    if (known?.out === out) this.#waiting.set(number, { ...known, tries: known.tries + 1, dueAt });
  }

  async waiting(numbers: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(numbers.filter((number) => this.#waiting.has(number)));
  }

  async count(): Promise<number> {
    return this.#waiting.size;
  }
}
