import type { Campaign, CampaignState } from '../campaign/campaign-store.ts';
import { allowedOrigins } from '../campaign/plan.ts';
import { channelLimit, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { SecondSent } from '../delivery/ledger.ts';
import { STATUSES, type Status } from '../delivery/status.ts';
import { type ChannelTally, type Tally, totalCost, totalOf } from '../delivery/tally.ts';
import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import { microsToDollars } from '../kernel/money.ts';
import { type ChannelCounts, channelCounts } from './channel-counts.ts';
import { achievedPerSecond } from './send-rate.ts';

export interface ReportInput {
  readonly campaign: Campaign;
  readonly tally: Tally;
  /** Channel -> `ledger.sentPerSecond`; empty where rates are not asked for. */
  readonly perSecond: Readonly<Record<string, readonly SecondSent[]>>;
  readonly settings: WorkspaceSettings;
  /** Epoch ms: how long a campaign that has not ended has taken. */
  readonly now: number;
}

export interface ChannelReport extends ChannelCounts {
  /** Still to be sent: planned and not started, or waiting in the queue. */
  readonly queued: number;
  readonly limitPerSecond: number;
  readonly achievedPerSecond: number;
  /** `achievedPerSecond / limitPerSecond`, 0 to 1. */
  readonly utilization: number;
}

/** US dollars, exact to the millionth. */
export interface ChannelCost {
  readonly estimated: number;
  readonly actual: number;
}

export interface CampaignCost extends Readonly<Record<Channel, ChannelCost>> {
  readonly currency: 'USD';
  /** With the usual share of fallbacks; `Low` without any, `High` when every one is needed. */
  readonly estimated: number;
  readonly estimatedLow: number;
  readonly estimatedHigh: number;
  /** Charged by the carriers, or the list price where they have not said. */
  readonly actual: number;
}

/** Every number of a campaign, as `--json` shows it (docs/campaigns.md says what each one counts). */
export interface CampaignReport {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  /** Why it is paused. */
  readonly reason?: string;
  readonly dryRun: boolean;
  readonly planned: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly messages: Readonly<Record<Status, number>>;
  /** Status -> reason -> messages, for failed, cancelled, expired and unknown ones. */
  readonly reasons: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly fallbacks: number;
  readonly bothReached: number;
  readonly throttled: number;
  readonly channels: Readonly<Record<Channel, ChannelReport>>;
  readonly cost: CampaignCost;
  readonly durationSeconds: number;
}

/** The report of a campaign, from what the ledger counted. `planned + fallbacks` is the sum of `messages`. */
export function campaignReport(input: ReportInput): CampaignReport {
  const { campaign, tally } = input;
  const waiting = perChannel((channel) => unstartedOn(campaign, tally[channel], channel));
  return {
    campaignId: campaign.id,
    name: campaign.definition.name,
    state: campaign.state,
    ...(campaign.reason === '' ? {} : { reason: campaign.reason }),
    dryRun: false,
    planned: campaign.totals?.planned ?? 0,
    skipped: campaign.totals?.skipped ?? {},
    messages: statusCounts(campaign, tally, waiting),
    reasons: reasonCounts(campaign, tally, waiting),
    fallbacks: sumOver((channel) => tally[channel].fallbacks),
    bothReached: sumOver((channel) => tally[channel].bothReached),
    throttled: sumOver((channel) => tally[channel].throttled),
    channels: perChannel((channel) => channelReport(input, channel, waiting[channel])),
    cost: costOf(campaign, tally),
    durationSeconds: durationSeconds(campaign, input.now),
  };
}

/** What is planned on a channel and has no state in the ledger yet; over all channels it is `unstarted` of campaign/finish.ts. */
function unstartedOn(campaign: Campaign, tally: ChannelTally, channel: Channel): number {
  const started = STATUSES.reduce((sum, status) => sum + tally.status[status], 0);
  return Math.max(0, (campaign.totals?.channels[channel] ?? 0) - (started - tally.fallbacks));
}

function sumOver(count: (channel: Channel) => number): number {
  return CHANNELS.reduce((sum, channel) => sum + count(channel), 0);
}

/** What was never started is still queued, unless the campaign was cancelled: then it never will be. */
function unstartedStatus(campaign: Campaign): 'queued' | 'cancelled' {
  return campaign.state === 'cancelled' ? 'cancelled' : 'queued';
}

function statusCounts(
  campaign: Campaign,
  tally: Tally,
  waiting: Record<Channel, number>,
): Record<Status, number> {
  const count = (status: Status) => {
    const unstarted = status === unstartedStatus(campaign) ? sumOver((channel) => waiting[channel]) : 0;
    return totalOf(tally, status) + unstarted;
  };
  return {
    queued: count('queued'),
    sending: count('sending'),
    sent: count('sent'),
    delivered: count('delivered'),
    read: count('read'),
    failed: count('failed'),
    unknown: count('unknown'),
    expired: count('expired'),
    cancelled: count('cancelled'),
  };
}

function reasonCounts(
  campaign: Campaign,
  tally: Tally,
  waiting: Record<Channel, number>,
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  const add = (status: string, reason: string, count: number) => {
    const of = (counts[status] ??= {});
    of[reason] = (of[reason] ?? 0) + count;
  };
  for (const channel of CHANNELS) {
    for (const [name, count] of Object.entries(tally[channel].reasons)) {
      const at = name.indexOf(':');
      const status = name.slice(0, at);
      if (status !== 'sent') add(status, name.slice(at + 1), count);
    }
  }
  const never = sumOver((channel) => waiting[channel]);
  if (unstartedStatus(campaign) === 'cancelled' && never > 0) add('cancelled', 'campaign_cancelled', never);
  return counts;
}

function channelReport(
  { campaign, tally, perSecond, settings }: ReportInput,
  channel: Channel,
  unstarted: number,
): ChannelReport {
  const { definition } = campaign;
  const usable = { ...settings, origins: allowedOrigins(settings, definition.origins) };
  const limitPerSecond = Math.min(
    channelLimit(usable, channel),
    definition.limit?.partsPerSecond ?? Number.POSITIVE_INFINITY,
  );
  const achieved = achievedPerSecond(perSecond[channel] ?? [], limitPerSecond);
  return {
    ...channelCounts(tally[channel]),
    queued: tally[channel].status.queued + (unstartedStatus(campaign) === 'queued' ? unstarted : 0),
    limitPerSecond,
    achievedPerSecond: round(achieved, 2),
    utilization: limitPerSecond === 0 ? 0 : Math.min(1, round(achieved / limitPerSecond, 4)),
  };
}

function costOf(campaign: Campaign, tally: Tally): CampaignCost {
  const estimate = campaign.totals?.estimate;
  return {
    currency: 'USD',
    estimated: microsToDollars(estimate?.expected ?? 0),
    estimatedLow: microsToDollars(estimate?.low ?? 0),
    estimatedHigh: microsToDollars(estimate?.high ?? 0),
    actual: microsToDollars(totalCost(tally)),
    ...perChannel((channel) => ({
      estimated: microsToDollars(estimate?.byChannel[channel].expected ?? 0),
      actual: microsToDollars(tally[channel].cost),
    })),
  };
}

/** From the launch to the end, or to now; 0 when it was never launched. */
function durationSeconds(campaign: Campaign, now: number): number {
  if (campaign.launchedAt === undefined) return 0;
  return Math.max(0, (campaign.finishedAt ?? now) - campaign.launchedAt) / 1000;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
