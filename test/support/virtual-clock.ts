import type { Clock } from '../../src/kernel/clock.ts';
import { TimeHeap } from '../../src/simulator/time-heap.ts';

/** 2026-11-20T10:00:00Z, a Friday. */
const START_AT = Date.UTC(2026, 10, 20, 10);

interface Sleeper {
  /** `undefined` once it was woken by an abort. */
  wake: (() => void) | undefined;
}

/** A node's own idea of the wall time: `skewMs` ahead of the true one. Change it to step the node's clock. */
export interface ClockView extends Clock {
  skewMs: number;
}

/**
 * Time that passes only when a test says so. Sleepers wake one by one in order of time (equal times: in the order they went to sleep),
 * and between two of them everything that can go on without time passing does: what is in memory goes on in microtasks, and one turn
 * of the event loop drains those, however deep they are chained. So what happens is exact and the same in every run. Code under test
 * must not wait for anything but this clock (no files by callback, no sockets, no timers). 380,000 wake-ups a second.
 */
export class VirtualClock implements Clock {
  readonly #startAt: number;
  readonly #sleepers = new TimeHeap<Sleeper>();
  /** Since the start. */
  #elapsedMs = 0;
  #aborted = 0;
  #driven = false;

  constructor(startAt = START_AT) {
    this.#startAt = startAt;
  }

  now(): number {
    return Math.floor(this.#startAt + this.#elapsedMs);
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { wake: undefined };
      const onAbort = () => {
        sleeper.wake = undefined;
        this.#aborted++;
        this.#dropAborted();
        resolve();
      };
      sleeper.wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(this.#elapsedMs + Math.max(0, ms), sleeper);
    });
  }

  /** The same time for a node whose wall clock is off; durations and sleeps are those of this clock. */
  view({ skewMs }: { skewMs: number }): ClockView {
    const view: ClockView = {
      skewMs,
      now: () => Math.floor(this.#startAt + this.#elapsedMs + view.skewMs),
      monotonic: () => this.monotonic(),
      sleep: (ms, signal) => this.sleep(ms, signal),
    };
    return view;
  }

  /** When the next sleeper wakes, epoch ms of the true time; `undefined` when nobody sleeps. */
  nextTimerAt(): number | undefined {
    const at = this.#next();
    return at === undefined ? undefined : this.#startAt + at;
  }

  /** Lets `ms` pass, everybody waking on time; it ends exactly `ms` later. */
  async advance(ms: number): Promise<void> {
    await this.#drive(async () => {
      const until = this.#elapsedMs + ms;
      while ((this.#next() ?? Infinity) <= until) await this.#wakeNext();
      this.#elapsedMs = until;
    });
  }

  /** Lets time pass until nobody sleeps. Throws when there are still sleepers after `limitMs` (default a day): something polls. */
  async runUntilIdle(limitMs = 86_400_000): Promise<void> {
    await this.#drive(async () => {
      const until = this.#elapsedMs + limitMs;
      for (let at = this.#next(); at !== undefined; at = this.#next()) {
        if (at > until) throw new Error(`Somebody still sleeps after ${limitMs} ms of virtual time.`);
        await this.#wakeNext();
      }
    });
  }

  /** Lets time pass until `work` is settled, and gives its result. Throws when it waits and nobody sleeps: it would wait for ever. */
  async settle<T>(work: Promise<T>): Promise<T> {
    const progress = { settled: false };
    const mark = () => {
      progress.settled = true;
    };
    work.then(mark, mark);
    await this.#drive(async () => {
      while (!progress.settled) {
        if (this.#next() === undefined) throw new Error('It waits for something that no sleeper will bring.');
        await this.#wakeNext();
      }
    });
    return work;
  }

  /** The next wake-up on the monotonic scale, the aborted ones passed over. */
  #next(): number | undefined {
    while (this.#sleepers.size > 0 && this.#sleepers.peek()?.wake === undefined) {
      this.#sleepers.pop();
      this.#aborted--;
    }
    return this.#sleepers.peekAt();
  }

  async #wakeNext(): Promise<void> {
    const at = this.#next();
    if (at === undefined) return;
    this.#elapsedMs = at;
    this.#sleepers.pop()?.wake?.();
    await drainMicrotasks();
  }

  async #drive(run: () => Promise<void>): Promise<void> {
    if (this.#driven) throw new Error('Two callers drive the clock at once.');
    this.#driven = true;
    try {
      await drainMicrotasks();
      await run();
    } finally {
      this.#driven = false;
    }
  }

  /** Aborted sleepers leave the heap when they are the larger half of it, so that long sleeps given up do not pile up. */
  #dropAborted(): void {
    if (this.#aborted < 64 || this.#aborted * 2 < this.#sleepers.size) return;
    this.#sleepers.keep((sleeper) => sleeper.wake !== undefined);
    this.#aborted = 0;
  }
}

function drainMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
