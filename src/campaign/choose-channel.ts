import type { Customer } from '../audience/customer.ts';
import { countryOfPhone } from '../audience/phone-number.ts';
import { chooseOrigin, type Origin } from '../channels/origin.ts';
import type { Channel } from '../kernel/channel.ts';
import type { CampaignDefinition } from './definition.ts';

/** Why a customer is not written to on a channel, the plainest first. */
export type NoChannelReason = 'no_address' | 'no_consent' | 'no_origin' | 'whatsapp_us_marketing';

export interface ChannelChoice {
  readonly channel: Channel;
  readonly address: string;
  readonly origin: Origin;
}

export interface ChannelChoices {
  /** In the order in which they are tried. */
  readonly choices: readonly ChannelChoice[];
  /** Why nothing is sent, when there is no choice: the reason of the first channel that has an address. */
  readonly reason: NoChannelReason;
}

/** The channels on which this campaign may write to the customer. */
export function chooseChannels(
  customer: Customer,
  definition: CampaignDefinition,
  origins: readonly Origin[],
): ChannelChoices {
  const choices: ChannelChoice[] = [];
  let reason: NoChannelReason = 'no_address';
  for (const channel of channelOrder(customer, definition)) {
    const choice = tryChannel(customer, channel, definition, origins);
    if (typeof choice !== 'string') choices.push(choice);
    else if (reason === 'no_address') reason = choice;
  }
  return { choices, reason };
}

function channelOrder(customer: Customer, definition: CampaignDefinition): readonly Channel[] {
  const { channels } = definition;
  const preferred = customer.preferredChannel;
  if (
    !definition.preferredFirst ||
    preferred === undefined ||
    channels[0] === preferred ||
    !channels.includes(preferred)
  )
    return channels;
  return [preferred, ...channels.filter((channel) => channel !== preferred)];
}

function tryChannel(
  customer: Customer,
  channel: Channel,
  definition: CampaignDefinition,
  origins: readonly Origin[],
): ChannelChoice | NoChannelReason {
  const address = customer.addresses[channel];
  if (address === undefined) return 'no_address';
  if (definition.messageType === 'promotional') {
    if (customer.consent[channel] !== true) return 'no_consent';
    if (channel === 'whatsapp' && isUsNumber(address, customer.country)) return 'whatsapp_us_marketing';
  }
  const origin = chooseOrigin(origins, {
    channel,
    country: customer.country,
    messageType: definition.messageType,
  });
  return origin === undefined ? 'no_origin' : { channel, address, origin };
}

/**
 * Meta delivers no marketing to US numbers since 2025-04-01 (aws-facts 3.3). The number decides, wherever the customer lives; where it
 * is of no certain country (+1 500, +1 800), the customer's does, and without one nothing is sent that Meta would drop.
 */
function isUsNumber(address: string, country: string | undefined): boolean {
  return address.startsWith('+1') && (countryOfPhone(address) ?? country ?? 'US') === 'US';
}
