import { openAwsLedger } from '../support/aws-ledger.ts';
import { onMoto } from '../support/on-moto.ts';
import { campaignStoreSuite } from './campaign-store.ts';
import type { EngineHarness } from './engine-harness.ts';
import { messageLedgerSuite } from './message-ledger.ts';
import { planStoreSuite } from './plan-store.ts';

onMoto((moto) => {
  const harness: EngineHarness = { name: 'aws', open: () => openAwsLedger(moto()) };
  messageLedgerSuite(harness);
  planStoreSuite(harness);
  campaignStoreSuite(harness);
});
