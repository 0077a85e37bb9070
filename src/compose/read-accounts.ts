import type { AccountReadOptions, ChannelAccount } from '../channels/account.ts';
import { readEmailAccount } from '../channels/email/account.ts';
import { readSmsAccount } from '../channels/sms/account.ts';
import { readWhatsAppAccount } from '../channels/whatsapp/account.ts';
import type { Channel } from '../kernel/channel.ts';

const READERS = { sms: readSmsAccount, whatsapp: readWhatsAppAccount, email: readEmailAccount };

/** Reads what the account has for these channels; the services beside each other, each at its own pace. Never throws for what AWS says. */
export async function readAccounts(
  region: string,
  channels: readonly Channel[],
  options: AccountReadOptions,
): Promise<readonly ChannelAccount[]> {
  return Promise.all(channels.map((channel) => READERS[channel]({ region }, options)));
}
