import type { Clock } from '../../kernel/clock.ts';
import type { StoreReading } from '../../throughput/limit-store.ts';
import { StoreTime } from '../../throughput/store-time.ts';

/*
 * DynamoDB tells its time only in the `Date` of its answers, in whole seconds, cut off (RFC 9110, 5.6.7). An answer so bounds (its time - our
 * monotonic time) to a second and the round trip; two answers on both sides of the end of a second bound it to little more than a round
 * trip. Where our wall clock is right, one question shortly before the end of its second and one shortly after prove it; where it is
 * off, each further question halves what is left. A store 1-4 ms away is known to 12 ms after 3 questions and 2 s, with a wrong wall clock after
 * 9 questions in as much time.
 */

/** A `Date` stands for this moment, half a second after what it says, give or take. Hosts of a store differ by a millisecond or two. */
const HALF_SECOND_MS = 500;
const HOSTS_DIFFER_MS = 1.5;
/** Amazon's own time, which its Lambda machines keep, is within a few milliseconds of that of its stores. */
const TRUSTED_ERROR_MS = 3;
/** Narrow enough for the slots of 80/s, which may be used for 25 ms; a far store allows no better than its round trip and a bit. */
const ENOUGH_MS = 12;
const ENOUGH_TRIPS = 2;
/** What drift may add before it is narrowed again: a millisecond a second where no answer helps. */
const SPARE_MS = 3;
/** So wide that slots would be void: nothing is reserved before it is narrower. */
const USELESS_MS = 100;
/** In one go; each takes up to a second. */
const MOST_QUESTIONS = 8;
/** A timer fires this much late, at most, mostly. */
const TIMER_LATE_MS = 2;

/** A store's time, and how sure it is. */
export interface StoreNow {
  /** Epoch ms. */
  readonly storeNow: number;
  readonly reading: StoreReading;
}

/** What this process knows of the time of a store that answers with a `Date`. */
export class StoreClock {
  readonly #clock: Clock;
  readonly #trusted: boolean;
  readonly #time = new StoreTime();
  #quickestTripMs = Number.POSITIVE_INFINITY;
  /** Bounds wider than this are narrowed. */
  #widestMs = ENOUGH_MS + SPARE_MS;
  #narrowing: Promise<void> | undefined;

  /** @param trusted the machine's wall clock is kept by Amazon: nothing has to be asked. */
  constructor(clock: Clock, { trusted }: { readonly trusted: boolean }) {
    this.#clock = clock;
    this.#trusted = trusted;
  }

  /** Takes in the `Date` (epoch ms) of an answer to a question of ours, both on the monotonic clock. */
  heard(beforeMs: number, date: number, afterMs: number): void {
    this.#quickestTripMs = Math.min(this.#quickestTripMs, afterMs - beforeMs);
    this.#time.observe(beforeMs, date + HALF_SECOND_MS, afterMs, HALF_SECOND_MS + HOSTS_DIFFER_MS);
  }

  /** The store's time now: the middle of what it may be, so that it is off by half of that at most. */
  now(): StoreNow {
    const atMs = this.#clock.monotonic();
    if (this.#trusted) {
      return { storeNow: this.#clock.now(), reading: { atMs, errorMs: TRUSTED_ERROR_MS } };
    }
    const { low, width } = this.#bounds(atMs);
    return { storeNow: atMs + low + width / 2, reading: { atMs, errorMs: width / 2 } };
  }

  /**
   * Asks near the ends of seconds where the time is not known well enough; waits for it only where slots would be of no use before: at the
   * start, and when a clock was set.
   * @param ask one cheap question to the store, whose answer `heard` is told of.
   */
  async settle(ask: () => Promise<void>): Promise<void> {
    if (this.#trusted) return;
    const { width } = this.#bounds(this.#clock.monotonic());
    if (width <= this.#widestMs) return;
    this.#narrowing ??= this.#narrow(ask).finally(() => {
      this.#narrowing = undefined;
    });
    if (width > USELESS_MS) await this.#narrowing;
    // Nobody waits for it: what fails is asked again with the next reservation.
    else this.#narrowing.catch(() => undefined);
  }

  async #narrow(ask: () => Promise<void>): Promise<void> {
    if (this.#quickestTripMs === Number.POSITIVE_INFINITY) await ask();
    for (let n = 0; n < MOST_QUESTIONS; n++) {
      const { low, width } = this.#bounds(this.#clock.monotonic());
      if (width <= Math.max(ENOUGH_MS, ENOUGH_TRIPS * this.#quickestTripMs)) break;
      await this.#reachEndOfSecond(this.#guess(n, low, width));
      await ask();
    }
    // As well as this network allows.
    this.#widestMs = Math.max(ENOUGH_MS, this.#bounds(this.#clock.monotonic()).width) + SPARE_MS;
  }

  /** (Store time - monotonic time) at which to cut what is possible: near what our wall clock says, then in the middle. */
  #guess(n: number, low: number, width: number): number {
    const wall = this.#clock.now() - this.#clock.monotonic();
    const aside = this.#quickestTripMs / 2 + 1;
    const guess = n === 0 ? wall - aside : wall + aside + TIMER_LATE_MS;
    const inside = n < 2 && guess > low + 1 && guess < low + width - 1;
    return inside ? guess : low + width / 2;
  }

  /** Waits until a question reaches the store at the end of a second, if the guess is right. */
  async #reachEndOfSecond(offset: number): Promise<void> {
    const thereMs = this.#quickestTripMs / 2;
    const soonest = this.#clock.monotonic() + thereMs + offset;
    const waitMs = (Math.floor(soonest / 1000) + 1) * 1000 - soonest;
    await this.#clock.sleep(waitMs);
  }

  #bounds(nowMs: number): { readonly low: number; readonly width: number } {
    this.#time.drift(nowMs);
    return { low: -this.#time.surelyAt(0), width: this.#time.errorMs };
  }
}
