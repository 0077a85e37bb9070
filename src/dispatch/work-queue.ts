import type { MessageType } from '../channels/origin.ts';
import type { MessageId } from '../delivery/message.ts';

/** Ids and what routes them; never an address or a text. */
export interface Task {
  readonly messageId: MessageId;
  readonly campaignId: string;
  readonly originId: string;
  /** Transactional messages have a queue of their own where queues are long. */
  readonly messageType: MessageType;
  readonly parts: number;
}

/** A task that was handed out; it comes again unless it is done before its lease ends. */
export interface LeasedTask extends Task {
  readonly receipt: string;
}

/**
 * Messages that are due, a few minutes of work at a time. At least once, in no promised order; a task may be lost with its process,
 * since the ledger knows what is queued and the feed gives it again.
 */
export interface WorkQueue {
  push(tasks: readonly Task[]): Promise<void>;
  /**
   * Up to `limit` tasks of one lane (`laneOf`), hidden from others for `leaseMs`. With none there it waits until one comes, `waitMs` has
   * passed or `signal` aborts.
   */
  receive(
    lane: string,
    limit: number,
    leaseMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<readonly LeasedTask[]>;
  done(tasks: readonly LeasedTask[]): Promise<void>;
  /** Tasks not yet done, in all or in one lane. */
  depth(lane?: string): Promise<number>;
  /** Lanes that have tasks. */
  lanes(): Promise<readonly string[]>;
  /** Drops what waits in the lanes of a campaign: the ledger still has it. */
  clear(campaignId: string): Promise<void>;
}

/** A lane has one pace: what shares the origin and the campaign waits together, and nothing else waits for it. */
export function laneOf(task: { readonly campaignId: string; readonly originId: string }): string {
  return `${task.campaignId}/${task.originId}`;
}
