import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { campaignStoreSuite } from './campaign-store.ts';
import type { EngineHarness } from './engine-harness.ts';
import { messageLedgerSuite } from './message-ledger.ts';
import { planStoreSuite } from './plan-store.ts';

const harness: EngineHarness = {
  name: 'embedded',
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'cpaas-engine-'));
    const workspace = await openWorkspace(folder, { role: 'owner', create: true, random: seededRandom(1) });
    return {
      ...workspace,
      workspaceId: workspace.id,
      close() {
        workspace.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

messageLedgerSuite(harness);
planStoreSuite(harness);
campaignStoreSuite(harness);
