import type { KeptKind, KeptText } from './formats/reading.ts';

/** What arrived and became no event. */
export interface UnreadEvent extends KeptText {
  /** Where it came from: a queue, or a file's name. No personal data. */
  readonly source: string;
  /** When it came, epoch ms. */
  readonly at: number;
}

/** How many there are of a reason. */
export interface UnreadCount {
  readonly kind: KeptKind;
  readonly reason: string;
  readonly count: number;
}

/**
 * Texts that arrived and became no event, so that nothing that arrives is lost: a newer version may read them. They hold personal data, and are
 * kept 30 days.
 */
export interface UnreadEventStore {
  /** Keeps them; the same text is kept once, as it came first. The answer counts the new ones. */
  keep(events: readonly UnreadEvent[]): Promise<number>;
  /** By kind and reason, the most frequent first. */
  count(): Promise<readonly UnreadCount[]>;
  /** The newest first. */
  list(limit: number): Promise<readonly UnreadEvent[]>;
  /** Forgets what came before this time; the answer counts it. */
  forget(before: number): Promise<number>;
}
