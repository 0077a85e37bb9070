import {
  CAMPAIGN_STATES,
  type Campaign,
  type CampaignState,
  type CampaignStore,
  type PlanTotals,
} from '../../campaign/campaign-store.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import type { MemoryState } from './memory-state.ts';

export class MemoryCampaignStore implements CampaignStore {
  readonly #campaigns: Map<string, Campaign>;
  readonly #planRounds: ReadonlyMap<string, number>;

  constructor(state: MemoryState) {
    this.#campaigns = state.campaigns;
    this.#planRounds = state.planRounds;
  }

  async create(definition: CampaignDefinition, now: number): Promise<Campaign> {
    const known = this.#campaigns.get(definition.id);
    if (known !== undefined) return known;
    const campaign: Campaign = {
      id: definition.id,
      key: (this.#campaigns.size + 1).toString(36),
      state: 'draft',
      reason: '',
      definition,
      totals: undefined,
      createdAt: now,
      launchedAt: undefined,
      finishedAt: undefined,
    };
    this.#campaigns.set(campaign.id, campaign);
    return campaign;
  }

  async find(id: string): Promise<Campaign | undefined> {
    return this.#campaigns.get(id);
  }

  async list(states: readonly CampaignState[] = CAMPAIGN_STATES): Promise<readonly Campaign[]> {
    return [...this.#campaigns.values()].filter((campaign) => states.includes(campaign.state)).reverse();
  }

  async setPlanned(id: string, totals: PlanTotals, round?: number): Promise<boolean> {
    const campaign = this.#campaigns.get(id);
    if (campaign?.state !== 'draft' || (round !== undefined && round !== this.#planRounds.get(id)))
      return false;
    this.#campaigns.set(id, { ...campaign, state: 'planned', totals });
    return true;
  }

  async move(
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    reason: string,
    now: number,
  ): Promise<boolean> {
    const campaign = this.#campaigns.get(id);
    if (campaign === undefined || !from.includes(campaign.state)) return false;
    this.#campaigns.set(id, {
      ...campaign,
      state: to,
      reason,
      launchedAt: to === 'running' ? (campaign.launchedAt ?? now) : campaign.launchedAt,
      finishedAt: to === 'finished' || to === 'cancelled' ? now : undefined,
    });
    return true;
  }
}
