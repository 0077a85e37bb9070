import { embeddedMetrics } from '../adapters/aws/embedded-metrics.ts';
import { LentWorkQueue } from '../adapters/aws/lent-work-queue.ts';
import { sqsSlicePost } from '../adapters/aws/slice-post.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { routeOf } from '../campaign/route-of.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import type { LentParts } from '../dispatch/lent-work.ts';
import { workTaken } from '../adapters/aws/task-slice.ts';
import { queueAges } from '../insight/metrics.ts';
import { Pacer } from '../throughput/pacer.ts';
import { RecipientPacing } from '../throughput/recipient-pacing.ts';
import { awsCarriers } from './aws-carriers.ts';
import { dispatchParts } from './dispatch-parts.ts';
import { deploymentOfFunction } from './deployment-env.ts';
import { functionParts } from './function-parts.ts';
import { lazily } from './kept.ts';

/** What the dispatcher function works with, from its environment. */
export function openDispatcher(report: (line: string) => void, find = deploymentOfFunction) {
  const { deployment, workspace, settings, allowance, trouble } = functionParts(report, find);
  const kept = lazily(async () => {
    const opened = await workspace();
    const { clock, random, limits } = opened;
    const published = await settings();
    const carriers = awsCarriers({ ...opened, settings: published.settings }, trouble);
    await carriers.ready(new AbortController().signal);
    return {
      workspace: opened,
      providers: carriers.providers,
      holds: new OriginHolds(clock, random),
      pacer: new Pacer(limits, clock),
      recipients: new RecipientPacing(),
      post: sqsSlicePost(deployment()),
    };
  });
  return {
    report,
    async taken(texts: readonly { readonly text: string; readonly sentAt: number }[]) {
      const now = (await workspace()).clock.now();
      return embeddedMetrics(deployment(), queueAges(workTaken(texts, now)), now);
    },
    async open(): Promise<LentParts> {
      const { workspace: opened, holds, post, ...own } = await kept();
      const { clock, campaigns, ledger } = opened;
      const allowed = await allowance();
      const published = await settings();
      const unread = published.settings.origins.map(
        ({ id }) => [id, `Origin ${id} waits until its account is read.`] as const,
      );
      holds.close(allowed?.closed ?? new Map(unread));
      const queue = new LentWorkQueue({
        post,
        lanes: new MemoryWorkQueue(clock),
        clock,
        noteDropped: (ids) => ledger.noteDropped(ids),
      });
      const parts = { campaigns, settings: allowed?.settings ?? published.settings };
      return {
        dispatch: dispatchParts(opened, { queue, holds, trouble, ...own }),
        queue,
        routeOf: (lane) => routeOf(parts, lane),
      };
    },
  };
}
