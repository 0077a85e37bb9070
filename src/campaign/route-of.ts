import { parseFrequencyCap } from '../consent/frequency-cap.ts';
import { compileQuietHours } from '../consent/quiet-hours.ts';
import type { Route } from '../dispatch/route.ts';
import { laneOf, partsOfLane } from '../dispatch/work-queue.ts';
import type { CampaignStore } from './campaign-store.ts';
import { onUnknownOf } from './settle.ts';
import { originScope, scopesOf, type WorkspaceSettings } from './workspace-settings.ts';

export interface RouteParts {
  readonly campaigns: CampaignStore;
  /** As they are now: limits of origins change while campaigns run. */
  readonly settings: WorkspaceSettings;
}

/** What holds for a lane; `undefined`: nothing of it may be sent now. */
export async function routeOf(parts: RouteParts, lane: string): Promise<Route | undefined> {
  const { campaignId, originId } = partsOfLane(lane);
  const campaign = await parts.campaigns.find(campaignId);
  const origin = parts.settings.origins.find((each) => each.id === originId);
  if (campaign?.state !== 'running' || origin === undefined) return undefined;
  const { definition } = campaign;
  const quiet = definition.quietHours && compileQuietHours(definition.quietHours, definition.timezone);
  return {
    lane: laneOf({ campaignId: campaign.id, originId: origin.id }),
    campaignId: campaign.id,
    origin,
    messageType: campaign.definition.messageType,
    // Asked for at every step: an account may lower a limit while the lane runs.
    get scopes() {
      const { settings } = parts;
      const now = settings.origins.find(({ id }) => id === origin.id) ?? origin;
      return scopesOf(settings, now, { id: campaign.id, limit: definition.limit });
    },
    originScope: originScope(origin.id),
    onUnknown: onUnknownOf(definition),
    caps: [definition.frequencyCap, parts.settings.frequencyCap]
      .filter((cap) => cap !== undefined)
      .map(parseFrequencyCap),
    allowedAt: quiet ?? ((_zone, moment) => moment),
  };
}
