import type { MessageLedger } from '../delivery/ledger.ts';
import { RANK, STATUSES } from '../delivery/status.ts';
import { type Tally, totalOf } from '../delivery/tally.ts';
import { CHANNELS } from '../kernel/channel.ts';
import type { Campaign } from './campaign-store.ts';

/** Messages of the plan that the ledger has not started: they have no state, so they are what is planned less what has one. */
export function unstarted(campaign: Campaign, tally: Tally): number {
  const started = STATUSES.reduce((sum, status) => sum + totalOf(tally, status), 0);
  const fallbacks = CHANNELS.reduce((sum, channel) => sum + tally[channel].fallbacks, 0);
  return Math.max(0, (campaign.totals?.planned ?? 0) - (started - fallbacks));
}

/** Messages that have still to be sent. */
export function unsent(campaign: Campaign, tally: Tally): number {
  return unstarted(campaign, tally) + totalOf(tally, 'queued');
}

/** Nothing of the campaign is left to send and nothing waits; receipts may still come, and count when they do. */
export async function isFinished(ledger: MessageLedger, campaign: Campaign, tally: Tally): Promise<boolean> {
  const open = STATUSES.filter((status) => RANK[status] <= RANK.sending).reduce(
    (sum, status) => sum + totalOf(tally, status),
    0,
  );
  return (
    open === 0 && unstarted(campaign, tally) === 0 && (await ledger.nextDueAt(campaign.id)) === undefined
  );
}
