import { join } from 'node:path';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { CampaignRunner } from '../campaign/runner.ts';
import { receiveEvents } from '../delivery/receive-events.ts';
import type { MessageId } from '../delivery/message.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import { Recorder } from '../dispatch/recorder.ts';
import { perChannel } from '../kernel/channel.ts';
import { type CarriersOptions, SimulatedCarriers } from '../simulator/carrier.ts';
import { openJournal } from '../simulator/journal.ts';
import { parseBehaviour } from '../simulator/parse-behaviour.ts';
import { parseScript } from '../simulator/script.ts';
import { Pacer } from '../throughput/pacer.ts';
import { RecipientPacing } from '../throughput/recipient-pacing.ts';
import { AccountWatch, type AccountWatchParts } from './account-watch.ts';
import type { Workspace } from './workspace.ts';

/** What the simulated carriers accepted, beside the database: they go on where they were when the process is started again. */
export const CARRIER_JOURNAL = 'carriers.ndjson';

export interface EngineOptions {
  /** Of the simulated carriers. */
  readonly seed: number;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
  /** For tests: instead of asking AWS what the account allows. */
  readonly readAccounts?: AccountWatchParts['read'];
  /** For benchmarks and tests: how the carriers differ from what the settings say. */
  readonly carriers?: Partial<
    Pick<CarriersOptions, 'behaviour' | 'script' | 'remember' | 'instant' | 'callTimeoutMs'>
  > & { readonly journal?: boolean };
}

/** A workspace that sends. */
export interface Engine {
  /** Sends until `stop` aborts; resolves when everything that was begun is recorded. */
  run(stop: AbortSignal): Promise<void>;
  readonly carriers: SimulatedCarriers;
  readonly holds: OriginHolds;
}

/** Puts the engine of an owned workspace together. */
export function makeEngine(workspace: Workspace, options: EngineOptions): Engine {
  const { clock, random, ledger, plan, suppressions, campaigns, limits } = workspace;
  const load = (ids: readonly MessageId[]) => plan.load(ids);
  const carriers = simulatedCarriers(workspace, options);
  const queue = new MemoryWorkQueue(clock);
  const holds = new OriginHolds(clock, random);
  const account = new AccountWatch({
    ...workspace,
    holds,
    trouble: options.trouble,
    ...(options.readAccounts === undefined ? {} : { read: options.readAccounts }),
  });
  const runner = new CampaignRunner({
    ...workspace,
    get settings() {
      return account.settings;
    },
    queue,
    soleWorker: true,
    dispatch: {
      clock,
      random,
      ledger,
      queue,
      load,
      providers: perChannel((channel) => carriers.provider(channel)),
      limits,
      pacer: new Pacer(limits, clock),
      recipients: new RecipientPacing(),
      holds,
      recorder: new Recorder(ledger, queue, clock, options.trouble),
      suppress: async ({ addressKey: key, channel }, reason) => {
        await suppressions.add([
          { key, channel, reason: 'invalid_address', source: `carrier: ${reason}`, at: clock.now() },
        ]);
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
      await Promise.all([runner.run(stop), account.run(stop)]);
      await carriers.stop();
    },
  };
}

function simulatedCarriers(workspace: Workspace, options: EngineOptions): SimulatedCarriers {
  const { clock, folder, settings, plan, prices } = workspace;
  const { journal = true, behaviour, ...rest } = options.carriers ?? {};
  const receive = { ...workspace, load: (ids: readonly MessageId[]) => plan.load(ids) };
  return new SimulatedCarriers({
    clock,
    seed: options.seed,
    behaviour: behaviour ?? parseBehaviour(settings.simulator ?? 'realistic', 'settings.yaml simulator'),
    priceOf: (channel, request) =>
      prices.priceOf({
        channel,
        country: request.country,
        numberType: request.origin.numberType,
        parts: request.parts,
      }).micros,
    deliver: (events) => receiveEvents(receive, events, clock.now()),
    onDeliverError: options.trouble,
    ...(settings.simulatorScript === undefined
      ? {}
      : { script: parseScript(settings.simulatorScript, 'settings.yaml simulatorScript') }),
    ...(journal ? { journal: openJournal(join(folder, CARRIER_JOURNAL)) } : {}),
    ...rest,
  });
}
