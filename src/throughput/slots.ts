import type { Reservation, ReserveRequest, Run, ScopeRate } from './limit-store.ts';
import type { ScopedLimit } from './limit.ts';
import { type DayStretch, DayWindow } from './day-window.ts';
import { ceilTick, floorTick, paceOf } from './pace.ts';
import { onThrottled, rateAt, type Throttle } from './throttle.ts';

/*
 * Each limit is a row of slots in time (GCRA, virtual scheduling). A worker reserves the next free ones for a block of messages, on all
 * scopes that apply at once, and uses each within the pace's lateness or never; `paceOf` proves what that promises. The
 * next free time is all there is to keep of a scope, but where a slower scope shares it: then the slots that the slower one took ahead
 * are kept one by one, so that others can use those between them.
 *
 * `node test/simulation/limiter-sim.ts`, 60 s, a store 1-30 ms away, always work unless said:
 *
 *                                               used   worst burst   writes a part
 *   80/s, 1, 4 and 16 workers                   0.985  2.6 of 3      0.036, 0.038, 0.043
 *   500/s, 1, 4 and 16 workers                  0.984  10.5 of 14    0.035
 *   80/s, 4 workers, pauses and crashes         0.87   2.4 of 3      0.060
 *   25 + 25 + 25 + 25 within 100                0.985  3.0 of 4      0.11
 *     with one number a scope                   0.71   2.0 of 4      1.0
 *   27 + 27 + 27 within 80                      0.985  2.6 of 3      0.10
 *     with one number a scope                   0.75   2.2 of 3      1.0
 *   80/s, 4 workers, work now and then          0.91   2.2 of 3      0.12
 *     with a fixed share for each               0.70   5.0 of 3      0.19
 *   80/s, 16 workers with a fixed share each    0.989  24 of 3       0.50
 *
 * One number a scope loses the room between the slots of a slower scope. Shares that workers pace by themselves add up their bursts.
 */

/** All that is kept about a scope. Times are store time in epoch ms. */
export interface ScopeState {
  /** Every slot before this time was given out or has passed (GCRA's theoretical arrival time). */
  readonly nextFreeAt: number;
  /** Slots given out after `nextFreeAt` with room between them, in order. Empty unless a slower scope shares this one. */
  readonly taken: readonly number[];
  /** Store time of the last reservation. */
  readonly grantedAt: number;
  /** The limit at the last reservation. */
  readonly limitPerSecond: number;
  readonly throttle?: Throttle;
  /** Parts given out in the last day, of a scope with `perDay`. */
  readonly day?: readonly DayStretch[];
}

export interface Reserved {
  readonly reservation: Reservation;
  /** In the order of the request's scopes; absent when nothing is to be written. */
  readonly states?: readonly ScopeState[];
}

/** Clocks of stores that lie further back than this were set back; up to this, it is two machines' opinions about the time. */
const CLOCK_SET_BACK_MS = 1_000;

/**
 * Gives each message of the request, in order, a time at which all its scopes have a slot for each of its parts.
 * @param states those of `request.scopes`, in that order; `undefined` for a scope that was never used.
 * @param now store time, epoch ms.
 */
export function reserveSlots(
  states: readonly (ScopeState | undefined)[],
  request: ReserveRequest,
  now: number,
): Reserved {
  const lanes = request.scopes.map((scope, j) => new SlotLane(scope, states[j], now, request.leadMs));
  const runs: Run[] = [];
  let first: number | undefined;
  let at = Number.NEGATIVE_INFINITY;
  for (const parts of request.sizes) {
    at = earliestForAll(lanes, at, parts);
    first ??= at;
    if (at > first + request.spanMs) break;
    if (first > now + request.horizonMs) {
      const used = lanes.find((lane) => lane.dayRoomAt(now, parts) > now + request.horizonMs);
      const dayUsed = used === undefined ? {} : { dayUsed: used.scope };
      return {
        reservation: { kind: 'wait', retryAt: first - request.horizonMs, storeNow: now, ...dayUsed },
      };
    }
    addRun(runs, lanes, at, parts);
  }
  return { reservation: { kind: 'granted', runs, storeNow: now }, states: lanes.map((lane) => lane.state()) };
}

