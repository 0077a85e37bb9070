import { MemoryAudienceIndex } from '../../src/adapters/memory/audience-index.ts';
import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import { MemoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import type { AudienceIndex } from '../../src/audience/audience-index.ts';
import type { CustomerStore } from '../../src/audience/customer-store.ts';
import type { CampaignStore } from '../../src/campaign/campaign-store.ts';
import type { MessageLedger } from '../../src/delivery/ledger.ts';
import type { AudienceHarness } from '../conformance/audience-harness.ts';

/** The audience of the reference model. */
export const memoryAudience: AudienceHarness = {
  name: 'memory',
  open: async (ledger) => {
    const customers = new MemoryCustomerStore();
    const records = new MemoryRecordStore();
    const campaigns = () => ledger.campaigns();
    const index = new MemoryAudienceIndex({ customers, records, ledger, campaigns });
    return { customers, records, index, close: async () => index.close() };
  },
};

export interface EngineAudience {
  readonly customers: CustomerStore;
  readonly records: MemoryRecordStore;
  readonly ledger: MessageLedger;
  readonly campaigns: CampaignStore;
}

/** An index over the stores of an engine. */
export function audienceOf({ customers, records, ledger, campaigns }: EngineAudience): AudienceIndex {
  return new MemoryAudienceIndex({
    customers,
    records,
    ledger,
    campaigns: async () =>
      (await campaigns.list()).map(({ id, definition }) => ({ id, name: definition.name })),
  });
}
