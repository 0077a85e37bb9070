import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { openWorkspace } from '../../src/compose/workspace.ts';
import type { IntentVerdict } from '../../src/delivery/ledger.ts';
import { MARK } from '../../src/delivery/state.ts';
import { STATUSES } from '../../src/delivery/status.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { ledgerCommands } from './ledger-commands.ts';
import { makePair } from './ledger-pair.ts';

const RUNS = 80;

const MUST_BE_SEEN = [
  ...STATUSES,
  ...Object.keys(MARK),
  ...(['granted', 'taken', 'stopped', 'over_budget', 'closed'] satisfies readonly IntentVerdict['kind'][]),
  'cancelled opted_out',
  'cancelled frequency_cap',
  'expired too_late',
  'another attempt',
  'unmatched',
];

interface Opened {
  readonly model: EngineStores;
  readonly real: EngineStores;
  close(): void;
}

async function openBoth(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-property-'));
  const workspace = await openWorkspace(folder, { role: 'owner', create: true, random: seededRandom(1) });
  const state = new MemoryState();
  return {
    real: { ...workspace, workspaceId: workspace.id },
    model: {
      workspaceId: workspace.id,
      ledger: new MemoryMessageLedger(state, workspace.id),
      plan: new MemoryPlanStore(state),
      campaigns: new MemoryCampaignStore(state),
      suppressions: new MemorySuppressionStore(state),
      close() {},
    },
    close() {
      workspace.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('the embedded stores and the memory model', () => {
  test('agree after whatever is done to both', async () => {
    let runs = 0;
    let opened: Opened | undefined;
    const seen = new Set<string>();
    const property = fc.asyncProperty(ledgerCommands(), async (commands) => {
      // Opening takes longer than a run, so runs share stores; after a failure the two differ and are of no use.
      opened ??= await openBoth();
      const { model, real, close } = opened;
      const pair = await makePair(model, real, ++runs, seen);
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: pair }), commands);
      } catch (error) {
        close();
        opened = undefined;
        throw error;
      }
    });
    await fc.assert(property, { numRuns: RUNS });
    opened?.close();
    // Or it proved nothing.
    expect(MUST_BE_SEEN.filter((what) => !seen.has(what))).toEqual([]);
  });
});
