import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import { MemoryLimitStore } from '../../src/adapters/memory/limit-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import { MemoryServiceWindows } from '../../src/adapters/memory/service-windows.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { MemoryUnreadEventStore } from '../../src/adapters/memory/unread-event-store.ts';
import { workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import type { Workspace } from '../../src/compose/workspace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { listPrices } from '../../src/pricing/list-prices.ts';
import { audienceOf } from './memory-audience.ts';

/** A workspace without a folder, for an engine on a made-up clock: nothing in it waits for anything but that clock. */
export function memoryWorkspace(clock: Clock, settings: Record<string, unknown> = {}): Workspace {
  const state = new MemoryState();
  const id = 'abcdefgh';
  const parts = {
    customers: new MemoryCustomerStore(),
    records: new MemoryRecordStore(),
    campaigns: new MemoryCampaignStore(state),
    ledger: new MemoryMessageLedger(state, id),
  };
  return {
    name: 'memory',
    folder: '',
    id,
    secret: 'secret',
    settings: workspaceSettings.parse(settings),
    clock,
    random: seededRandom(1),
    prices: listPrices,
    customers: parts.customers,
    suppressions: new MemorySuppressionStore(state),
    serviceWindows: new MemoryServiceWindows(state),
    campaigns: parts.campaigns,
    plan: new MemoryPlanStore(state),
    ledger: parts.ledger,
    limits: new MemoryLimitStore(clock),
    unread: new MemoryUnreadEventStore(),
    optOuts: undefined,
    openAudience: async () => audienceOf(parts),
    openRecords: async () => parts.records,
    close: () => undefined,
  };
}
