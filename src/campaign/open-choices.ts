import type { Customer } from '../audience/customer.ts';
import { addressKey } from '../consent/address-key.ts';
import { isWindowOpen, type ServiceWindows } from '../consent/service-windows.ts';
import type { SuppressionStore } from '../consent/suppression-store.ts';
import { saysFreeText } from '../content/message-template.ts';
import { type ChannelChoice, type ChannelChoices, chooseChannels } from './choose-channel.ts';
import type { CampaignDefinition } from './definition.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

export interface ConsentParts {
  readonly suppressions: SuppressionStore;
  readonly serviceWindows: ServiceWindows;
  /** See addressKey. */
  readonly secret: string;
}

/** A channel on which a customer could be written to, with the key of the address. */
export interface KeyedChoice {
  readonly choice: ChannelChoice;
  readonly key: string;
}

export interface Asked {
  readonly customer: Customer;
  /** Epoch ms; 0: at once. */
  readonly sendAt: number;
}

export interface OpenChoices extends Asked {
  readonly open: readonly KeyedChoice[];
  /** Why nothing is sent, when none is open. */
  readonly reason: ChannelChoices['reason'] | 'opted_out' | 'outside_service_window';
}

/**
 * What the stores say about the channels of many customers, in two look-ups: who opted out, and whose window is open when it would
 * be sent (free text on WhatsApp needs that). Answers in the order of `asked`.
 */
export async function openChoices(
  parts: ConsentParts,
  definition: CampaignDefinition,
  origins: WorkspaceSettings['origins'],
  asked: readonly Asked[],
  now: number,
): Promise<readonly OpenChoices[]> {
  const freeText = saysFreeText(definition.templates);
  const needsWindow = ({ choice }: KeyedChoice) => freeText && choice.channel === 'whatsapp';
  const candidates = asked.map((each) => {
    const { choices, reason } = chooseChannels(each.customer, definition, origins);
    const keyed = choices.map((choice) => ({
      choice,
      key: addressKey(parts.secret, choice.channel, choice.address),
    }));
    return { ...each, keyed, reason };
  });
  const all = candidates.flatMap(({ keyed }) => keyed);
  const suppressed = await parts.suppressions.find(all.map(({ key }) => key));
  const windowKeys = all.filter(needsWindow).map(({ key }) => key);
  const openedAt = windowKeys.length === 0 ? undefined : await parts.serviceWindows.lastOpened(windowKeys);
  return candidates.map(({ customer, sendAt, keyed, reason }) => {
    const faults = keyed.map((each) => {
      if (suppressed.has(each.key)) return 'opted_out';
      const closed = needsWindow(each) && !isWindowOpen(openedAt?.get(each.key), Math.max(sendAt, now));
      return closed ? 'outside_service_window' : undefined;
    });
    return {
      customer,
      sendAt,
      open: keyed.filter((_, i) => faults[i] === undefined),
      reason: faults.find((fault) => fault !== undefined) ?? reason,
    };
  });
}
