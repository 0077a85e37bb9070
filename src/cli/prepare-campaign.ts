import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../campaign/campaign-store.ts';
import type { CampaignDefinition } from '../campaign/definition.ts';
import { startCampaign } from '../campaign/lifecycle.ts';
import { planCampaign } from '../campaign/plan.ts';
import type { Skip } from '../campaign/plan-store.ts';
import type { Workspace } from '../compose/workspace.ts';
import type { Message } from '../delivery/message.ts';
import { Failure } from '../kernel/failure.ts';

/**
 * Brings a campaign to where it runs, from wherever it was left: draft (planned anew if a process died over it), planned. One that
 * runs, is paused or has ended is given back as it is, so that doing this twice does everything once.
 * @throws Failure `wrong_state` when the id belongs to a campaign that says something else.
 */
export async function prepareCampaign(workspace: Workspace, definition: CampaignDefinition): Promise<Campaign> {
  const { campaigns, clock } = workspace;
  const campaign = await campaigns.create(definition, clock.now());
  refuseOtherContent(campaign.definition, definition);
  if (campaign.state === 'draft') await planDraft(workspace, campaign);
  const planned = await campaigns.find(campaign.id);
  if (planned?.state === 'planned') return startCampaign(workspace, campaign.id, clock.now());
  return planned ?? campaign;
}

async function planDraft(workspace: Workspace, campaign: Campaign): Promise<void> {
  const { plan, campaigns, clock } = workspace;
  await plan.clear(campaign.id);
  const totals = await planCampaign(workspace, campaign, clock.now(), (decisions) => {
    const sends: Message[] = [];
    const skips: Skip[] = [];
    for (const decision of decisions) {
      if (decision.kind === 'send') sends.push(decision.message);
      else skips.push({ customerKey: decision.customer.key, reason: decision.reason });
    }
    return plan.append(campaign.id, sends, skips);
  });
  await campaigns.setPlanned(campaign.id, totals);
}

/** Both come from the same schema, so the same file gives the same content whatever its spaces and comments are. */
function refuseOtherContent(stored: CampaignDefinition, given: CampaignDefinition): void {
  const plain = (definition: CampaignDefinition): unknown => JSON.parse(JSON.stringify(definition));
  if (isDeepStrictEqual(plain(stored), plain(given))) return;
  throw new Failure(
    'wrong_state',
    `Campaign ${given.id} was made before with another content: give this one another id, or put the file back as it was.`,
  );
}