/** The first time, not before `from`, at which every lane has room for a message of so many parts. */
function earliestForAll(lanes: readonly SlotLane[], from: number, parts: number): number {
  let at = from;
  for (let settled = false; !settled; ) {
    settled = true;
    for (const lane of lanes) {
      const possible = lane.earliest(at, parts);
      if (possible > at) {
        at = possible;
        settled = false;
      }
    }
  }
  return at;
}

/** Takes the slots; on a single lane they make the last run longer where they continue it. */
function addRun(runs: Run[], lanes: readonly SlotLane[], at: number, parts: number): void {
  let until = Number.POSITIVE_INFINITY;
  for (const lane of lanes) until = Math.min(until, lane.take(at, parts));
  const [only, ...others] = lanes;
  if (only === undefined || others.length > 0) {
    runs.push({ at, until, parts });
    return;
  }
  const everyMs = only.intervalMs;
  const last = runs.at(-1);
  if (last !== undefined && at === last.at + last.parts * everyMs) {
    runs[runs.length - 1] = { ...last, parts: last.parts + parts };
  } else {
    runs.push({ at, until, parts, everyMs });
  }
}

/**
 * One scope's slots while a reservation is made: a cursor that moves forward over the gaps between slots already given out.
 *
 * Every part gets a slot of its own on every scope, at least an interval from the others, and may leave from the slot's time until
 * the pace's lateness after it: what `paceOf` needs for its promise, on each scope by itself. A message that leaves later than its
 * slot here, because another scope made it wait, has used up some of that lateness; at most the pace's tolerance may go that way.
 */
class SlotLane {
  readonly intervalMs: number;
  readonly #latenessMs: number;
  readonly #toleranceMs: number;
  readonly #limit: ScopedLimit;
  readonly #before: ScopeState | undefined;
  readonly #now: number;
  /** Slots before this one have passed or were given out. */
  readonly #base: number;
  /** Given out, in order, as far as the cursor came: those found and those added. */
  readonly #given: number[] = [];
  readonly #day: DayWindow;
  /** Begin of the gap that the cursor is in. */
  #gapFrom: number;
  /** Index in the taken slots of the one that ends the gap. */
  #next = 0;

