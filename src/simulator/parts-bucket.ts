/** Floating point must not turn an exact 80 parts/s into a throttle. */
const ROUNDING = 1e-6;

/**
 * A carrier's limit: a token bucket that holds one second of parts and starts full, so that in any window of w seconds at most
 * rate x (w + 1) parts pass. It is written apart from `throughput/`, whose judge it is. A message of more parts than the bucket
 * holds passes when it is full and leaves a debt.
 */
export class PartsBucket {
  #parts: number | undefined;
  #atMs = 0;

  /** Takes `parts` at `nowMs` (monotonic), or nothing. `partsPerSecond` may change between calls; `Infinity` lets all pass. */
  take(parts: number, partsPerSecond: number, nowMs: number): boolean {
    if (partsPerSecond === Infinity) return true;
    const held = this.#held(partsPerSecond, nowMs);
    const passes = held + ROUNDING >= Math.min(parts, partsPerSecond);
    this.#parts = passes ? held - parts : held;
    this.#atMs = nowMs;
    return passes;
  }

  /** Whether `take` would. */
  has(parts: number, partsPerSecond: number, nowMs: number): boolean {
    if (partsPerSecond === Infinity) return true;
    return this.#held(partsPerSecond, nowMs) + ROUNDING >= Math.min(parts, partsPerSecond);
  }

  #held(partsPerSecond: number, nowMs: number): number {
    if (this.#parts === undefined) return partsPerSecond;
    return Math.min(partsPerSecond, this.#parts + ((nowMs - this.#atMs) / 1000) * partsPerSecond);
  }
}
