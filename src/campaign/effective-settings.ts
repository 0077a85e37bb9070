import type { ChannelAccount } from '../channels/account.ts';
import { allowancesOf, type OriginAllowance } from '../channels/origin-allowance.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Limit } from '../throughput/limit.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

/** The settings as the account allows them, and what each origin may do. */
export interface EffectiveSettings {
  readonly settings: WorkspaceSettings;
  readonly allowances: readonly OriginAllowance[];
}

/** The settings with every limit lowered to what the account allows. Accounts that were not read change nothing. */
export function effectiveSettings(
  settings: WorkspaceSettings,
  accounts: readonly ChannelAccount[],
): EffectiveSettings {
  const allowances = allowancesOf(settings.origins, accounts);
  const limits = { ...settings.limits };
  for (const account of accounts) {
    const limit = channelLimit(limits[account.channel], account);
    if (limit !== undefined) limits[account.channel] = limit;
  }
  const origins = settings.origins.map((origin, i) => ({
    ...origin,
    limit: allowances[i]?.limit ?? origin.limit,
  }));
  return { settings: { ...settings, origins, limits }, allowances };
}

function channelLimit(own: Limit | undefined, account: ChannelAccount): Limit | undefined {
  const { rate, perDay } = account;
  if (rate.basis === 'unknown') return own;
  const fits = own !== undefined && own.partsPerSecond <= rate.partsPerSecond;
  const days = [own?.perDay, perDay].filter((each) => each !== undefined);
  return {
    ...(fits ? own : { partsPerSecond: rate.partsPerSecond }),
    ...(days.length === 0 ? {} : { perDay: Math.min(...days) }),
  };
}

/** Channels that the settings send on. */
export function usedChannels(settings: WorkspaceSettings): readonly Channel[] {
  return [...new Set(settings.origins.map(({ channel }) => channel))];
}
