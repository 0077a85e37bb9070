import type { Clock } from '../kernel/clock.ts';
import { AskAhead } from './ask-ahead.ts';
import type { LimitStore, Reservation, Run } from './limit-store.ts';
import type { ScopedLimit } from './limit.ts';
import { SlotsInHand } from './slots-in-hand.ts';
import type { StoreTime } from './store-time.ts';
import { TimedTurn, type TurnFate } from './turn.ts';

/** The next slots are reserved when those in hand end this soon. */
const PREFETCH_MS = 100;
/** A refused worker asks again after this at the latest: a limit may have been raised, a clock set. */
const LONGEST_WAIT_MS = 1_000;
/** A day's limit that has room later than this is not waited for here: whoever asks can do something else. */
const LONGEST_DAY_WAIT_MS = 2_000;
const LONGEST_DAY_MS = 25 * 3_600_000;
/** What waiting adds to the horizon in the end, and after how long it has added half of it. */
const MOST_PATIENCE_MS = 400;
const HALF_PATIENCE_AFTER_MS = 2_000;
/** So many reservations in a row without one slot used in time, and the worker holds back. */
const BARREN_ALLOWED = 2;
const BARREN_WAIT_MS = 100;
const LONGEST_BARREN_WAIT_MS = 5_000;
/** No worker is believed to need longer than this between getting turns and asking for the first. */
const LONGEST_LEAD_MS = 250;
/** What one long time can add to that belief, beside doubling it: a process that stood still once is not slow. */
const LEAD_STEP_MS = 10;

export interface ReserverParts {
  readonly store: LimitStore;
  readonly clock: Clock;
  readonly time: StoreTime;
  readonly scopes: readonly ScopedLimit[];
  readonly horizonMs: number;
  readonly spanMs: number;
}

/** A scope that has sent what it may in a day. */
export interface DayUsed {
  readonly scope: string;
  /** Store time, epoch ms: when there is room. */
  readonly roomAt: number;
}

/** One worker's reservations for one set of scopes: about one question to the store for each block of slots while it is busy. */
export class Reserver {
  readonly #parts: ReserverParts;
  readonly #slots: SlotsInHand;
  readonly #askAhead = new AskAhead();
  /** The question to the store that is under way. */
  #pending: Promise<void> | undefined;
  /** The sizes that each of the askers who wait wants turns for. */
  readonly #wanted = new Set<readonly number[]>();
  /** The scope whose day was used up at the last answer, and for how long. */
  #dayUsed: DayUsed | undefined;
  /** Parts to have in hand after the next grant; 0: only those wanted. */
  #ahead = 0;
  /** When the first of the answers came that said to wait; absent after a grant. */
  #refusedSinceMs: number | undefined;
  /** Slots of this set of scopes can be shared out to messages of any size. */
  #divisible = true;
  /** What the worker needs from getting turns to asking for the first: about the longest, slowly forgotten. */
  #leadMs = 0;
  /** Grants in a row none of whose slots was used in time. */
  #barren = 0;

  constructor(parts: ReserverParts) {
    this.#parts = parts;
    this.#slots = new SlotsInHand(parts.time);
  }

  get dayUsed(): DayUsed | undefined {
    return this.#dayUsed;
  }

  /** How long before the first slot the worker needs its turns. */
  get leadMs(): number {
    return this.#leadMs;
  }

