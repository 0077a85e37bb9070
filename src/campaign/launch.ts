import { Failure } from '../kernel/failure.ts';
import type { Campaign, CampaignStore } from './campaign-store.ts';
import type { CampaignDefinition } from './definition.ts';
import { startCampaign } from './lifecycle.ts';
import { type PlanParts, planCampaign } from './plan.ts';
import type { PlanStore } from './plan-store.ts';
import type { MessageLedger } from '../delivery/ledger.ts';

export interface LaunchParts extends PlanParts {
  readonly campaigns: CampaignStore;
  readonly plan: PlanStore;
  readonly ledger: MessageLedger;
}

/**
 * Plans a campaign and sets it running. Done again it changes nothing: a draft that was left half planned is planned anew, and a campaign that
 * was started before is answered as it is. Of several that plan a draft at once the last to begin wins; the others answer what is there.
 * @throws Failure `wrong_state` when a campaign of this id says something else.
 */
export async function launchCampaign(
  parts: LaunchParts,
  definition: CampaignDefinition,
  now: number,
): Promise<Campaign> {
  const campaign = await parts.campaigns.create(definition, now);
  if (JSON.stringify(campaign.definition) !== JSON.stringify(definition)) {
    throw new Failure(
      'wrong_state',
      `Campaign ${definition.id} was launched with another content: give the changed campaign an id of its own.`,
    );
  }
  if (campaign.state === 'draft') await planInto(parts, campaign, now);
  const planned = (await parts.campaigns.find(campaign.id)) ?? campaign;
  return planned.state === 'planned' ? startCampaign(parts, campaign.id, now) : planned;
}

async function planInto(parts: LaunchParts, campaign: Campaign, now: number): Promise<void> {
  const round = await parts.plan.clear(campaign.id);
  if (round === undefined) return;
  const totals = await planCampaign(parts, campaign, now, (decisions) => {
    const sends = decisions.flatMap((decision) => (decision.kind === 'send' ? [decision.message] : []));
    const skips = decisions.flatMap((decision) =>
      decision.kind === 'skip' ? [{ customerKey: decision.customer.key, reason: decision.reason }] : [],
    );
    return parts.plan.append(campaign.id, sends, skips, round);
  });
  await parts.campaigns.setPlanned(campaign.id, totals, round);
}
