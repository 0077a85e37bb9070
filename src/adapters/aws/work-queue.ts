import type { MessageId } from '../../delivery/message.ts';
import type { LeasedTask, Task, WorkQueue } from '../../dispatch/work-queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { toError } from '../../kernel/failure.ts';
import { HeldSlices, isOfCampaign } from './held-slices.ts';
import {
  allSent,
  HIDDEN_SECONDS,
  LONGEST_WAIT_SECONDS,
  type Parcel,
  type SlicePost,
  WORK_QUEUES,
  type WorkQueueName,
} from './slice-post.ts';
import { parseSlice, slicesOf, type TaskSlice } from './task-slice.ts';

export interface AwsWorkQueueParts {
  readonly post: SlicePost;
  /** Hands out by lane what this process holds: a work queue in its memory. */
  readonly lanes: WorkQueue;
  readonly clock: Clock;
  /** MessageLedger.noteDropped: a slice may be here because the worker that had it died. */
  readonly noteDropped: (ids: readonly MessageId[]) => Promise<void>;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
}

/** Slices that one process holds at most: ten thousand tasks, a minute of the fastest lane that one process can send. */
const MOST_HELD = 1_000;
const EXTEND_EVERY_MS = (HIDDEN_SECONDS * 1000) / 3;
/** A removal waits for others, up to ten of them, for so long at most. */
const REMOVE_WITHIN_MS = 1_000;
const REMOVE_AT_ONCE = 10;
/** After a poll that failed. */
const POLL_AGAIN_MS = 1_000;
/** What a slice counts of which nobody has seen the inside: upwards, so that 0 means none. */
const TASKS_OF_A_SLICE = 10;

/**
 * Two SQS queues, transactional tasks in their own. Slices are received as they come, hidden from others while this process holds them,
 * and handed out by lane from its memory; a slice is removed when all its tasks are done. About 0.2 requests a task.
 */
export class AwsWorkQueue implements WorkQueue {
  readonly #parts: AwsWorkQueueParts;
  readonly #held = new HeldSlices<Parcel>();
  readonly #stop = new AbortController();
  readonly #polls = new Map<WorkQueueName, Promise<void>>();
  /** Campaigns that were cleared, and when: what was pushed before is dropped when it is met. */
  readonly #cleared = new Map<string, number>();
  #done: Parcel[] = [];
  #removedAt = 0;
  #extendedAt = 0;
  #pollAt = 0;

  constructor(parts: AwsWorkQueueParts) {
    this.#parts = parts;
  }

  async push(tasks: readonly Task[]): Promise<void> {
    const { post, clock } = this.#parts;
    allSent(await post.send(slicesOf(tasks, clock.now()), 0));
  }

