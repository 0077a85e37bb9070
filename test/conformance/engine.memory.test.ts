import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { campaignStoreSuite } from './campaign-store.ts';
import type { EngineHarness } from './engine-harness.ts';
import { messageLedgerSuite } from './message-ledger.ts';
import { planStoreSuite } from './plan-store.ts';

const harness: EngineHarness = {
  name: 'memory',
  async open() {
    const state = new MemoryState();
    return {
      workspaceId: 'w1',
      ledger: new MemoryMessageLedger(state, 'w1'),
      plan: new MemoryPlanStore(state),
      campaigns: new MemoryCampaignStore(state),
      suppressions: new MemorySuppressionStore(state),
      close() {},
    };
  },
};

messageLedgerSuite(harness);
planStoreSuite(harness);
campaignStoreSuite(harness);
