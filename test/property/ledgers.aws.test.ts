import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { openAwsLedger } from '../support/aws-ledger.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { compareStores } from './compare-stores.ts';
import { ledgerCommands } from './ledger-commands.ts';
import { makePair } from './ledger-pair.ts';

/** A run takes some seconds. The embedded stores have the same commands run 80 times. */
const RUNS = 5;

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});

afterAll(() => {
  if (hasMoto) moto.stop();
});

function memoryStores(workspaceId: string): EngineStores {
  const state = new MemoryState();
  return {
    workspaceId,
    ledger: new MemoryMessageLedger(state, workspaceId),
    plan: new MemoryPlanStore(state),
    campaigns: new MemoryCampaignStore(state),
    suppressions: new MemorySuppressionStore(state),
    close() {},
  };
}

describe.skipIf(!hasMoto)('the ledger on DynamoDB and the memory model', () => {
  test('agree after whatever is done to both', async () => {
    const property = fc.asyncProperty(ledgerCommands(), async (commands) => {
      const real = await openAwsLedger(moto);
      const pair = await makePair(memoryStores(real.workspaceId), real, 1, new Set(), {
        firstAttempts: 'not in ofCustomer, nor under the caps of others where it has none itself',
        firstAndLastAt: 'not taken back',
      });
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: pair }), commands);
        await compareStores(pair);
      } finally {
        real.close();
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
