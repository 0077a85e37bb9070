import { type LeasedTask, laneOf, type Task, type WorkQueue } from '../../dispatch/work-queue.ts';
import type { Clock } from '../../kernel/clock.ts';

interface Entry {
  readonly task: Task;
  /** Clock.monotonic before which nobody else gets it. */
  hiddenUntil: number;
  receipt: string;
}

interface Lane {
  /** The first `taken` of them were given out. */
  ready: Entry[];
  taken: number;
  readonly leased: Map<string, Entry>;
  /** Resolvers of those who wait for a task. */
  wake: (() => void)[];
}

/**
 * Lanes in the process's own memory. It is all that one process needs, embedded too: the ledger is the durable record, and after a restart the
 * feed gives again what is queued there.
 */
export class MemoryWorkQueue implements WorkQueue {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();
  #last: { readonly campaignId: string; readonly originId: string; readonly lane: Lane } | undefined;
  #receipts = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async push(tasks: readonly Task[]): Promise<void> {
    for (const task of tasks) {
      const lane = this.#laneOf(task);
      lane.ready.push({ task, hiddenUntil: 0, receipt: '' });
      lane.wake.shift()?.();
    }
  }

  async receive(
    lane: string,
    limit: number,
    leaseMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<readonly LeasedTask[]> {
    const taken = this.#take(lane, limit, leaseMs);
    if (taken.length > 0 || waitMs <= 0 || signal?.aborted) return taken;
    await this.#wait(this.#lane(lane), waitMs, signal);
    return this.#take(lane, limit, leaseMs);
  }

  async #wait(lane: Lane, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    const over = new AbortController();
    const wake = () => over.abort();
    lane.wake.push(wake);
    await this.#clock.sleep(
      waitMs,
      signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]),
    );
    lane.wake = lane.wake.filter((other) => other !== wake);
  }

  #take(name: string, limit: number, leaseMs: number): readonly LeasedTask[] {
    const lane = this.#lane(name);
    this.#returnExpired(lane);
    const entries = lane.ready.slice(lane.taken, lane.taken + limit);
    lane.taken += entries.length;
    // Not at each step: moving ten thousand entries up costs more than giving out a thousand.
    if (lane.taken * 2 >= lane.ready.length) {
      lane.ready = lane.ready.slice(lane.taken);
      lane.taken = 0;
    }
    const hiddenUntil = this.#clock.monotonic() + leaseMs;
    return entries.map((entry) => {
      entry.receipt = String(++this.#receipts);
      entry.hiddenUntil = hiddenUntil;
      lane.leased.set(entry.receipt, entry);
      const { messageId, campaignId, originId, messageType, parts } = entry.task;
      return { messageId, campaignId, originId, messageType, parts, receipt: entry.receipt };
    });
  }

  /** Leases were given in order, so the first that is not over ends the search. */
  #returnExpired(lane: Lane): void {
    const now = this.#clock.monotonic();
    for (const [receipt, entry] of lane.leased) {
      if (entry.hiddenUntil > now) return;
      lane.leased.delete(receipt);
      lane.ready.push(entry);
    }
  }

  async done(tasks: readonly LeasedTask[]): Promise<void> {
    for (const task of tasks) this.#laneOf(task).leased.delete(task.receipt);
  }

  async depth(lane?: string): Promise<number> {
    const lanes = lane === undefined ? [...this.#lanes.values()] : [this.#lane(lane)];
    return lanes.reduce((sum, each) => sum + waiting(each) + each.leased.size, 0);
  }

  async lanes(): Promise<readonly string[]> {
    return [...this.#lanes].filter(([, lane]) => waiting(lane) + lane.leased.size > 0).map(([name]) => name);
  }

  async clear(campaignId: string): Promise<void> {
    for (const [name, lane] of this.#lanes) {
      if (!name.startsWith(`${campaignId}/`)) continue;
      lane.ready = [];
      lane.taken = 0;
    }
  }

  /** Mostly that of the task before. */
  #laneOf({ campaignId, originId }: Task): Lane {
    if (this.#last?.campaignId !== campaignId || this.#last.originId !== originId)
      this.#last = { campaignId, originId, lane: this.#lane(laneOf({ campaignId, originId })) };
    return this.#last.lane;
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (lane === undefined)
      this.#lanes.set(name, (lane = { ready: [], taken: 0, leased: new Map(), wake: [] }));
    return lane;
  }
}

function waiting(lane: Lane): number {
  return lane.ready.length - lane.taken;
}