  async receive(
    lane: string,
    limit: number,
    leaseMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<readonly LeasedTask[]> {
    const { lanes } = this.#parts;
    const there = await lanes.receive(lane, limit, leaseMs, 0);
    if (there.length > 0 || signal?.aborted === true) return there;
    if (waitMs <= 0) {
      await Promise.all(WORK_QUEUES.map((queue) => this.#pollOnce(queue, 0)));
      return lanes.receive(lane, limit, leaseMs, 0);
    }
    const over = new AbortController();
    void this.#pollUntil(over.signal);
    const came = await lanes.receive(lane, limit, leaseMs, waitMs, signal);
    over.abort();
    return came;
  }

  async done(tasks: readonly LeasedTask[]): Promise<void> {
    this.#done.push(...this.#held.done(tasks));
    await this.#parts.lanes.done(tasks);
    if (this.#done.length >= REMOVE_AT_ONCE) await this.#remove();
  }

  depth(): Promise<number>;
  depth(lane: string): Promise<undefined>;
  async depth(lane?: string): Promise<number | undefined> {
    if (lane !== undefined) return undefined;
    const slices = await this.#parts.post.count();
    const unseen = Math.max(0, slices - this.#held.size - this.#done.length);
    return this.#held.tasks + unseen * TASKS_OF_A_SLICE;
  }

  async lanes(): Promise<readonly string[]> {
    await this.#extend();
    if (this.#parts.clock.monotonic() - this.#removedAt >= REMOVE_WITHIN_MS) await this.#remove();
    const polls = this.#poll();
    const lanes = await this.#parts.lanes.lanes();
    if (lanes.length > 0 || polls.length === 0) return lanes;
    // Nothing to hand out: the first that brings something is waited for.
    await Promise.race(polls);
    return this.#parts.lanes.lanes();
  }

  async clear(campaignId: string): Promise<void> {
    this.#cleared.set(campaignId, this.#parts.clock.now());
    const isMeant = isOfCampaign(campaignId);
    await this.#parts.noteDropped(idsOf(this.#held.left(isMeant)));
    await this.#parts.lanes.clear(campaignId);
    await this.#parts.post.remove(this.#held.drop(isMeant));
  }

  /** Receives no more. What this process holds is sent on by `giveBack`. */
  end(): void {
    this.#stop.abort();
  }

  /** Sends on what is not done, so that others have it after `delaySeconds` without counting how often it was handed out. */
  async giveBack(delaySeconds: number): Promise<void> {
    const { post, clock } = this.#parts;
    await this.#remove();
    allSent(await post.send(slicesOf(this.#held.left(), clock.now()), delaySeconds));
    await post.remove(this.#held.drop(() => true));
  }

  /** Polls that are under way, as many as there is room for. */
  #poll(): readonly Promise<void>[] {
    const { clock, trouble } = this.#parts;
    const mayBegin =
      !this.#stop.signal.aborted && clock.monotonic() >= this.#pollAt && this.#held.size < MOST_HELD;
    for (const queue of mayBegin ? WORK_QUEUES : []) {
      if (this.#polls.has(queue)) continue;
      const poll = this.#pollOnce(queue, LONGEST_WAIT_SECONDS)
        .catch((error: unknown) => {
          this.#pollAt = clock.monotonic() + POLL_AGAIN_MS;
          trouble(toError(error));
        })
        .finally(() => this.#polls.delete(queue));
      this.#polls.set(queue, poll);
    }
    return [...this.#polls.values()];
  }

  async #pollUntil(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const polls = this.#poll();
      if (polls.length === 0) return;
      await Promise.race(polls);
    }
  }

  async #pollOnce(queue: WorkQueueName, waitSeconds: number): Promise<void> {
    for (const parcel of await this.#parts.post.receive(queue, waitSeconds, this.#stop.signal)) {
      const slice = this.#open(parcel);
      if (slice !== undefined) await this.#take(parcel, slice);
    }
  }

  /** `undefined`: it is hidden, comes again, and ends among the dead letters. */
  #open({ text }: Parcel): TaskSlice | undefined {
    try {
      return parseSlice(text);
    } catch (error) {
      this.#parts.trouble(new Error('A message of a work queue is no slice of work.', { cause: error }));
      return undefined;
    }
  }

  async #take(parcel: Parcel, slice: TaskSlice): Promise<void> {
    const [first] = slice.tasks;
    const clearedAt = this.#cleared.get(first?.campaignId ?? '') ?? Number.NEGATIVE_INFINITY;
    if (slice.at <= clearedAt) {
      await this.#parts.noteDropped(idsOf(slice.tasks));
      this.#done.push(parcel);
      return;
    }
    await this.#parts.lanes.push(this.#held.hold(parcel, slice));
  }

  async #extend(): Promise<void> {
    const { clock, post } = this.#parts;
    if (clock.monotonic() - this.#extendedAt < EXTEND_EVERY_MS) return;
    this.#extendedAt = clock.monotonic();
    await post.extend(this.#held.parcels());
  }

  async #remove(): Promise<void> {
    this.#removedAt = this.#parts.clock.monotonic();
    const done = this.#done;
    this.#done = [];
    await this.#parts.post.remove(done);
  }
}

function idsOf(tasks: readonly Task[]): readonly MessageId[] {
  return tasks.map(({ messageId }) => messageId);
}
