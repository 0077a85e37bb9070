import { readEvents } from './formats/read-events.ts';
import { type ReceiveParts, receiveEvents } from './receive-events.ts';
import type { UnreadEventStore } from './unread-event-store.ts';

export interface TakeInParts extends ReceiveParts {
  readonly unread: UnreadEventStore;
}

/** A text that arrived. */
export interface ArrivedText {
  readonly text: string;
  /** A queue, or a file's name. */
  readonly source: string;
  /** When it arrived, epoch ms. */
  readonly at: number;
}

/** What became of texts. Every text is in at least one of `events`, `notices` and `unread`. */
export interface TakenIn {
  /** Read out of the texts; of these `matched` have a message of ours, and `repeated` had come before. */
  readonly events: number;
  readonly matched: number;
  readonly repeated: number;
  /** Kept: about no message, or newer than this version. */
  readonly notices: number;
  /** Kept: not understood. */
  readonly unread: number;
}

/**
 * Texts of a file that are taken in with one commit. Old receipts come in any order and touch pages everywhere, so the more the better: a
 * million shuffled ones over 400,000 messages take 43 us each at 10,000 a commit, 35 at this, 28 at 50,000, which holds 60 MB more.
 */
export const REPLAY_BATCH = 25_000;

export const NOTHING_TAKEN: TakenIn = { events: 0, matched: 0, repeated: 0, notices: 0, unread: 0 };

/** Both together. */
export function addTaken(a: TakenIn, b: TakenIn): TakenIn {
  return {
    events: a.events + b.events,
    matched: a.matched + b.matched,
    repeated: a.repeated + b.repeated,
    notices: a.notices + b.notices,
    unread: a.unread + b.unread,
  };
}

/**
 * Reads texts from any source and stores what they say. When it resolves everything is durable: the source may forget them. Doing
 * it again changes nothing.
 */
export async function takeIn(
  parts: TakeInParts,
  texts: readonly ArrivedText[],
  now: number,
): Promise<TakenIn> {
  const readings = texts.map((arrived) => ({ arrived, reading: readEvents(arrived.text, arrived) }));
  const kept = readings.flatMap(({ arrived: { source, at }, reading }) =>
    reading.kept.map((each) => ({ ...each, source, at })),
  );
  const events = readings.flatMap(({ reading }) => reading.events);
  const { folded, repeated } =
    events.length === 0 ? { folded: [], repeated: 0 } : await receiveEvents(parts, events, now);
  if (kept.length > 0) await parts.unread.keep(kept);
  return {
    events: events.length,
    matched: folded.filter(({ attempt }) => attempt !== undefined).length,
    repeated,
    notices: kept.filter(({ kind }) => kind === 'notice').length,
    unread: kept.filter(({ kind }) => kind === 'unread').length,
  };
}
