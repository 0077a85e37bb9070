import type { MessageId } from '../../delivery/message.ts';
import type { LeasedTask, Task, WorkQueue } from '../../dispatch/work-queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HeldSlices, isOfCampaign } from './held-slices.ts';
import { allSent, type SlicePost } from './slice-post.ts';
import { parseSlice, slicesOf } from './task-slice.ts';

export interface LentWorkQueueParts {
  readonly post: Pick<SlicePost, 'send'>;
  /** Hands out by lane: a work queue in this process's memory. */
  readonly lanes: WorkQueue;
  readonly clock: Clock;
  /** MessageLedger.noteDropped: a slice may be here because the worker that had it died. */
  readonly noteDropped: (ids: readonly MessageId[]) => Promise<void>;
}

/** As LentWork: slices that Lambda received and lends for the time of a call; it removes their messages afterwards. */
export class LentWorkQueue {
  readonly #parts: LentWorkQueueParts;
  /** By the id of their message. */
  readonly #held = new HeldSlices<string>();
  #empty: (() => void) | undefined;

  constructor(parts: LentWorkQueueParts) {
    this.#parts = parts;
  }

  async lend(id: string, text: string): Promise<void> {
    await this.#parts.lanes.push(this.#held.hold(id, parseSlice(text)));
  }

  async empty(): Promise<void> {
    if (this.#held.size === 0) return;
    await new Promise<void>((resolve) => (this.#empty = resolve));
  }

  left(): readonly string[] {
    return this.#held.parcels();
  }

  untouched(): readonly string[] {
    return this.#held.untouched();
  }

  async giveBack(delaySeconds: number, except: readonly string[]): Promise<void> {
    const { post, clock } = this.#parts;
    const isMeant = ({ parcel }: { readonly parcel: string }) => !except.includes(parcel);
    const left = this.#held.left(isMeant);
    if (left.length === 0) return;
    allSent(await post.send(slicesOf(left, clock.now()), delaySeconds));
    this.#held.drop(isMeant);
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
    const isMeant = isOfCampaign(campaignId);
    await this.#parts.noteDropped(this.#held.left(isMeant).map(({ messageId }) => messageId));
    await this.#parts.lanes.clear(campaignId);
    this.#held.drop(isMeant);
    this.#tell();
  }

  #tell(): void {
    if (this.#held.size === 0) this.#empty?.();
  }
}
