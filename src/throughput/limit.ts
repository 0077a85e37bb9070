/** `partsPerSecond` SMS parts (WhatsApp and email messages count as one part) with `burst` parts that may go at once. */
export interface Limit {
  /** Above 0; `Infinity`: there is no limit, and nothing is stored or waited for. */
  readonly partsPerSecond: number;
  /** Absent: `defaultBurst(partsPerSecond)`. Counted in whole parts, at least 1. */
  readonly burst?: number;
  /** Parts in any 24 hours; absent: no such limit. With `partsPerSecond: Infinity` it is not kept. */
  readonly perDay?: number;
}

/** A limit with its name, `origin:us-pool`: what the store keeps one small record for. */
export interface ScopedLimit extends Limit {
  readonly scope: string;
}

/**
 * The smallest burst with which 97% of the limit can be used although a part may leave 25 ms after its time: 1 up to 1/s, 3 at
 * 80/s, 14 at 500/s. 25 ms cover the round trip to the store, a timer that fires late and a turn of a busy event loop.
 */
export function defaultBurst(partsPerSecond: number): number {
  return Math.ceil(0.97 * (1 + 0.025 * partsPerSecond));
}
