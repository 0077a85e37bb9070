import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { fullJitter } from './after-attempt.ts';

interface Hold {
  readonly reason: string;
  readonly since: number;
  readonly until: number;
  readonly failures: number;
}

const BACKOFF = { firstMs: 2_000, longestMs: 60_000 };

/**
 * Origins that cannot send now (no connection, no credentials, spend limit, disabled). Their queues wait instead of being drained into
 * failures; when the wait is over a single message goes ahead, and only its acceptance opens the origin again.
 */
export class OriginHolds {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #holds = new Map<string, Hold>();
  /** Per origin, the reasons for which single messages wait while the origin goes on. */
  readonly #passedOver = new Map<string, Set<string>>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Milliseconds until the origin may be tried; 0: now. */
  waitMs(originId: string): number {
    const hold = this.#holds.get(originId);
    return hold === undefined ? 0 : Math.max(0, hold.until - this.#clock.now());
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

  /** A single message could not go now, for a reason of its own; the origin goes on. */
  passOver(originId: string, reason: string): void {
    const reasons = this.#passedOver.get(originId);
    if (reasons === undefined) this.#passedOver.set(originId, new Set([reason]));
    else reasons.add(reason);
  }

  open(originId: string): void {
    this.#holds.delete(originId);
  }

  /** Origins on hold, for people. */
  list(): readonly { readonly originId: string; readonly reason: string; readonly since: number }[] {
    return [...this.#holds].map(([originId, { reason, since }]) => ({ originId, reason, since }));
  }

  /** Why messages wait: the reasons of origins on hold now, and all those of single messages so far. */
  reasons(): readonly { readonly originId: string; readonly reason: string }[] {
    const passedOver = [...this.#passedOver].flatMap(([originId, reasons]) =>
      [...reasons].map((reason) => ({ originId, reason })),
    );
    return [...this.list(), ...passedOver];
  }
}
