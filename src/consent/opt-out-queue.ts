/** A number whose entry in the carrier's own opt-out list has to change. */
export interface OptOutNews {
  /** E.164. */
  readonly number: string;
  /** `true`: onto the list; `false`: off it, the customer said START. */
  readonly out: boolean;
}

export interface WaitingOptOut extends OptOutNews {
  /** Calls that failed. */
  readonly tries: number;
}

/**
 * What the carrier's own opt-out list still has to learn. Our suppressions keep a hash of the address, so the number waits here, and only
 * until the carrier knows it.
 */
export interface OptOutQueue {
  /** The newest word about a number replaces the one before it. */
  add(news: readonly OptOutNews[], now: number): Promise<void>;
  /** What is due, the longest waiting first. */
  due(now: number, limit: number): Promise<readonly WaitingOptOut[]>;
  /** The carrier knows it. Stays when there is newer news of the number. */
  done(news: OptOutNews): Promise<void>;
  /** It failed: again from this time on. */
  putOff(news: OptOutNews, dueAt: number): Promise<void>;
  /** Those of `numbers` that wait. */
  waiting(numbers: readonly string[]): Promise<ReadonlySet<string>>;
  count(): Promise<number>;
}
