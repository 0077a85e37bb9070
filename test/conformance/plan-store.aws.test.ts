import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsPlanStore } from '../../src/adapters/aws/plan-store.ts';
import { openBucket } from '../../src/adapters/aws/s3.ts';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { memoryRounds } from '../support/memory-rounds.ts';
import { onMoto } from '../support/on-moto.ts';
import { planStoreSuite } from './plan-store.ts';

onMoto((moto) =>
  planStoreSuite({
    name: 'aws',
    async open() {
      const deployment = await makeDeployment(moto(), { tables: ['delivery-tracking'], bucket: true });
      const tables = openTables(deployment);
      const bucket = openBucket(deployment);
      const state = new MemoryState();
      const ledger = new MemoryMessageLedger(state, 'w1');
      return {
        workspaceId: 'w1',
        ledger,
        plan: new AwsPlanStore({ tables, bucket, campaigns: memoryRounds(state), ledger }),
        campaigns: new MemoryCampaignStore(state),
        suppressions: new MemorySuppressionStore(state),
        close() {
          tables.dynamo.destroy();
          bucket.s3.destroy();
        },
      };
    },
  }),
);
