import type { CampaignStore } from '../../src/campaign/campaign-store.ts';
import type { PlanStore } from '../../src/campaign/plan-store.ts';
import type { SuppressionStore } from '../../src/consent/suppression-store.ts';
import type { MessageLedger } from '../../src/delivery/ledger.ts';

/** The stores that share one workspace; a back end opens them together because the ledger reads what the others wrote. */
export interface EngineStores {
  readonly workspaceId: string;
  readonly ledger: MessageLedger;
  readonly plan: PlanStore;
  readonly campaigns: CampaignStore;
  readonly suppressions: SuppressionStore;
  close(): void;
}

export interface EngineHarness {
  readonly name: string;
  open(): Promise<EngineStores>;
}
