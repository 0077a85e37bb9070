import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { fullJitter } from './after-attempt.ts';

interface Hold {
  readonly reason: string;
  readonly since: number;
  readonly until: number;
  readonly failures: number;
}

/** An origin whose day is used up is asked for again this often: room may come back, or the limit be raised. */
const DAY_LOOK_MS = 15_000;
/** How often a lane looks whether its origin is still closed. */
const CLOSED_LOOK_MS = 250;
const BACKOFF = { firstMs: 2_000, longestMs: 60_000 };

/**
 * Origins that cannot send now (no connection, no credentials, spend limit, disabled). Their queues wait instead of being drained into
 * failures; when the wait is over a single message goes ahead, and only its acceptance opens the origin again. Origins that are closed
 * (their account does not have them) are not tried at all.
 */
export class OriginHolds {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #holds = new Map<string, Hold>();
  #closed: ReadonlyMap<string, { readonly reason: string; readonly since: number }> = new Map();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  #full = new Map<string, { readonly reason: string; readonly since: number; readonly until: number }>();

  /** Milliseconds until the origin may be tried; 0: now. */
  waitMs(originId: string): number {
    if (this.#closed.has(originId)) return CLOSED_LOOK_MS;
    const now = this.#clock.now();
    const full = this.#full.get(originId)?.until ?? 0;
    return Math.max(0, (this.#holds.get(originId)?.until ?? 0) - now, full - now);
  }

  /** The origin is being tried after a hold: one message, no more. */
  probing(originId: string): boolean {
    return this.#holds.has(originId);
  }

  hold(originId: string, reason: string): void {
    const now = this.#clock.now();
    const before = this.#holds.get(originId);
    if (before !== undefined && before.until > now) return;
    const failures = (before?.failures ?? 0) + 1;
    // Half of the wait is fixed: an origin that is down is not asked at once again.
    const bound = Math.min(BACKOFF.longestMs, BACKOFF.firstMs * 2 ** (failures - 1));
    const until = now + bound / 2 + fullJitter(0, { firstMs: bound / 2, longestMs: bound / 2 }, this.#random);
    this.#holds.set(originId, { reason, since: before?.since ?? now, until, failures });
  }

  open(originId: string): void {
    this.#holds.delete(originId);
  }

  /** It has sent what it may in a day: nothing goes for a while, and then it is asked for again. `true` when that is news. */
  dayUsed(originId: string, reason: string): boolean {
    const now = this.#clock.now();
    const before = this.#full.get(originId);
    this.#full.set(originId, { reason, since: before?.since ?? now, until: now + DAY_LOOK_MS });
    return before === undefined;
  }

  /** There is room in its day. */
  dayHasRoom(originId: string): void {
    this.#full.delete(originId);
  }

  /** These origins, and no others, are closed, each with its reason: nothing is tried until this is called again. */
  close(reasons: ReadonlyMap<string, string>): void {
    const now = this.#clock.now();
    this.#closed = new Map(
      [...reasons].map(([id, reason]) => [id, { reason, since: this.#closed.get(id)?.since ?? now }]),
    );
  }

  /** Origins on hold or closed, for people. */
  list(): readonly { readonly originId: string; readonly reason: string; readonly since: number }[] {
    return [...this.#holds, ...this.#full, ...this.#closed].map(([originId, { reason, since }]) => ({
      originId,
      reason,
      since,
    }));
  }
}
