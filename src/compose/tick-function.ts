import { randomUUID } from 'node:crypto';
import { embeddedMetrics } from '../adapters/aws/embedded-metrics.ts';
import { AwsFeedStore } from '../adapters/aws/feed-store.ts';
import { sqsSlicePost } from '../adapters/aws/slice-post.ts';
import { awsTickLease } from '../adapters/aws/tick-lease.ts';
import { AwsWorkQueue } from '../adapters/aws/work-queue.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { CampaignTicker } from '../campaign/ticker.ts';
import { tickUntil } from '../campaign/tick-until.ts';
import { channelLimit, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { awsOptOutList } from '../channels/sms/opt-out-list.ts';
import { OptOutSync } from '../dispatch/opt-out-sync.ts';
import { capacityMetrics, lastCountedMinute } from '../insight/metrics.ts';
import { toError } from '../kernel/failure.ts';
import type { DeployedWorkspace } from './deployed-workspace.ts';
import { deploymentOfFunction } from './deployment-env.ts';
import { type FunctionParts, functionParts } from './function-parts.ts';
import { lazily } from './kept.ts';
import { refreshAllowance } from './refresh-allowance.ts';

/** Counters are this late at most: the stream's batch window and a retry. */
const COUNTERS_LAG_MS = 60_000;

/** What the tick function works with, from its environment. */
export function openTick(report: (line: string) => void, find = deploymentOfFunction) {
  const parts = functionParts(report, find);
  const kept = lazily(async () => keptByTick(parts, await parts.workspace()));
  return {
    async tick(forMs: number): Promise<void> {
      const workspace = await parts.workspace();
      const { clock, campaigns } = workspace;
      const begun = clock.monotonic();
      const { ticker, lease, sync, use } = await kept();
      const running = await campaigns.list(['running']);
      if (running.length > 0) await refreshAllowance(parts, workspace);
      const settings = (await parts.allowance())?.settings ?? (await parts.settings()).settings;
      use(settings);
      const leftMs = forMs - (clock.monotonic() - begun);
      const syncing = sync(settings, leftMs).catch((error: unknown) => parts.trouble(toError(error)));
      await tickUntil({ pass: () => ticker.pass(), lease, clock }, leftMs);
      await syncing;
      for (const line of await capacityLines(
        parts,
        workspace,
        settings,
        running.map(({ id }) => id),
      ))
        report(line);
    },
  };
}

function keptByTick({ deployment, trouble }: FunctionParts, workspace: DeployedWorkspace) {
  const { tables, ledger, clock } = workspace;
  let current: WorkspaceSettings = workspace.settings;
  const queue = new AwsWorkQueue({
    post: sqsSlicePost(deployment()),
    lanes: new MemoryWorkQueue(clock),
    clock,
    noteDropped: (ids) => ledger.noteDropped(ids),
    trouble,
  });
  const ticker = new CampaignTicker({
    ...workspace,
    queue,
    feeds: new AwsFeedStore(tables, clock),
    get settings() {
      return current;
    },
  });
  const syncs = new Map<string, OptOutSync>();
  return {
    ticker,
    lease: awsTickLease(tables, clock, randomUUID()),
    use(settings: WorkspaceSettings) {
      current = settings;
    },
    /** One for each settings, since it remembers when the lists were read. */
    async sync(settings: WorkspaceSettings, forMs: number) {
      const { optOuts } = workspace;
      if (optOuts === undefined || !settings.origins.some(({ channel }) => channel === 'sms')) return;
      const key = JSON.stringify(settings.origins);
      const list = awsOptOutList(settings.aws, settings.origins);
      const sync = syncs.get(key) ?? new OptOutSync({ ...workspace, optOuts, list, trouble });
      syncs.clear();
      syncs.set(key, sync);
      const over = new AbortController();
      const timer = new AbortController();
      void clock.sleep(forMs, timer.signal).then(() => over.abort());
      await sync.pass(over.signal).finally(() => timer.abort());
    },
  };
}

async function capacityLines(
  { deployment }: FunctionParts,
  { ledger, clock }: DeployedWorkspace,
  settings: WorkspaceSettings,
  campaignIds: readonly string[],
): Promise<readonly string[]> {
  if (campaignIds.length === 0) return [];
  const minute = lastCountedMinute(clock.now(), COUNTERS_LAG_MS);
  const sent = await Promise.all(campaignIds.map((id) => ledger.sentPerSecond(id)));
  const values = capacityMetrics(sent, minute, (channel) => channelLimit(settings, channel));
  return embeddedMetrics(deployment(), values, minute);
}
