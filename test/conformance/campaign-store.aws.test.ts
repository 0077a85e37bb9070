import { AwsCampaignStore } from '../../src/adapters/aws/campaign-store.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { campaignStoreSuite } from './campaign-store.ts';

onMoto((moto) =>
  campaignStoreSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['campaigns'] }));
      const state = new MemoryState();
      return {
        workspaceId: 'w1',
        ledger: new MemoryMessageLedger(state, 'w1'),
        plan: new MemoryPlanStore(state),
        campaigns: new AwsCampaignStore(tables, seededRandom(1)),
        suppressions: new MemorySuppressionStore(state),
        close: () => tables.dynamo.destroy(),
      };
    },
  }),
);
