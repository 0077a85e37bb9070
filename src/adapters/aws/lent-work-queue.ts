import type { LeasedTask, Task, WorkQueue } from '../../dispatch/work-queue.ts';
import { partsOfLane } from '../../dispatch/work-queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HeldSlices } from './held-slices.ts';
import { allSent, type SlicePost } from './slice-post.ts';
import { slicesOf, type TaskSlice } from './task-slice.ts';

export interface LentWorkQueueParts {
  readonly post: Pick<SlicePost, 'send'>;
  /** Hands out by lane: a work queue in this process's memory. */
  readonly lanes: WorkQueue;
  readonly clock: Clock;
}

/** The slices that somebody else received and lends for a while: Lambda, which removes their messages afterwards. */
export class LentWorkQueue implements WorkQueue {
  readonly #parts: LentWorkQueueParts;
  /** By the id of their message. */
  readonly #held = new HeldSlices<string>();
  #empty: (() => void) | undefined;

  constructor(parts: LentWorkQueueParts) {
    this.#parts = parts;
  }

  /** `id`: of the message that the slice came in. */
  async lend(id: string, slice: TaskSlice): Promise<void> {
    await this.#parts.lanes.push(this.#held.hold(id, slice));
  }

  /** Resolves when nothing is left. */
  async empty(): Promise<void> {
    if (this.#held.size === 0) return;
    await new Promise<void>((resolve) => (this.#empty = resolve));
  }

  /** Messages of which something is left. */
  left(): readonly string[] {
    return this.#held.parcels();
  }

  /**
   * Sends what is left as messages of its own, which come after `delaySeconds`: waiting does not count towards dead letters.
   * @throws when SQS does not take them; then the messages of `left` still hold them.
   */
  async giveBack(delaySeconds: number): Promise<void> {
    const { post, clock } = this.#parts;
    const left = this.#held.left();
    if (left.length === 0) return;
    allSent(await post.send(slicesOf(left, clock.now()), delaySeconds));
    this.#forget(() => true);
  }

  async push(tasks: readonly Task[]): Promise<void> {
    const { post, clock } = this.#parts;
    allSent(await post.send(slicesOf(tasks, clock.now()), 0));
  }

  receive(
    lane: string,
    limit: number,
    leaseMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<readonly LeasedTask[]> {
    return this.#parts.lanes.receive(lane, limit, leaseMs, waitMs, signal);
  }

  async done(tasks: readonly LeasedTask[]): Promise<void> {
    this.#held.done(tasks);
    await this.#parts.lanes.done(tasks);
    this.#tell();
  }

  depth(): Promise<number>;
  depth(lane: string): Promise<undefined>;
  async depth(lane?: string): Promise<number | undefined> {
    return lane === undefined ? this.#held.tasks : undefined;
  }

  lanes(): Promise<readonly string[]> {
    return this.#parts.lanes.lanes();
  }

  async clear(campaignId: string): Promise<void> {
    await this.#parts.lanes.clear(campaignId);
    this.#forget((lane) => partsOfLane(lane).campaignId === campaignId);
  }

  #forget(isForgotten: (lane: string) => boolean): void {
    this.#held.drop(isForgotten);
    this.#tell();
  }

  #tell(): void {
    if (this.#held.size === 0) this.#empty?.();
  }
}
