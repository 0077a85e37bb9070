/** One message in 6 s to one user, and up to 45 ahead, borrowed from what comes later (aws-facts 3.2). */
const INTERVAL_MS = 6000;
const AHEAD = 45;

/** Who may be swept away when there are this many: those whose time is over. */
const SWEEP_AT = 100_000;

/** What Meta allows between one business number and one user. */
export class PairPacing {
  readonly #freeAt = new Map<string, number>();

  /** Takes a turn at `nowMs` (monotonic), or none. */
  take(pair: string, nowMs: number): boolean {
    const freeAt = Math.max(this.#freeAt.get(pair) ?? nowMs, nowMs);
    if (freeAt - nowMs > (AHEAD - 1) * INTERVAL_MS) return false;
    if (this.#freeAt.size >= SWEEP_AT) this.#sweep(nowMs);
    this.#freeAt.set(pair, freeAt + INTERVAL_MS);
    return true;
  }

  #sweep(nowMs: number): void {
    for (const [pair, freeAt] of this.#freeAt) {
      if (freeAt <= nowMs) this.#freeAt.delete(pair);
    }
  }
}