  /** Turns for the first of these messages, at least one; none when `signal` aborts or a day is used up. @throws what the store throws. */
  async take(sizes: readonly number[], signal?: AbortSignal): Promise<readonly TimedTurn[]> {
    for (;;) {
      if (signal?.aborted === true) return [];
      const turns = this.#assign(sizes);
      if (turns.length > 0) {
        this.#prefetch(sizes, signal);
        return turns;
      }
      this.#wanted.add(sizes);
      try {
        await orAbort(this.#pending ?? this.#startRefill(signal), signal);
      } finally {
        this.#wanted.delete(sizes);
      }
      if (this.#dayUsed !== undefined) return [];
    }
  }

  #assign(sizes: readonly number[]): readonly TimedTurn[] {
    const { clock } = this.#parts;
    const readyMs = clock.monotonic() + this.#leadMs;
    const turns: TimedTurn[] = [];
    for (const parts of sizes) {
      const slot = this.#slots.take(parts, readyMs);
      if (slot === undefined) break;
      turns.push(new TimedTurn(parts, slot, clock));
    }
    this.#askAhead.wasted(this.#slots.takePassed());
    return turns;
  }

  #prefetch(sizes: readonly number[], signal: AbortSignal | undefined): void {
    if (this.#ahead === 0 || this.#pending !== undefined || !this.#mayAskAhead(sizes)) return;
    if (this.#slots.endMs - this.#parts.clock.monotonic() > PREFETCH_MS) return;
    // Nobody waits for this one: whoever needs slots next asks again and meets the store's trouble.
    this.#startRefill(signal).catch(() => undefined);
  }

  #startRefill(signal: AbortSignal | undefined): Promise<void> {
    this.#pending = this.#refill(signal).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** One question to the store; resolves when its slots are in hand or when it is time to ask again. */
  async #refill(signal: AbortSignal | undefined): Promise<void> {
    const { store, clock, time, scopes, spanMs } = this.#parts;
    const holdBackMs = this.#holdBackMs();
    if (holdBackMs > 0) await clock.sleep(holdBackMs, signal);
    const before = clock.monotonic();
    if (this.#refusedSinceMs === undefined) this.#ahead = this.#askAhead.next(before);
    const sizes = this.#sizesToAsk(holdBackMs > 0);
    if (sizes.length === 0) return;
    const horizonMs = this.#parts.horizonMs + this.#patienceMs(before);
    const answer = await store.reserve({ scopes, sizes, leadMs: this.#leadMs, horizonMs, spanMs });
    const after = clock.monotonic();
    const { atMs, errorMs } = answer.reading ?? {};
    time.observe(atMs ?? before, answer.storeNow, atMs ?? after, errorMs);
    this.#dayUsed = dayUsedIn(answer);
    if (this.#dayUsed !== undefined) return;
    if (answer.kind === 'wait') {
      this.#refusedSinceMs ??= after;
      const waitMs = time.surelyAt(answer.retryAt) - after;
      await clock.sleep(Math.ceil(Math.min(LONGEST_WAIT_MS, Math.max(1, waitMs))), signal);
    } else {
      this.#refusedSinceMs = undefined;
      this.#accept(answer.runs, after);
    }
  }

  #sizesToAsk(heldBack: boolean): readonly number[] {
    const sizes = [...this.#wanted].flat();
    if (heldBack) return sizes.slice(0, 1);
    if (!this.#mayAskAhead(sizes)) return sizes;
    const missing = this.#ahead - sizes.reduce((sum, parts) => sum + parts, 0);
    return missing > 0 ? [...sizes, ...Array<number>(missing).fill(1)] : sizes;
  }

  /** Messages yet unknown can have slots only where slots fit all sizes, or all messages the same. */
  #mayAskAhead(sizes: readonly number[]): boolean {
    // What is reserved and not used is lost to a day's limit.
    if (this.#parts.scopes.some(({ perDay }) => perDay !== undefined)) return false;
    return this.#divisible || sizes.every((parts) => parts === 1);
  }

  #accept(runs: readonly Run[], now: number): void {
    const fate = this.#newFate();
    for (const run of runs) this.#slots.add(run, fate);
    const last = runs.at(-1);
    if (last !== undefined) {
      const parts = runs.reduce((sum, run) => sum + run.parts, 0);
      this.#askAhead.granted(parts, this.#slots.lastUseMs(last));
      this.#divisible = last.everyMs !== undefined;
    }
    if (!runs.some((run) => this.#slots.usable(run, now))) fate.missed();
  }

  #newFate(): TurnFate {
    let counted = false;
    return {
      used: () => {
        this.#barren = 0;
      },
      missed: () => {
        if (!counted) this.#barren++;
        counted = true;
      },
      prepared: (ms) => {
        const highest = Math.min(LONGEST_LEAD_MS, this.#leadMs * 2 + LEAD_STEP_MS);
        this.#leadMs = ms > this.#leadMs ? Math.min(ms, highest) : this.#leadMs + (ms - this.#leadMs) / 10;
      },
    };
  }

  /**
   * The longer a worker was refused, the further ahead it may reserve, and so the earlier it is told to come again: it goes before all
   * that came after it. Without this, workers that hold slots and ask ahead of need take every block, and the others starve.
   */
  #patienceMs(now: number): number {
    const waitedMs = now - (this.#refusedSinceMs ?? now);
    return (MOST_PATIENCE_MS * waitedMs) / (waitedMs + HALF_PATIENCE_AFTER_MS);
  }

  /** A worker that is too slow, or too unsure of the store's time, to use its slots leaves them to the others. */
  #holdBackMs(): number {
    if (this.#barren <= BARREN_ALLOWED) return 0;
    return Math.min(LONGEST_BARREN_WAIT_MS, BARREN_WAIT_MS * 2 ** (this.#barren - BARREN_ALLOWED - 1));
  }
}

function dayUsedIn(answer: Reservation): DayUsed | undefined {
  if (answer.kind !== 'wait' || answer.dayUsed === undefined) return undefined;
  // A message larger than a whole day never has room.
  const roomAt = Math.min(answer.retryAt, answer.storeNow + LONGEST_DAY_MS);
  return roomAt > answer.storeNow + LONGEST_DAY_WAIT_MS ? { scope: answer.dayUsed, roomAt } : undefined;
}

/** Waits for work that others may wait for, too: it goes on when this one's signal aborts. */
async function orAbort(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const abort = () => resolve();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