  constructor(limit: ScopedLimit, state: ScopeState | undefined, now: number, leadMs: number) {
    const pace = paceOf(limit);
    this.#limit = limit;
    this.#now = now;
    this.#before = state === undefined ? undefined : onClock(state, now);
    const rate = rateAt(this.#before?.throttle, limit.partsPerSecond, now);
    this.intervalMs = Math.max(pace.intervalMs, ceilTick(1000 / rate));
    this.#latenessMs = pace.latenessMs;
    this.#toleranceMs = pace.toleranceMs;
    this.#day = new DayWindow(limit.perDay, this.#before?.day ?? []);
    this.#base = Math.max(this.#before?.nextFreeAt ?? 0, floorTick(now) - pace.toleranceMs);
    this.#gapFrom = Math.max(this.#base, floorTick(now + leadMs) - pace.toleranceMs);
  }

  /** Moves on to the first gap from which a message may leave at `at` or later, and gives that time. */
  earliest(at: number, parts: number): number {
    for (let end = this.#gapEnd(); end !== undefined; end = this.#gapEnd()) {
      const last = end - parts * this.intervalMs;
      if (this.#gapFrom <= last && at - this.#toleranceMs <= last) break;
      this.#given.push(end);
      this.#gapFrom = Math.max(this.#gapFrom, end + this.intervalMs);
      this.#next++;
    }
    return this.dayRoomAt(Math.max(at, this.#gapFrom), parts);
  }

  get scope(): string {
    return this.#limit.scope;
  }

  /** The first time, not before `at`, at which the day has room. */
  dayRoomAt(at: number, parts: number): number {
    return this.#day.earliest(at, parts);
  }

  /**
   * Takes the slots of a message that leaves at `at`, which `earliest` gave. Gives the time until which it may leave.
   * The first slot within tolerance is the best: it keeps whole intervals from the slots before it, so that no room between is lost.
   */
  take(at: number, parts: number): number {
    const last = (this.#gapEnd() ?? Number.POSITIVE_INFINITY) - parts * this.intervalMs;
    const latest = Math.min(at, last);
    const onGrid = this.#gapFrom + Math.floor((latest - this.#gapFrom) / this.intervalMs) * this.intervalMs;
    const slot = onGrid >= at - this.#toleranceMs ? onGrid : latest;
    for (let q = 0; q < parts; q++) this.#given.push(slot + q * this.intervalMs);
    this.#gapFrom = slot + parts * this.intervalMs;
    if (this.#limit.perDay !== undefined) this.#day.take(at, parts);
    return slot + this.#latenessMs;
  }

  /** The record as it is after this reservation. */
  state(): ScopeState {
    const given = [...this.#given, ...(this.#before?.taken ?? []).slice(this.#next)];
    let nextFreeAt = this.#base;
    const open = given.findIndex((slot) => {
      if (slot - this.intervalMs >= nextFreeAt) return true;
      nextFreeAt = Math.max(nextFreeAt, slot + this.intervalMs);
      return false;
    });
    const throttle = this.#before?.throttle;
    const day = this.#day.stretches(this.#now);
    return {
      nextFreeAt,
      taken: open === -1 ? [] : given.slice(open),
      grantedAt: this.#now,
      limitPerSecond: this.#limit.partsPerSecond,
      ...(throttle === undefined ? {} : { throttle }),
      ...(day.length === 0 ? {} : { day }),
    };
  }

  #gapEnd(): number | undefined {
    return this.#before?.taken[this.#next];
  }
}

/** The state on a clock that was set back: the time of the last reservation is now, and what was reserved ahead stays as far ahead. */
function onClock(state: ScopeState, now: number): ScopeState {
  const backMs = floorTick(state.grantedAt - now);
  if (backMs <= CLOCK_SET_BACK_MS) return state;
  const { throttle, day } = state;
  return {
    ...state,
    ...(day === undefined ? {} : { day: day.map(({ from, parts }) => ({ from: from - backMs, parts })) }),
    nextFreeAt: state.nextFreeAt - backMs,
    taken: state.taken.map((slot) => slot - backMs),
    ...(throttle === undefined
      ? {}
      : { throttle: { ...throttle, effectiveAt: throttle.effectiveAt - backMs } }),
  };
}

/** The record after a provider's "too fast" to what left at `sentAt`, or the same record when the report says nothing new. */
export function throttleScope(state: ScopeState, cause: string, now: number, sentAt = now): ScopeState {
  const effectiveAt = Math.max(now, state.taken.at(-1) ?? 0, state.nextFreeAt);
  const throttle = onThrottled(state.throttle, state.limitPerSecond, { now, sentAt, effectiveAt, cause });
  return throttle === state.throttle ? state : { ...state, throttle };
}

/** What people are told about a scope. */
export function scopeRate(
  scope: string,
  limitPerSecond: number,
  state: ScopeState | undefined,
  now: number,
): ScopeRate {
  const throttle = state?.throttle;
  const currentPerSecond = rateAt(throttle, limitPerSecond, now);
  const rate = { scope, limitPerSecond, currentPerSecond };
  if (throttle === undefined || currentPerSecond >= limitPerSecond) return rate;
  return { ...rate, lowered: { at: throttle.cutAt, cause: throttle.cause } };
}
