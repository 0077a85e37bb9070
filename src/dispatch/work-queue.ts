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
  /** Tasks not yet done, all together; a queue outside the process says about how many, as they were up to a minute ago. */
  depth(): Promise<number>;
  /** Tasks of one lane that are not yet done; `undefined`: the queue can't tell (SQS counts no groups). */
  depth(lane: string): Promise<number | undefined>;
  /** Lanes that have tasks which this process may be given now. */
  lanes(): Promise<readonly string[]>;
  /**
   * Drops what waits in the lanes of a campaign: the ledger still has it. A queue outside drops what this process holds, and what was pushed
   * before as soon as it is met.
   */
  clear(campaignId: string): Promise<void>;
}

/** A lane has one pace: what shares the origin and the campaign waits together, and nothing else waits for it. */
export function laneOf(task: { readonly campaignId: string; readonly originId: string }): string {
  return `${task.campaignId}/${task.originId}`;
}

/** The campaign and the origin of a lane. */
export function partsOfLane(lane: string): { readonly campaignId: string; readonly originId: string } {
  const at = lane.indexOf('/');
  return { campaignId: lane.slice(0, at), originId: lane.slice(at + 1) };
}
