import { MemoryFeedStore } from '../../src/adapters/memory/feed-store.ts';
import { MemoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import { heedNews } from '../../src/campaign/heed-news.ts';
import { CampaignRunner } from '../../src/campaign/runner.ts';
import type { LaunchParts } from '../../src/campaign/launch.ts';
import { type ReceiveParts } from '../../src/delivery/receive-events.ts';
import type { MessageId } from '../../src/delivery/message.ts';
import { OriginHolds } from '../../src/dispatch/origin-holds.ts';
import { Recorder } from '../../src/dispatch/recorder.ts';
import { perChannel } from '../../src/kernel/channel.ts';
import { toError } from '../../src/kernel/failure.ts';
import { listPrices } from '../../src/pricing/list-prices.ts';
import { Pacer } from '../../src/throughput/pacer.ts';
import { RecipientPacing } from '../../src/throughput/recipient-pacing.ts';
import { faultyPort } from './faulty-port.ts';
import { SECRET } from './scenario.ts';
import type { World } from './world.ts';
import type { WorkerProcess } from './worker-process.ts';
import { audienceOf } from '../support/memory-audience.ts';

/** A process with the real engine in it, put together as compose/engine.ts does. */
export interface Node {
  readonly process: WorkerProcess;
  /** What an operator's command uses. */
  readonly operating: LaunchParts;
  readonly receiving: ReceiveParts;
  /** It stopped in good order. */
  ended: boolean;
  /** Asks it to stop; it ends when all that it began is recorded. */
  stop(): void;
}

export function startNode(world: World, process: WorkerProcess): Node {
  const { settings, processes } = world.scenario;
  const { clock, random } = process;
  const port = <T extends object>(name: string, target: T, plain?: readonly string[]) =>
    faultyPort(name, target, process, plain);
  const ledger = port('ledger', world.stores.ledger);
  const plan = port('plan', world.stores.plan);
  const campaigns = port('campaigns', world.stores.campaigns);
  const suppressions = port('suppressions', world.stores.suppressions);
  const serviceWindows = port('serviceWindows', world.stores.serviceWindows);
  const customers = port('customers', world.stores.customers, ['stream']);
  // A process that is alone has its queue in its own memory, as the embedded deployment does: it dies with it.
  const queue = processes === 1 ? new MemoryWorkQueue(clock) : port('queue', world.stores.queue);
  const limits = port('limits', world.stores.limits);
  const holds = new OriginHolds(clock, random);
  const unread = port('unread', world.stores.unread);
  const load = (ids: readonly MessageId[]) => plan.load(ids);
  const trouble = () => world.count('trouble');
  const shared = {
    ledger,
    plan,
    campaigns,
    suppressions,
    serviceWindows,
    customers,
    openAudience: async () => audienceOf({ customers, records: new MemoryRecordStore(), ledger, campaigns }),
    settings,
    prices: listPrices,
    secret: SECRET,
  };
  const runner = new CampaignRunner({
    ...shared,
    queue,
    unread,
    feeds: new MemoryFeedStore(),
    soleWorker: processes === 1,
    tickMs: 100,
    dispatch: {
      clock,
      random,
      ledger,
      queue,
      load,
      providers: perChannel((channel) => process.provider(channel)),
      limits,
      pacer: new Pacer(limits, clock),
      recipients: new RecipientPacing(),
      holds,
      recorder: new Recorder(ledger, queue, clock, trouble),
      suppress: async ({ addressKey: key, channel }, reason) => {
        await suppressions.add([
          { key, channel, reason: 'invalid_address', source: `carrier: ${reason}`, at: clock.now() },
        ]);
      },
      overBudget: async (id) => {
        await campaigns.move(id, ['running'], 'paused', 'budget', clock.now());
      },
      trouble,
    },
  });
  const stop = new AbortController();
  const node: Node = {
    process,
    operating: shared,
    receiving: {
      ledger,
      suppressions,
      serviceWindows,
      secret: SECRET,
      news: heedNews({ load, holds, limits, campaigns, clock }),
    },
    ended: false,
    stop: () => stop.abort(),
  };
  void runner.run(stop.signal).then(
    () => {
      node.ended = true;
      process.die();
    },
    (error: unknown) => world.check('no process crashes', toError(error).message),
  );
  return node;
}
