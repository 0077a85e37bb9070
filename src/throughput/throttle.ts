/**
 * How far a scope is below its limit because a provider said "too fast". Nothing runs in between: the rate of any moment is computed
 * from the last cut.
 */
export interface Throttle {
  /** Parts a second right after the last cut. */
  readonly ratePerSecond: number;
  /** Parts a second at which the provider refused. */
  readonly ceilingPerSecond: number;
  /** Store time of the last cut. */
  readonly cutAt: number;
  /** Store time of the first slot at the new rate: those given out before go on at the old one. */
  readonly effectiveAt: number;
  /** The provider's reason. */
  readonly cause: string;
}

const USUAL_CUT = 0.85;
const SEARCH_CUT = 0.5;
/** A provider that refuses again this soon after a cut took effect is far below us: the search for its rate goes on by halves. */
const SEARCH_MS = 3_000;
/** From a cut that takes effect to the first send that can show it: late sends of before, and the provider's own bucket that has to fill again. */
const REACTION_MS = 250;
/**
 * From the cut back to the rate that was refused: this long, and this many parts, so that slow providers refuse no larger share. Over
 * 72 runs with limits of 60 to 118/s, a provider of 20/s refused at most 0.9% of the 35 s after the first five; with 20 s it was 1.3%.
 */
const RECOVERY_MS = 30_000;
const RECOVERY_PARTS = 300;
/** Above the rate that was refused it goes on faster, so that a provider that recovered is used soon. */
const BEYOND_SHARE = 2 / 3;
const LEAST_PER_SECOND = 0.1;
const LEAST_SHARE = 0.01;

/**
 * The rate after one more "too fast", or the same state when the report says nothing new.
 * @param effectiveAt store time from which slots can be given out at the new rate.
 */
export function onThrottled(
  throttle: Throttle | undefined,
  limitPerSecond: number,
  report: {
    readonly now: number;
    /** Store time at which what was refused had left; absent: now. */
    readonly sentAt?: number;
    readonly effectiveAt: number;
    readonly cause: string;
  },
): Throttle {
  const { now, sentAt = now, effectiveAt, cause } = report;
  if (throttle !== undefined && sentAt < throttle.effectiveAt + REACTION_MS) return throttle;
  const searching = throttle !== undefined && now < throttle.effectiveAt + SEARCH_MS;
  const ceilingPerSecond = rateAt(throttle, limitPerSecond, now);
  const floor = Math.max(LEAST_PER_SECOND, limitPerSecond * LEAST_SHARE);
  const cut = ceilingPerSecond * (searching ? SEARCH_CUT : USUAL_CUT);
  return {
    ratePerSecond: Math.max(floor, cut),
    ceilingPerSecond,
    cutAt: now,
    effectiveAt,
    cause,
  };
}

/**
 * Parts a second that a scope is allowed at a store time. It rises as TCP CUBIC does (and the AWS SDK's adaptive retries): quickly at
 * first, flat around the rate that was refused, where it stays long, then ever faster up to the limit.
 */
export function rateAt(throttle: Throttle | undefined, limitPerSecond: number, now: number): number {
  if (throttle === undefined) return limitPerSecond;
  const { ratePerSecond, ceilingPerSecond, effectiveAt } = throttle;
  const recoveryMs = Math.max(RECOVERY_MS, (RECOVERY_PARTS / ceilingPerSecond) * 1000);
  const recovered = Math.max(0, now - effectiveAt) / recoveryMs;
  const progress = recovered < 1 ? recovered : 1 + (recovered - 1) / BEYOND_SHARE;
  // A rate that was cut no further than the floor has to rise, too.
  const depth = Math.max(ceilingPerSecond - ratePerSecond, ceilingPerSecond * (1 - USUAL_CUT));
  const rate = ceilingPerSecond + depth * (progress - 1) ** 3;
  return Math.min(limitPerSecond, Math.max(ratePerSecond, rate));
}
