import type { MessageId } from '../delivery/message.ts';

/** A page of messages that was given to a queue which cannot say how many of a lane's tasks are left. */
export interface GivenPage {
  readonly count: number;
  /** Epoch ms. */
  readonly at: number;
  /** A few of its messages: how many of them were started tells how much of the page is done. */
  readonly sample: readonly MessageId[];
}

/** How far the plan of one campaign was given to one lane. */
export interface FeedProgress {
  /** The last message that was given; `undefined`: none. */
  readonly after: MessageId | undefined;
  /** The plan has no more for the lane. */
  readonly exhausted: boolean;
  /** A lane that is at its end and was not sent whole is fed from the beginning after this, epoch ms. */
  readonly againAt: number;
  /** What `againAt` was set off by: twice as much each time that brought nothing. */
  readonly waitMs: number;
  /** Oldest first; none where the queue knows its lanes. */
  readonly given: readonly GivenPage[];
}

/**
 * Where feeding stands, for those who go on with it. One process feeds at a time (two for a moment give some messages twice, and the ledger
 * lets only one of them be sent), so the last to save wins. Progress that is lost only makes the feed begin anew.
 */
export interface FeedStore {
  /** `undefined`: nothing was given yet. */
  load(campaignId: string, originId: string): Promise<FeedProgress | undefined>;
  save(campaignId: string, originId: string, progress: FeedProgress): Promise<void>;
  /** All lanes of a campaign begin anew. */
  forget(campaignId: string): Promise<void>;
}
