import type { Clock } from '../kernel/clock.ts';

/** Leave for one message to go out at one time. */
export interface Turn {
  readonly parts: number;
  /**
   * `true` once it is time to send, at once where that is so already; `false` when the time has passed or `signal` aborted: the turn
   * is void and the message needs another one. Send in the same turn of the event loop: nothing checks again.
   */
  due(signal?: AbortSignal): boolean | Promise<boolean>;
}

/** What becomes of turns, for whoever gave them out. */
export interface TurnFate {
  used(): void;
  missed(): void;
  /** How long, in ms, the worker needed from getting its turns to asking whether the first is due. */
  prepared(ms: number): void;
}

/** When a message may leave, both ends included, on the worker's monotonic clock. */
export interface TurnSlot {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fate: TurnFate;
}

/** A turn between two times of the worker's own monotonic clock. */
export class TimedTurn implements Turn {
  readonly parts: number;
  readonly #slot: TurnSlot;
  readonly #clock: Clock;
  #handedAtMs: number | undefined;

  constructor(parts: number, slot: TurnSlot, clock: Clock) {
    this.parts = parts;
    this.#slot = slot;
    this.#clock = clock;
  }

  get fromMs(): number {
    return this.#slot.fromMs;
  }

  /** Marks the first of the turns that a worker gets at once, when it gets them. */
  handOver(): void {
    this.#handedAtMs = this.#clock.monotonic();
  }

  due(signal?: AbortSignal): boolean | Promise<boolean> {
    if (signal?.aborted) return false;
    const now = this.#clock.monotonic();
    if (this.#handedAtMs !== undefined) this.#slot.fate.prepared(now - this.#handedAtMs);
    return now >= this.fromMs ? this.#inTime() : this.#wait(signal);
  }

  async #wait(signal: AbortSignal | undefined): Promise<boolean> {
    for (
      let left = this.fromMs - this.#clock.monotonic();
      left > 0;
      left = this.fromMs - this.#clock.monotonic()
    ) {
      // Timers count whole milliseconds and cut off the rest.
      await this.#clock.sleep(Math.ceil(left), signal);
      if (signal?.aborted) return false;
    }
    return this.#inTime();
  }

  #inTime(): boolean {
    const inTime = this.#clock.monotonic() <= this.#slot.untilMs;
    if (inTime) this.#slot.fate.used();
    else this.#slot.fate.missed();
    return inTime;
  }
}

const UNLIMITED: readonly Turn[] = Array.from({ length: 16 }, (_, parts) => unlimited(parts));

/** The turn of a message that no limit holds back: always due, shared by all messages of that size. */
export function unlimitedTurn(parts: number): Turn {
  return UNLIMITED[parts] ?? unlimited(parts);
}

function unlimited(parts: number): Turn {
  return { parts, due: () => true };
}
