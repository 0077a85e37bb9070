import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { CampaignRunner } from '../campaign/runner.ts';
import type { MessageId } from '../delivery/message.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import { Recorder } from '../dispatch/recorder.ts';
import { Pacer } from '../throughput/pacer.ts';
import { RecipientPacing } from '../throughput/recipient-pacing.ts';
import { type Carriers, openCarriers, type OpenCarriersOptions } from './carriers.ts';
import type { Workspace } from './workspace.ts';

/** `trouble`: something failed that is tried again; it never holds personal data. */
export type EngineOptions = OpenCarriersOptions;

/** A workspace that sends. */
export interface Engine {
  /** Sends until `stop` aborts; resolves when everything that was begun is recorded. */
  run(stop: AbortSignal): Promise<void>;
  readonly carriers: Carriers;
  readonly holds: OriginHolds;
}

/** Puts the engine of an owned workspace together. */
export function makeEngine(workspace: Workspace, options: EngineOptions): Engine {
  const { clock, random, ledger, plan, suppressions, campaigns, limits } = workspace;
  const load = (ids: readonly MessageId[]) => plan.load(ids);
  const carriers = openCarriers(workspace, options);
  const queue = new MemoryWorkQueue(clock);
  const holds = new OriginHolds(clock, random);
  const runner = new CampaignRunner({
    ...workspace,
    queue,
    soleWorker: true,
    dispatch: {
      clock,
      random,
      ledger,
      queue,
      load,
      providers: carriers.providers,
      limits,
      pacer: new Pacer(limits, clock),
      recipients: new RecipientPacing(),
      holds,
      recorder: new Recorder(ledger, queue, clock, options.trouble),
      suppress: async ({ addressKey: key, channel }, reason, said) => {
        await suppressions.add([{ key, channel, reason, source: `carrier: ${said}`, at: clock.now() }]);
      },
      overBudget: async (id) => {
        await campaigns.move(id, ['running'], 'paused', 'budget', clock.now());
      },
      trouble: options.trouble,
    },
  });
  return {
    carriers,
    holds,
    async run(stop) {
      await carriers.ready(stop);
      await runner.run(stop);
      await carriers.stop();
    },
  };
}
