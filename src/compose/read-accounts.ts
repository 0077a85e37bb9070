import type { AccountReadOptions, ChannelAccount } from '../channels/account.ts';
import type { Channel } from '../kernel/channel.ts';

/** The SDK's clients are loaded where an account is read: with simulated carriers all else starts 0.3 s sooner. */
const READERS = {
  sms: async () => (await import('../channels/sms/account.ts')).readSmsAccount,
  whatsapp: async () => (await import('../channels/whatsapp/account.ts')).readWhatsAppAccount,
  email: async () => (await import('../channels/email/account.ts')).readEmailAccount,
};

/** Reads what the account has for these channels; the services beside each other, each at its own pace. Never throws for what AWS says. */
export async function readAccounts(
  region: string,
  channels: readonly Channel[],
  options: AccountReadOptions,
): Promise<readonly ChannelAccount[]> {
  const read = async (channel: Channel) => (await READERS[channel]())({ region }, options);
  return Promise.all(channels.map(read));
}
