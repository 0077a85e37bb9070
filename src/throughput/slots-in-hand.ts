import type { Run } from './limit-store.ts';
import type { StoreTime } from './store-time.ts';
import type { TurnFate, TurnSlot } from './turn.ts';

/** Less time than this to use a slot is too little for a timer and a commit. */
const LEAST_USE_MS = 2;

/** A run that is shortened from the front as its slots are used. Times are the store's. */
interface HeldRun {
  at: number;
  until: number;
  parts: number;
  /** 0: all its parts are for one message. */
  readonly everyMs: number;
  /** See `StoreTime.settings`. */
  readonly setting: number;
  fate: TurnFate;
}

/** The slots that a worker reserved and has not used yet, in order of time. */
export class SlotsInHand {
  readonly #time: StoreTime;
  #runs: HeldRun[] = [];
  #passedParts = 0;

  constructor(time: StoreTime) {
    this.#time = time;
  }

  /** When the slots in hand end (monotonic); `-Infinity` when there are none. */
  get endMs(): number {
    const last = this.#runs.at(-1);
    return last === undefined ? Number.NEGATIVE_INFINITY : this.#time.surelyAt(endOf(last));
  }

  /** How many slots have passed in hand since this was last asked: nobody had a message for them in time. */
  takePassed(): number {
    const parts = this.#passedParts;
    this.#passedParts = 0;
    return parts;
  }

  /** A run that continues the last one becomes part of it, so that the parts of a message may lie in both. */
  add({ at, until, parts, everyMs = 0 }: Run, fate: TurnFate): void {
    const setting = this.#time.settings;
    const last = this.#runs.at(-1);
    const alike = last?.everyMs === everyMs && last.setting === setting;
    if (alike && everyMs > 0 && endOf(last) === at) {
      last.parts += parts;
      last.fate = fate;
    } else {
      this.#runs.push({ at, until, parts, everyMs, setting, fate });
    }
  }

  /** Whether any of the slots of a run may still be used by a worker that knows the store's time no better. */
  usable(run: Run, nowMs: number): boolean {
    return this.#useMs(run) >= LEAST_USE_MS && this.lastUseMs(run) >= nowMs + LEAST_USE_MS;
  }

  /** When the last slot of a run is void (monotonic). */
  lastUseMs({ until, parts, everyMs = 0 }: Run): number {
    return this.#time.surelyUntil(until + (parts - 1) * everyMs);
  }

  /**
   * Takes the first slots with room for a message; those that passed, and those too few for it, are given up. Too few at the very end
   * are kept: the next grant may continue them.
   */
  take(parts: number, nowMs: number): TurnSlot | undefined {
    for (let run = this.#runs[0]; run !== undefined; run = this.#runs[0]) {
      const passed = Math.min(run.parts, this.#passed(run, nowMs));
      this.#passedParts += passed;
      shorten(run, passed);
      if (run.parts >= parts) {
        const slot = { fromMs: this.#time.surelyAt(run.at), untilMs: this.#time.surelyUntil(run.until) };
        shorten(run, run.everyMs === 0 ? run.parts : parts);
        return { ...slot, fate: run.fate };
      }
      if (this.#runs.length === 1) return undefined;
      this.#runs.shift();
    }
    return undefined;
  }

  /** How many slots at the begin of a run can be used no more. */
  #passed(run: HeldRun, nowMs: number): number {
    const lateMs = nowMs + LEAST_USE_MS - this.#time.surelyUntil(run.until);
    if (run.setting !== this.#time.settings || this.#useMs(run) < LEAST_USE_MS) return run.parts;
    if (lateMs <= 0) return 0;
    return run.everyMs === 0 ? run.parts : Math.ceil(lateMs / run.everyMs);
  }

  #useMs({ at, until }: Pick<Run, 'at' | 'until'>): number {
    return this.#time.surelyUntil(until) - this.#time.surelyAt(at);
  }
}

function shorten(run: HeldRun, parts: number): void {
  run.parts -= parts;
  run.at += parts * run.everyMs;
  run.until += parts * run.everyMs;
}

/** When the slot after the last one would be. */
function endOf({ at, parts, everyMs }: HeldRun): number {
  return at + parts * everyMs;
}
