import { join } from 'node:path';
import type { Provider } from '../channels/provider.ts';
import { type ReceiveParts, receiveEvents } from '../delivery/receive-events.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import { whatsAppCategory } from '../pricing/whatsapp-category.ts';
import { type CarriersOptions, SimulatedCarriers } from '../simulator/carrier.ts';
import { openJournal } from '../simulator/journal.ts';
import { parseBehaviour } from '../simulator/parse-behaviour.ts';
import { parseScript } from '../simulator/script.ts';
import { awsCarriers } from './aws-carriers.ts';
import type { Workspace } from './workspace.ts';

/** What the simulated carriers accepted, beside the database: they go on where they were when the process is started again. */
export const CARRIER_JOURNAL = 'carriers.ndjson';

/** How carriers differ from what the settings say, for the demo, benchmarks and tests. */
export type SimulatedOptions = Partial<
  Pick<CarriersOptions, 'behaviour' | 'script' | 'remember' | 'instant' | 'callTimeoutMs'>
> & { readonly journal?: boolean };

export interface OpenCarriersOptions {
  /** Of the simulated carriers. */
  readonly seed: number;
  readonly trouble: (error: Error) => void;
  readonly carriers?: SimulatedOptions;
}

/** Who carries a workspace's messages. */
export interface Carriers {
  readonly providers: Readonly<Record<Channel, Provider>>;
  /** The simulated ones themselves, where they carry. */
  readonly simulated: SimulatedCarriers | undefined;
  /** Before the first send: what it would wait for. Ends in any case, and when `stop` aborts. */
  ready(stop: AbortSignal): Promise<void>;
  /** Resolves when nothing more will be told in this process. Real carriers tell by a queue of their own: at once. */
  idle(): Promise<void>;
  /** After the last send. */
  stop(): Promise<void>;
}

/** The carriers that the workspace's settings name; `receiving`: who takes what simulated ones tell. Nothing is loaded or connected before `ready`. */
export function openCarriers(
  workspace: Workspace,
  receiving: ReceiveParts,
  options: OpenCarriersOptions,
): Carriers {
  switch (workspace.settings.carriers) {
    case 'aws':
      return awsCarriers(workspace, options.trouble);
    case 'simulated': {
      const simulated = simulatedCarriers(workspace, receiving, options);
      return {
        providers: perChannel((channel) => simulated.provider(channel)),
        simulated,
        ready: async () => undefined,
        idle: () => simulated.idle(),
        stop: () => simulated.stop(),
      };
    }
  }
}

function simulatedCarriers(
  workspace: Workspace,
  receiving: ReceiveParts,
  options: OpenCarriersOptions,
): SimulatedCarriers {
  const { clock, folder, settings, prices } = workspace;
  const { journal = true, behaviour, ...rest } = options.carriers ?? {};
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
        category: whatsAppCategory(request.messageType, request.content.kind),
      }).micros,
    deliver: async (events) => {
      await receiveEvents(receiving, events, clock.now());
    },
    onDeliverError: options.trouble,
    ...(settings.simulatorScript === undefined
      ? {}
      : { script: parseScript(settings.simulatorScript, 'settings.yaml simulatorScript') }),
    ...(journal ? { journal: openJournal(join(folder, CARRIER_JOURNAL)) } : {}),
    ...rest,
  });
}
