import type { CustomerStore } from '../audience/customer-store.ts';
import { CAMPAIGN_STATES, type CampaignState, type CampaignStore } from '../campaign/campaign-store.ts';
import type { SuppressionStore } from '../consent/suppression-store.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import { type ChannelTally, type Tally, totalCost } from '../delivery/tally.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import { microsToDollars } from '../kernel/money.ts';
import { type ChannelCounts, channelCounts } from './channel-counts.ts';

export interface StatsParts {
  readonly customers: CustomerStore;
  readonly campaigns: CampaignStore;
  readonly ledger: MessageLedger;
  readonly suppressions: SuppressionStore;
}

/** Rates are shares of `sent`, 0 to 1; 0 when nothing was sent. */
export interface ChannelStats extends ChannelCounts {
  readonly deliveryRate: number;
  readonly bounceRate: number;
  readonly complaintRate: number;
  /** US dollars. */
  readonly cost: number;
}

export interface WorkspaceStats {
  readonly customers: number;
  /** Addresses that get nothing more, counted for each channel. */
  readonly suppressions: number;
  /** What providers told about messages that are not ours. */
  readonly unmatchedEvents: number;
  readonly campaigns: Readonly<Record<CampaignState, number>>;
  readonly channels: Readonly<Record<Channel, ChannelStats>>;
  readonly cost: { readonly currency: 'USD'; readonly actual: number };
}

/** The numbers of all campaigns together. */
export async function workspaceStats(parts: StatsParts): Promise<WorkspaceStats> {
  const campaigns = await parts.campaigns.list();
  const tallies = await Promise.all(campaigns.map((campaign) => parts.ledger.tally(campaign.id)));
  const inState = (state: CampaignState) => campaigns.filter((campaign) => campaign.state === state).length;
  const [draft, planned, running, paused, finished, cancelled] = CAMPAIGN_STATES;
  return {
    customers: await parts.customers.count(),
    suppressions: await parts.suppressions.count(),
    unmatchedEvents: await parts.ledger.unmatchedEvents(),
    campaigns: {
      draft: inState(draft),
      planned: inState(planned),
      running: inState(running),
      paused: inState(paused),
      finished: inState(finished),
      cancelled: inState(cancelled),
    },
    channels: perChannel((channel) => channelStats(tallies, channel)),
    cost: {
      currency: 'USD',
      actual: microsToDollars(tallies.reduce((sum, tally) => sum + totalCost(tally), 0)),
    },
  };
}

function channelStats(tallies: readonly Tally[], channel: Channel): ChannelStats {
  const sum = (count: (tally: ChannelTally) => number) =>
    tallies.reduce((total, tally) => total + count(tally[channel]), 0);
  const total = (name: keyof ChannelCounts) => sum((tally) => channelCounts(tally)[name]);
  const sent = total('sent');
  const share = (count: number) => (sent === 0 ? 0 : Math.round((count / sent) * 1e4) / 1e4);
  const counts: ChannelCounts = {
    sent,
    delivered: total('delivered'),
    read: total('read'),
    failed: total('failed'),
    bounced: total('bounced'),
    complained: total('complained'),
    opened: total('opened'),
    clicked: total('clicked'),
    fallbacks: total('fallbacks'),
  };
  return {
    ...counts,
    deliveryRate: share(counts.delivered),
    bounceRate: share(counts.bounced),
    complaintRate: share(counts.complained),
    cost: microsToDollars(sum((tally) => tally.cost)),
  };
}
