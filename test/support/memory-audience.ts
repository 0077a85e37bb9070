import { MemoryAudienceIndex } from '../../src/adapters/memory/audience-index.ts';
import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import { MemoryRecordStore } from '../../src/adapters/memory/record-store.ts';
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
