import { MemoryFeedStore } from '../adapters/memory/feed-store.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { heedNews } from '../campaign/heed-news.ts';
import { CampaignRunner } from '../campaign/runner.ts';
import { SHARED_TICK_MS } from '../campaign/tick-until.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { ReceiveParts } from '../delivery/receive-events.ts';
import type { TakenIn } from '../delivery/take-in.ts';
import type { MessageId } from '../delivery/message.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import { AccountWatch, type AccountWatchParts } from './account-watch.ts';
import { type Carriers, openCarriers, type OpenCarriersOptions } from './carriers.ts';
import { dispatchParts } from './dispatch-parts.ts';
import { makeIncoming } from './incoming.ts';
import type { Workspace } from './workspace.ts';

/** A pause or a fallback is acted on within this time; looking at a database in this process costs nothing. */
const TICK_MS = 100;

/** `trouble`: something failed that is tried again; it never holds personal data. */
export type EngineOptions = OpenCarriersOptions & {
  /** The SQS queue that events are read from; absent: none. */
  readonly eventQueue?: string | undefined;
  /** What was read of the account a moment ago; absent: it is read before anything is sent. */
  readonly accounts?: AccountWatchParts['known'];
  /** For benchmarks and tests: instead of the carriers that the settings name. `receiving` takes what they tell. */
  readonly open?: (receiving: ReceiveParts) => Carriers;
  /** For tests: instead of asking AWS what the account allows. */
  readonly readAccounts?: AccountWatchParts['read'];
};

/** A workspace that sends. */
export interface Engine {
  /** Sends until `stop` aborts; resolves when everything that was begun is recorded. */
  run(stop: AbortSignal): Promise<void>;
  readonly carriers: Carriers;
  readonly holds: OriginHolds;
  /** With the limits that the account allows, as far as it was read. */
  readonly settings: WorkspaceSettings;
  /** What was read from the event queue so far. */
  readonly taken: TakenIn;
}

/** Puts the engine of an owned workspace together, or one of those of a deployed one. @throws Failure `usage` for what is no URL of a queue. */
export function makeEngine(workspace: Workspace, options: EngineOptions): Engine {
  const { clock, random, plan, campaigns, limits } = workspace;
  const load = (ids: readonly MessageId[]) => plan.load(ids);
  const shared = workspace.deployed?.share(options.trouble);
  const queue = shared?.queue ?? new MemoryWorkQueue(clock);
  const holds = new OriginHolds(clock, random);
  const news = heedNews({ load, holds, limits, campaigns, clock });
  const receiving: ReceiveParts = { ...workspace, news };
  const carriers = options.open?.(receiving) ?? openCarriers(workspace, receiving, options);
  const incoming = makeIncoming(workspace, receiving, { ...options, queueUrl: options.eventQueue });
  const account = new AccountWatch({
    ...workspace,
    holds,
    trouble: options.trouble,
    known: options.accounts,
    ...(options.readAccounts === undefined ? {} : { read: options.readAccounts }),
  });
  const runner = new CampaignRunner({
    ...workspace,
    get settings() {
      return account.settings;
    },
    queue,
    feeds: shared?.feeds ?? new MemoryFeedStore(),
    ...(shared === undefined
      ? { soleWorker: true, tickMs: TICK_MS }
      : { soleWorker: false, tickMs: SHARED_TICK_MS, lease: shared.lease }),
    dispatch: dispatchParts(workspace, {
      queue,
      providers: carriers.providers,
      holds,
      trouble: options.trouble,
    }),
  });
  return {
    carriers,
    holds,
    get settings() {
      return account.settings;
    },
    get taken() {
      return incoming.taken;
    },
    async run(stop) {
      stop.addEventListener('abort', () => shared?.queue.end(), { once: true });
      await carriers.ready(stop);
      await Promise.all([runner.run(stop), incoming.run(stop), account.run(stop)]);
      await shared?.queue.giveBack(0);
      await carriers.stop();
    },
  };
}
