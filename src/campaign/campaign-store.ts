import type { EstimateTotals } from '../pricing/estimate.ts';
import type { CampaignDefinition } from './definition.ts';

export const CAMPAIGN_STATES = ['draft', 'planned', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** What planning found, fixed at the end of the plan. */
export interface PlanTotals {
  readonly planned: number;
  /** Reason -> customers. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Channel -> messages of the first step. */
  readonly channels: Readonly<Record<string, number>>;
  /** Origin -> SMS parts (WhatsApp and email: messages) of the first step. */
  readonly origins: Readonly<Record<string, number>>;
  readonly parts: number;
  readonly estimate: EstimateTotals;
  /** The time that relative dates were counted from. */
  readonly asOf: number;
}

export interface Campaign {
  readonly id: string;
  /** Short opaque key, unique in the workspace; message ids begin with it. */
  readonly key: string;
  readonly state: CampaignState;
  /** Why it is paused, in one word: `operator`, `budget`, `origin_stopped`. */
  readonly reason: string;
  readonly definition: CampaignDefinition;
  readonly totals: PlanTotals | undefined;
  readonly createdAt: number;
  readonly launchedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

export interface CampaignStore {
  /** A draft; the same id again gives the campaign that is there. */
  create(definition: CampaignDefinition, now: number): Promise<Campaign>;
  find(id: string): Promise<Campaign | undefined>;
  /** Newest first; of some states, or all. */
  list(states?: readonly CampaignState[]): Promise<readonly Campaign[]>;
  /** draft -> planned. `false`: it was not a draft, or `round` is not the newest (see PlanStore.clear). */
  setPlanned(id: string, totals: PlanTotals, round?: number): Promise<boolean>;
  /** Compare-and-set: `false` when the campaign is in none of `from`. */
  move(
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    reason: string,
    now: number,
  ): Promise<boolean>;
}
