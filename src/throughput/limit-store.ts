import type { ScopedLimit } from './limit.ts';

/** A wish for slots: one turn on every scope at once for each message, in order. */
export interface ReserveRequest {
  /** Limits that apply together, none of them unlimited, each scope once. */
  readonly scopes: readonly ScopedLimit[];
  /** Parts of each message, 1 or more; the parts of a message leave together. At least one message. */
  readonly sizes: readonly number[];
  /** What the worker does between the answer and the call: slots that would be void by then are passed over. */
  readonly leadMs: number;
  /** No slot is given when the first one would be further ahead of the store's time than this. */
  readonly horizonMs: number;
  /** Only messages whose time is at most this much after the first one's get a slot; the first always does. */
  readonly spanMs: number;
}

/**
 * Consecutive slots: the q-th (from 0) may be used from `at + q * everyMs` until `until + q * everyMs`, ends included, in store
 * time, and never again. A message of k parts uses k of them and leaves all its parts at the time of the first.
 */
export interface Run {
  readonly at: number;
  readonly until: number;
  readonly parts: number;
  /** Absent: the parts are those of one message and cannot be shared out. */
  readonly everyMs?: number;
}

/** How the adapter of a store without a clock knows the store's time: it read it on this process's own clock, between answers. */
export interface StoreReading {
  /** Own monotonic time at which it was `storeNow`. */
  readonly atMs: number;
  /** How far the store's time may have been from `storeNow` then, either way. */
  readonly errorMs: number;
}

export type Reservation =
  /** Runs in order of time, for as many of the messages, from the first on, as the limits have room for. */
  (
    | { readonly kind: 'granted'; readonly runs: readonly Run[]; readonly storeNow: number }
    /** Nothing was changed: at `retryAt` (store time) there is room if nobody else takes it. */
    | {
        readonly kind: 'wait';
        readonly retryAt: number;
        readonly storeNow: number;
        /** The scope whose `perDay` is used up, when that is what has to be waited for. */
        readonly dayUsed?: string;
      }
  ) & { readonly reading?: StoreReading };

/** What a scope is allowed now, for people. */
export interface ScopeRate {
  readonly scope: string;
  readonly limitPerSecond: number;
  /** Below the limit while the scope recovers from a provider's "too fast". */
  readonly currentPerSecond: number;
  readonly lowered?: { readonly at: number; readonly cause: string };
}

/**
 * Slots that all workers share. The store's clock decides; workers learn it from `storeNow`, which was read between the begin and the
 * end of their call.
 *
 * It promises what conditional writes of single items can keep, one small record a scope (`reserveSlots` does the arithmetic): an
 * adapter without transactions reads the records, writes them one by one on the condition that they are unchanged, from the outermost
 * scope to the innermost, and starts again when one was changed; what it wrote by then is lost slots, never slots given out twice.
 */
export interface LimitStore {
  /** At most one write; none when the answer is `wait`. */
  reserve(request: ReserveRequest): Promise<Reservation>;
  /**
   * A provider said "too fast" to this scope: its rate falls at once, for all workers. Reports that say nothing new (the last cut
   * cannot have shown yet) change nothing. Gives the new rate when this report lowered it; `undefined` for a scope that never
   * reserved, and so has no limit.
   * @param cause the provider's reason, without personal data.
   * @param agoMs how long ago the call was made, so that a slow answer is not taken for one to the lowered rate; absent: just now.
   */
  throttled(scope: string, cause: string, agoMs?: number): Promise<ScopeRate | undefined>;
  rates(scopes: readonly ScopedLimit[]): Promise<readonly ScopeRate[]>;
}
