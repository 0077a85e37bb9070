import type { RoundedCampaigns } from '../../src/adapters/aws/plan-rounds.ts';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import type { MemoryState } from '../../src/adapters/memory/memory-state.ts';

/** Campaigns in memory that count the rounds of their plans as a deployed engine's do. */
export function memoryRounds(state: MemoryState): RoundedCampaigns {
  const campaigns = new MemoryCampaignStore(state);
  return {
    find: (id) => campaigns.find(id),
    list: (states) => campaigns.list(states),
    async beginRound(id) {
      if (state.campaigns.get(id)?.state !== 'draft') return undefined;
      const round = (state.planRounds.get(id) ?? 0) + 1;
      state.planRounds.set(id, round);
      return round;
    },
    roundOf: async (id) => state.planRounds.get(id),
  };
}
