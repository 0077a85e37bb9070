import { join } from 'node:path';
import type { AwsProviderOptions } from '../channels/aws/client-config.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { ConnectedProvider, Provider } from '../channels/provider.ts';
import { type ReceiveParts, receiveEvents } from '../delivery/receive-events.ts';
import { type Channel, CHANNELS, perChannel } from '../kernel/channel.ts';
import { toError } from '../kernel/failure.ts';
import { whatsAppCategory } from '../pricing/whatsapp-category.ts';
import { type CarriersOptions, SimulatedCarriers } from '../simulator/carrier.ts';
import { openJournal } from '../simulator/journal.ts';
import { parseBehaviour } from '../simulator/parse-behaviour.ts';
import { parseScript } from '../simulator/script.ts';
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

/** Credentials may come from a program or a person; sending begins without them after this. */
const READY_WITHIN_MS = 10_000;

function awsCarriers(
  { clock, settings: { aws, origins } }: Workspace,
  trouble: (error: Error) => void,
): Carriers {
  const optionsFor = (channel: Channel): AwsProviderOptions => ({
    clock,
    report: (code) =>
      trouble(
        new Error(
          `AWS answered a send by ${channel} with a code that is not known here (${code}): its message counts as unknown until an event settles it.`,
        ),
      ),
  });
  const sms = connectedLater('sms', trouble, async () => {
    const { endUserMessagingSms } = await import('../channels/sms/end-user-messaging.ts');
    return endUserMessagingSms(aws, optionsFor('sms'));
  });
  const email = connectedLater('email', trouble, async () => {
    const { sesEmail } = await import('../channels/email/ses.ts');
    return sesEmail(aws, optionsFor('email'));
  });
  const whatsapp = connectedLater('whatsapp', trouble, async () => {
    const { socialMessagingWhatsApp } = await import('../channels/whatsapp/social-messaging.ts');
    return socialMessagingWhatsApp(aws, optionsFor('whatsapp'));
  });
  const providers = { sms, email, whatsapp };
  const used = CHANNELS.filter((channel) => origins.some((origin) => origin.channel === channel));
  return {
    providers,
    simulated: undefined,
    async ready(stop) {
      const all = Promise.all(used.map((channel) => providers[channel].ready()));
      const over = new AbortController();
      await Promise.race([all, clock.sleep(READY_WITHIN_MS, AbortSignal.any([stop, over.signal]))]);
      over.abort();
    },
    idle: async () => undefined,
    stop: async () => {
      await Promise.all(CHANNELS.map((channel) => providers[channel].close()));
    },
  };
}

interface LateProvider extends Provider {
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** A provider whose SDK is loaded when it is needed: commands that send nothing start 0.3 s sooner without it. */
function connectedLater(
  channel: Channel,
  trouble: (error: Error) => void,
  connect: () => Promise<Provider & Partial<ConnectedProvider>>,
): LateProvider {
  let connecting: ReturnType<typeof connect> | undefined;
  const connected = async () => {
    try {
      return await (connecting ??= connect());
    } catch (error) {
      trouble(toError(error));
      return undefined;
    }
  };
  return {
    channel,
    send: async (request) => (await connected())?.send(request) ?? NOT_MADE,
    ready: async () => (await connected())?.ready?.(),
    close: async () => {
      if (connecting !== undefined) (await connected())?.close?.();
    },
  };
}

/** Without a client nothing can have left. */
const NOT_MADE: Outcome = { kind: 'not_sent', reason: 'client_not_made', hold: 'origin' };

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
