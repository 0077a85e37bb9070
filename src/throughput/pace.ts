import { defaultBurst, type Limit } from './limit.ts';

/**
 * The share of a limit that is handed out. The rest is room for sends that bunch up at the end of a window because they left late:
 * with the default burst no 1 s window holds more than 1.02 times the limit (81 at 80/s, 506 at 500/s).
 */
export const PACED_SHARE = 0.985;

/** Less lateness than this and no worker could use its slots: timers have a grain of 1 ms and a store answers in 1 ms or more. */
const LEAST_LATENESS_MS = 5;
/** What a worker needs of a slot's lateness for itself; what a larger burst allows beyond it may be used after idleness. */
const WORKER_LATENESS_MS = 25;

/** How the slots of a limit are laid out in time. All three are whole ticks (see `ceilTick`). */
export interface Pace {
  /** From one slot to the next. */
  readonly intervalMs: number;
  /** A part may leave from the time of its slot until this much later, ends included; then the slot is void. */
  readonly latenessMs: number;
  /** How long ago an unused slot may lie and still be given out. So much smaller than `latenessMs` that a worker can use it. */
  readonly toleranceMs: number;
}

/**
 * Lays out the slots of a limit of L parts a millisecond with a burst of b parts so that every window of every length W holds at
 * most L*W + b parts, if each slot is used at most once, between its time and `latenessMs` later.
 *
 * Proof, with interval i >= 1/L and lateness D = b*i - 1/L. Let N parts leave within a window of length W. For N <= b there is
 * nothing to show. Else the first and the last of their slots are at least (N-1)*i apart, and one may have left D late and the
 * other in time: W >= (N-1)*i - D = (N-1-b)*i + 1/L >= (N-1-b)/L + 1/L = (N-b)/L, so N <= L*W + b.
 * When messages have up to k parts that leave together at the time of the first slot, the last message adds at most k-1.
 *
 * A burst too small for the usual pace is kept by a longer interval: burst 1 at 80/s leaves 57/s.
 * @throws RangeError when the limit is not a finite number above 0.
 */
export function paceOf(limit: Limit): Pace {
  const { partsPerSecond } = limit;
  if (!(partsPerSecond > 0) || partsPerSecond === Number.POSITIVE_INFINITY) {
    throw new RangeError(
      `A limit of ${partsPerSecond} parts a second cannot be paced; give a number above 0.`,
    );
  }
  const burst = Math.max(1, Math.floor(limit.burst ?? defaultBurst(partsPerSecond)));
  const everyMs = 1000 / partsPerSecond;
  const intervalMs = ceilTick(Math.max(everyMs / PACED_SHARE, (everyMs + LEAST_LATENESS_MS) / burst));
  const latenessMs = floorTick(burst * intervalMs - everyMs);
  const spareMs = Math.min(latenessMs / 2, latenessMs - LEAST_LATENESS_MS);
  const toleranceMs = floorTick(Math.max(0, latenessMs - WORKER_LATENESS_MS, spareMs));
  return { intervalMs, latenessMs, toleranceMs };
}

/**
 * Times and distances of slots are whole multiples of 1/4096 ms: doubles hold their sums and differences exactly (for epoch
 * milliseconds until 2039), so that slots meet without overlap however often they are added up.
 */
export const TICKS_PER_MS = 4096;

export function ceilTick(ms: number): number {
  return Math.ceil(ms * TICKS_PER_MS) / TICKS_PER_MS;
}

export function floorTick(ms: number): number {
  return Math.floor(ms * TICKS_PER_MS) / TICKS_PER_MS;
}
