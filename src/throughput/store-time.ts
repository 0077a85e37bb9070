/** Two machines' monotonic clocks drift apart by at most this share of the time (the fastest that NTP slews). */
const DRIFT = 0.0005;
/** Stores tell the time in whole milliseconds, cut off. */
const GRAIN_MS = 1;

/**
 * What one worker knows of the store's time: bounds on (store time - own monotonic time). Each answer gives bounds as wide as its round
 * trip; what all of them agree on is usually much narrower, so that one slow answer does no harm. The worker's own wall clock
 * does not enter.
 */
export class StoreTime {
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #seenAt = 0;
  #settings = 0;

  /** Takes in a time that the store read between two monotonic times of ours, and that is off by at most `errorMs` and its grain. */
  observe(beforeMs: number, storeNow: number, afterMs: number, errorMs = 0): void {
    const low = storeNow - errorMs - afterMs;
    const high = storeNow + GRAIN_MS + errorMs - beforeMs;
    this.drift(afterMs);
    this.#low = Math.max(low, this.#low);
    this.#high = Math.min(high, this.#high);
    if (this.#low <= this.#high) return;
    // No time fits all the answers: a clock was set. Only the newest counts.
    this.#low = low;
    this.#high = high;
    this.#settings++;
  }

  /** Widens the bounds by what the clocks may have drifted apart until this monotonic time. */
  drift(nowMs: number): void {
    const drift = Math.max(0, nowMs - this.#seenAt) * DRIFT;
    this.#seenAt = Math.max(nowMs, this.#seenAt);
    this.#low -= drift;
    this.#high += drift;
  }

  /** How often a clock was set: store times from before the last time mean nothing now. */
  get settings(): number {
    return this.#settings;
  }

  /** The monotonic time at which the store's clock has surely reached `storeAt`. */
  surelyAt(storeAt: number): number {
    return storeAt - this.#low;
  }

  /** The monotonic time until which the store's clock has surely not passed `storeAt`. */
  surelyUntil(storeAt: number): number {
    return storeAt - this.#high;
  }

  /** How far the store's time may be from what this worker thinks, in ms; `Infinity` before the first answer. */
  get errorMs(): number {
    return this.#high - this.#low;
  }
}
