import type { UnreadCount, UnreadEvent, UnreadEventStore } from '../../delivery/unread-event-store.ts';

export class MemoryUnreadEventStore implements UnreadEventStore {
  #events: UnreadEvent[] = [];

  async keep(events: readonly UnreadEvent[]): Promise<number> {
    const before = this.#events.length;
    for (const event of events) {
      if (!this.#events.some(({ raw }) => raw === event.raw)) this.#events.push(event);
    }
    return this.#events.length - before;
  }

  async count(): Promise<readonly UnreadCount[]> {
    const counts = new Map<string, UnreadCount>();
    for (const { kind, reason } of this.#events) {
      const name = `${kind} ${reason}`;
      counts.set(name, { kind, reason, count: (counts.get(name)?.count ?? 0) + 1 });
    }
    return [...counts]
      .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
      .map(([, each]) => each);
  }

  async list(limit: number): Promise<readonly UnreadEvent[]> {
    return this.#events.toReversed().slice(0, limit);
  }

  async forget(before: number): Promise<number> {
    const all = this.#events.length;
    this.#events = this.#events.filter(({ at }) => at >= before);
    return all - this.#events.length;
  }
}
