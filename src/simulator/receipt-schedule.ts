import type { ProviderEvent } from '../delivery/event.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import type { Accepted } from './accepted.ts';
import type { Receipt } from './receipts.ts';
import { TimeHeap } from './time-heap.ts';

/** Events handed over in one call: more than a lane sends meanwhile, so that none pile up where nothing limits the sends. */
const BATCH = 2_000;
/** Between two rounds, so that events come in batches and not one by one: 2,000 a second become 100 calls of 20. */
const GATHER_MS = 10;
const SOONER = 'something is due sooner';
/** After `deliver` failed; the same events come again until it does not. */
const RETRY_MS = 1000;

export interface ReceiptScheduleOptions {
  readonly clock: Clock;
  /** No waiting at all: events come at the next turn of the event loop. */
  readonly instant: boolean;
  /** See receipts.ts; asked again for each receipt of a message, so that a pending message costs one acceptance and one event. */
  readonly receiptsOf: (accepted: Accepted) => readonly Receipt[];
  readonly deliver: (events: readonly ProviderEvent[], about: readonly Accepted[]) => void | Promise<void>;
  readonly onDeliverError?: ((error: Error) => void) | undefined;
}

interface Pending {
  readonly accepted: Accepted;
  /** Monotonic time of the acceptance. */
  readonly since: number;
  readonly index: number;
  readonly isLast: boolean;
  readonly event: ProviderEvent;
}

/** Events whose time has come, and the acceptance that each is about. */
interface Due {
  readonly events: readonly ProviderEvent[];
  readonly about: readonly Accepted[];
}

/**
 * Hands events over when their time comes, one batch after the other: the next waits until `deliver` has taken the one before, so a slow
 * ledger is not buried. One timer for all, however many are pending. At least once: a batch that `deliver` failed on comes again.
 */
export class ReceiptSchedule {
  readonly #options: ReceiptScheduleOptions;
  readonly #pending = new TimeHeap<Pending>();
  readonly #stop = new AbortController();
  #alarm = new AbortController();
  /** What the pump sleeps for, monotonic; -Infinity while it hands over. */
  #wakesAt = -Infinity;
  #roundAt = -Infinity;
  #running = false;
  #idlers: (() => void)[] = [];
  #handed = 0;

  constructor(options: ReceiptScheduleOptions) {
    this.#options = options;
  }

  /** Events that `deliver` took. */
  get handedCount(): number {
    return this.#handed;
  }

  /** Plans all events of an acceptance that is `agoMs` old. */
  add(accepted: Accepted, agoMs = 0): void {
    if (this.#stop.signal.aborted) return;
    const since = this.#options.clock.monotonic() - agoMs;
    const dueAt = this.#plan(accepted, since, this.#options.receiptsOf(accepted), 0);
    if (dueAt === undefined) return;
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    } else if (dueAt < this.#wakesAt) {
      // A reason of our own: without one each abort makes an error with its stack.
      this.#alarm.abort(SOONER);
    }
  }

  /** Nothing is pending and nothing is being handed over. */
  get isIdle(): boolean {
    return !this.#running;
  }

  /** Resolves when nothing is pending and nothing is being handed over. */
  idle(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#idlers.push(resolve));
  }

  /** Drops all that is pending. Resolves when the last `deliver` call is over. */
  stop(): Promise<void> {
    this.#stop.abort();
    this.#alarm.abort();
    this.#pending.clear();
    return this.idle();
  }

  #plan(accepted: Accepted, since: number, receipts: readonly Receipt[], index: number): number | undefined {
    const receipt = receipts[index];
    if (receipt === undefined) return undefined;
    const dueAt = this.#options.instant ? 0 : since + receipt.afterMs;
    this.#pending.push(dueAt, {
      accepted,
      since,
      index,
      isLast: index + 1 === receipts.length,
      event: receipt.event,
    });
    return dueAt;
  }

  async #run(): Promise<void> {
    while (this.#pending.size > 0) {
      await this.#untilDue();
      for (let batch = this.#takeDue(); batch.events.length > 0; batch = this.#takeDue())
        await this.#hand(batch);
    }
    this.#running = false;
    for (const resolve of this.#idlers.splice(0)) resolve();
  }

  async #untilDue(): Promise<void> {
    const { clock, instant } = this.#options;
    if (instant) {
      await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    const now = clock.monotonic();
    this.#wakesAt = Math.max(this.#pending.peekAt() ?? now, this.#roundAt + GATHER_MS);
    this.#alarm = new AbortController();
    await clock.sleep(Math.max(0, this.#wakesAt - now), this.#alarm.signal);
    this.#wakesAt = -Infinity;
    this.#roundAt = clock.monotonic();
  }

  #takeDue(): Due {
    const now = this.#options.clock.monotonic();
    const events: ProviderEvent[] = [];
    const about: Accepted[] = [];
    while (events.length < BATCH && (this.#pending.peekAt() ?? Infinity) <= now) {
      const pending = this.#pending.pop();
      if (pending === undefined) break;
      events.push(pending.event);
      about.push(pending.accepted);
      if (pending.isLast) continue;
      const { accepted, since, index } = pending;
      this.#plan(accepted, since, this.#options.receiptsOf(accepted), index + 1);
    }
    return { events, about };
  }

  async #hand({ events, about }: Due): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#options.deliver(events, about);
        this.#handed += events.length;
        return;
      } catch (thrown) {
        this.#options.onDeliverError?.(toError(thrown));
        await this.#options.clock.sleep(RETRY_MS, this.#stop.signal);
      }
    }
  }
}
