import type { MessageId } from '../delivery/message.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { fullJitter } from './after-attempt.ts';

interface Hold {
  readonly reason: string;
  readonly since: number;
  readonly until: number;
  readonly failures: number;
  /** Told by events: messages that went out as a trial since. The carrier takes them all; one that arrives opens the origin. */
  readonly trials?: Set<MessageId>;
}

interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

const BACKOFF: Backoff = { firstMs: 2_000, longestMs: 60_000 };
/** A trial costs a message, and its event comes late. */
const EVENT_BACKOFF: Backoff = { firstMs: 20_000, longestMs: 15 * 60_000 };
/** An origin whose day is used up is asked for again this often: room may come back, or the limit be raised. */
const DAY_LOOK_MS = 15_000;
/** How often a lane looks whether its origin is still closed. */
const CLOSED_LOOK_MS = 250;

/**
 * Origins that cannot send now (no connection, no credentials, spend limit, disabled). Their queues wait instead of being drained into
 * failures; when the wait is over a single message goes ahead, and only its acceptance opens the origin again; where events told
 * that the origin fails, its arrival. Origins that are closed (their account does not have them) are not tried at all.
 */
export class OriginHolds {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #holds = new Map<string, Hold>();
  /** Per origin, the reasons for which single messages wait while the origin goes on. */
  readonly #passedOver = new Map<string, Set<string>>();
  readonly #full = new Map<
    string,
    { readonly reason: string; readonly since: number; readonly until: number }
  >();
  #closed: ReadonlyMap<string, { readonly reason: string; readonly since: number }> = new Map();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Milliseconds until the origin may be tried; 0: now. */
  waitMs(originId: string): number {
    if (this.#closed.has(originId)) return CLOSED_LOOK_MS;
    const now = this.#clock.now();
    const full = this.#full.get(originId)?.until ?? 0;
    return Math.max(0, (this.#holds.get(originId)?.until ?? 0) - now, full - now);
  }

  /** Nothing is tried from it until it is closed no more. */
  isClosed(originId: string): boolean {
    return this.#closed.has(originId);
  }

  /** The origin is being tried after a hold: one message, no more. */
  probing(originId: string): boolean {
    return this.#holds.has(originId);
  }

  /** The carrier's answer says that the origin cannot send. */
  hold(originId: string, reason: string): void {
    const now = this.#clock.now();
    const before = this.#holds.get(originId);
    if (before !== undefined && before.until > now) return;
    const failures = (before?.failures ?? 0) + 1;
    const until = now + this.#wait(failures, before?.trials === undefined ? BACKOFF : EVENT_BACKOFF);
    this.#holds.set(originId, { ...before, reason, since: before?.since ?? now, until, failures });
  }

  /** Events say that what the carrier took from this origin fails: that it takes more proves nothing. */
  holdByEvent(originId: string, reason: string): void {
    const now = this.#clock.now();
    const before = this.#holds.get(originId);
    // Events of what was under way when it began, and repeats.
    if (before?.trials !== undefined && before.until > now) return;
    const failures = before?.trials === undefined ? 1 : before.failures + 1;
    const until = now + this.#wait(failures, EVENT_BACKOFF);
    const trials = before?.trials ?? new Set();
    this.#holds.set(originId, { reason, since: before?.since ?? now, until, failures, trials });
  }

  #wait(failures: number, { firstMs, longestMs }: Backoff): number {
    const bound = Math.min(longestMs, firstMs * 2 ** (failures - 1));
    // Half of the wait is fixed: an origin that is down is not asked at once again.
    return bound / 2 + fullJitter(0, { firstMs: bound / 2, longestMs: bound / 2 }, this.#random);
  }

  /** A single message could not go now, for a reason of its own; the origin goes on. */
  passOver(originId: string, reason: string): void {
    const reasons = this.#passedOver.get(originId);
    if (reasons === undefined) this.#passedOver.set(originId, new Set([reason]));
    else reasons.add(reason);
  }

  /** The carrier took a message from the origin. */
  accepted(originId: string, id: MessageId): void {
    const hold = this.#holds.get(originId);
    if (hold?.trials === undefined) {
      this.#holds.delete(originId);
      return;
    }
    const now = this.#clock.now();
    // What was under way when the hold began is no trial of it.
    if (hold.until > now) return;
    hold.trials.add(id);
    // Its event may never come: then another trial follows.
    this.#holds.set(originId, { ...hold, until: now + this.#wait(hold.failures, EVENT_BACKOFF) });
  }

  /** An event says that a message was handed over: an origin that it was the trial of opens. */
  arrived(id: MessageId): void {
    if (this.#holds.size === 0) return;
    for (const [originId, { trials }] of this.#holds) {
      if (trials?.has(id) === true) this.#holds.delete(originId);
    }
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
    const closed = [...this.#closed].map(([originId, { reason, since }]) => ({ originId, reason, since }));
    return [...this.#onHold(), ...closed];
  }

  #onHold(): readonly { readonly originId: string; readonly reason: string; readonly since: number }[] {
    return [...this.#holds, ...this.#full].map(([originId, { reason, since }]) => ({
      originId,
      reason,
      since,
    }));
  }

  /** Why messages wait: the reasons of origins on hold now, and all those of single messages so far. Who closes origins says why. */
  reasons(): readonly { readonly originId: string; readonly reason: string }[] {
    const passedOver = [...this.#passedOver].flatMap(([originId, reasons]) =>
      [...reasons].map((reason) => ({ originId, reason })),
    );
    return [...this.#onHold().map(({ originId, reason }) => ({ originId, reason })), ...passedOver];
  }
}
