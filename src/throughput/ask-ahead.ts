/** A busy worker misses a slot now and then: this share of a grant says nothing. */
const TOLERATED_WASTE = 1 / 8;
/** By how much each grant raises the ceiling that waste has lowered. */
const CEILING_GROWTH = 1.05;
/** However often slots were wasted, one is asked for ahead again after some grants. */
const LOWEST_CEILING = 0.5;

/**
 * How many slots a worker should have in hand beyond what it needs now. While it keeps coming back before its last slot has passed:
 * twice as many as it got the last time, up to what the store gives at once. When slots pass unused, because the worker is slower
 * than they come or stood still, half as many, and more again only by and by: other workers can use them better.
 */
export class AskAhead {
  #lastParts = 0;
  #lastUntilMs = Number.NEGATIVE_INFINITY;
  #wastedParts = 0;
  #ceiling = Number.POSITIVE_INFINITY;
  /** What the last answer of `next` was. */
  #ahead = 0;

  /** The store gave so many parts; the last of their slots is void at `untilMs` (monotonic). */
  granted(parts: number, untilMs: number): void {
    this.#lastParts = parts;
    this.#lastUntilMs = untilMs;
  }

  /** Slots have passed without a send. */
  wasted(parts: number): void {
    this.#wastedParts += parts;
  }

  /** Parts to have in hand after the next grant; 0: only what is needed. To be asked once a grant. */
  next(nowMs: number): number {
    if (this.#ahead > 0 && this.#wastedParts > this.#lastParts * TOLERATED_WASTE) {
      this.#ceiling = Math.max(LOWEST_CEILING, Math.min(this.#ceiling, this.#lastParts) / 2);
    } else {
      this.#ceiling *= CEILING_GROWTH;
    }
    this.#wastedParts = 0;
    const inTime = nowMs <= this.#lastUntilMs;
    this.#ahead = inTime ? Math.floor(Math.min(this.#lastParts * 2, this.#ceiling)) : 0;
    return this.#ahead;
  }
}
