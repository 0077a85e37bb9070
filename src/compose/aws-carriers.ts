import type { AwsProviderOptions } from '../channels/aws/client-config.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { ConnectedProvider, Provider } from '../channels/provider.ts';
import { type Channel, CHANNELS } from '../kernel/channel.ts';
import { toError } from '../kernel/failure.ts';
import type { Carriers } from './carriers.ts';
import type { Workspace } from './workspace.ts';

/** Credentials may come from a program or a person; sending begins without them after this. */
const READY_WITHIN_MS = 10_000;

/** The channels of AWS. Nothing is loaded or connected before `ready`. */
export function awsCarriers(
  { clock, settings: { aws, origins } }: Pick<Workspace, 'clock' | 'settings'>,
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
