import { randomUUID } from 'node:crypto';
import { AwsFeedStore } from '../adapters/aws/feed-store.ts';
import { sqsSlicePost } from '../adapters/aws/slice-post.ts';
import { awsTickLease } from '../adapters/aws/tick-lease.ts';
import { AwsWorkQueue } from '../adapters/aws/work-queue.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import type { FeedStore } from '../campaign/feed-store.ts';
import type { TickLease } from '../campaign/tick-lease.ts';
import type { WorkQueue } from '../dispatch/work-queue.ts';
import type { DeployedWorkspace } from './deployed-workspace.ts';

/** Work that several processes share. */
export interface SharedWork {
  readonly queue: WorkQueue & {
    /** Receives no more. */
    end(): void;
    /** Lets the others have what this process holds. */
    giveBack(delaySeconds: number): Promise<void>;
  };
  readonly feeds: FeedStore;
  readonly lease: TickLease;
}

/** This process's part of the work of a deployed engine. */
export function sharedWork(
  { deployment, tables, ledger, clock }: DeployedWorkspace,
  trouble: (error: Error) => void,
): SharedWork {
  return {
    queue: new AwsWorkQueue({
      post: sqsSlicePost(deployment),
      lanes: new MemoryWorkQueue(clock),
      clock,
      noteDropped: (ids) => ledger.noteDropped(ids),
      trouble,
    }),
    feeds: new AwsFeedStore(tables, clock),
    lease: awsTickLease(tables, clock, randomUUID()),
  };
}
