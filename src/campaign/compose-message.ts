import type { Customer } from '../audience/customer.ts';
import { zoneOfCountry } from '../consent/country-zones.ts';
import { type CompiledChannelTemplates, compileChannelTemplates } from '../content/message-template.ts';
import { type Message, messageId } from '../delivery/message.ts';
import type { PriceTable } from '../pricing/price-table.ts';
import { whatsAppCategory } from '../pricing/whatsapp-category.ts';
import type { ChannelChoice } from './choose-channel.ts';
import { type CampaignDefinition, durationMs } from './definition.ts';

/** What planning and fallback need to make a message of a campaign, worked out once. */
export interface MessageComposer {
  readonly templates: CompiledChannelTemplates;
  /** `undefined` with the reason where the text cannot be made for this customer. */
  compose(input: ComposeInput): Message | { readonly reason: string; readonly detail: string };
}

export interface ComposeInput {
  readonly customer: Customer;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly choice: ChannelChoice;
  readonly addressKey: string;
  readonly step: number;
  /** Another channel follows when this one fails. */
  readonly more: boolean;
  readonly sendAt: number;
}

/** `launchedAt`: what `expiresAfter` counts from. */
export function messageComposer(
  campaign: { readonly id: string; readonly key: string; readonly definition: CampaignDefinition },
  prices: PriceTable,
  launchedAt: number,
): MessageComposer {
  const { definition } = campaign;
  const templates = compileChannelTemplates(definition.templates);
  const expiresAt = launchedAt + durationMs(definition.expiresAfter);
  const receiptWaitMs = definition.fallbackAfter === 'off' ? 0 : durationMs(definition.fallbackAfter);
  const zoned = definition.quietHours !== undefined;
  return {
    templates,
    compose({ customer, variables, choice, addressKey, step, more, sendAt }) {
      const rendered = templates.renderFor(choice.channel, variables);
      if (!rendered.ok) return { reason: rendered.reason, detail: rendered.detail };
      const price = prices.priceOf({
        channel: choice.channel,
        country: customer.country,
        numberType: choice.origin.numberType,
        parts: rendered.parts,
        category: whatsAppCategory(definition.messageType, rendered.content.kind),
      });
      return {
        id: messageId({
          campaignKey: campaign.key,
          customerKey: customer.key,
          step,
          channel: choice.channel,
        }),
        campaignId: campaign.id,
        channel: choice.channel,
        originId: choice.origin.id,
        address: choice.address,
        addressKey,
        content: rendered.content,
        parts: rendered.parts,
        price: price.micros,
        country: customer.country,
        timezone: zoned ? (customer.timezone ?? zoneOfCountry(customer.country)) : undefined,
        sendAt,
        expiresAt,
        receiptWaitMs: more ? receiptWaitMs : 0,
      };
    },
  };
}
