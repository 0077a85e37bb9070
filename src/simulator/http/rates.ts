import type { Clock } from '../../kernel/clock.ts';

/** A limit that changes while the simulator runs. */
export interface RateChange {
  /** Since the start. */
  readonly afterMs: number;
  /** As the account names it: a pool's id, a number or its id, a sender id, a WhatsApp number's id, `sms` or `email`. */
  readonly origin: string;
  readonly partsPerSecond: number;
}

/** The limits that differ from the account's, now. */
export class Rates {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #set = new Map<string, number>();
  /** Those to come, the next one last. */
  #changes: RateChange[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
  }

  /** Takes the place of what was planned before. */
  plan(changes: readonly RateChange[]): void {
    this.#changes = changes.toSorted((a, b) => b.afterMs - a.afterMs);
  }

  set(origin: string, partsPerSecond: number): void {
    this.#set.set(origin, partsPerSecond);
  }

  /** The limit of an origin, by any of its names. */
  of(names: readonly string[], otherwise: number): number {
    this.#applyDue();
    if (this.#set.size === 0) return otherwise;
    for (const name of names) {
      const rate = this.#set.get(name);
      if (rate !== undefined) return rate;
    }
    return otherwise;
  }

  #applyDue(): void {
    if (this.#changes.length === 0) return;
    const elapsedMs = this.#clock.monotonic() - this.#startedAt;
    for (let next = this.#changes.at(-1); next !== undefined; next = this.#changes.at(-1)) {
      if (next.afterMs > elapsedMs) return;
      this.#set.set(next.origin, next.partsPerSecond);
      this.#changes.pop();
    }
  }
}
