import type { MessageLedger } from '../delivery/ledger.ts';
import { AT_ONCE } from '../delivery/transition.ts';
import { Failure } from '../kernel/failure.ts';
import type { Campaign, CampaignState, CampaignStore } from './campaign-store.ts';

export interface LifecycleParts {
  readonly campaigns: CampaignStore;
  readonly ledger: MessageLedger;
}

async function need(campaigns: CampaignStore, id: string): Promise<Campaign> {
  const campaign = await campaigns.find(id);
  if (campaign === undefined) {
    throw new Failure(
      'not_found',
      `There is no campaign ${id} in this workspace: \`cpaas campaigns\` lists them.`,
    );
  }
  return campaign;
}

/** Moves a campaign, or says why it can't. Each step is a compare-and-set: of two that ask at once, one does it. */
async function move(
  campaigns: CampaignStore,
  id: string,
  from: readonly CampaignState[],
  to: CampaignState,
  now: number,
): Promise<Campaign> {
  const moved = await campaigns.move(id, from, to, to === 'paused' ? 'operator' : '', now);
  const campaign = await need(campaigns, id);
  if (!moved && campaign.state !== to) {
    throw new Failure(
      'wrong_state',
      `Campaign ${id} is ${campaign.state}; only a campaign that is ${from.join(' or ')} can be ${to === 'running' ? 'started' : to}.`,
    );
  }
  return campaign;
}

/** planned -> running. The ledger grants the first intent after this. */
export function startCampaign(parts: LifecycleParts, id: string, now: number): Promise<Campaign> {
  return move(parts.campaigns, id, ['planned'], 'running', now);
}

/** running -> paused: no intent is granted after this resolves; what is in flight ends. */
export function pauseCampaign(parts: LifecycleParts, id: string, now: number): Promise<Campaign> {
  return move(parts.campaigns, id, ['running'], 'paused', now);
}

/** paused -> running, from where it was. */
export function resumeCampaign(parts: LifecycleParts, id: string, now: number): Promise<Campaign> {
  return move(parts.campaigns, id, ['paused'], 'running', now);
}

/** Ends a campaign for good: what is queued or still in the plan is never sent; what is in flight ends. */
export async function cancelCampaign(parts: LifecycleParts, id: string, now: number): Promise<Campaign> {
  const campaign = await move(
    parts.campaigns,
    id,
    ['draft', 'planned', 'running', 'paused'],
    'cancelled',
    now,
  );
  await parts.ledger.cancelQueued(id);
  return campaign;
}

const BATCH = 1000;

/**
 * Queues failed messages again, those of one reason or all, and sets a finished campaign running for them. Answers how many. Those
 * for which the next channel was taken stay failed.
 */
export async function retryFailed(
  parts: LifecycleParts,
  id: string,
  reason: string | undefined,
  now: number,
): Promise<number> {
  const campaign = await need(parts.campaigns, id);
  if (campaign.state !== 'running' && campaign.state !== 'paused' && campaign.state !== 'finished') {
    throw new Failure(
      'wrong_state',
      `Campaign ${id} is ${campaign.state}: only what was sent can be tried again.`,
    );
  }
  let count = 0;
  for (let after = undefined as Parameters<MessageLedger['failed']>[2]; ; ) {
    const ids = await parts.ledger.failed(id, reason, after, BATCH);
    const changes = ids.map((messageId) => ({
      id: messageId,
      change: { kind: 'again', from: 'failed', dueAt: AT_ONCE } as const,
    }));
    const results = await parts.ledger.apply(changes, now);
    count += results.filter((state) => state !== undefined).length;
    after = ids.at(-1);
    if (ids.length < BATCH) break;
  }
  if (count > 0) await parts.campaigns.move(id, ['finished'], 'running', '', now);
  return count;
}
