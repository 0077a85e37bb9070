import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AudienceFolder } from '../../src/adapters/embedded/audience/audience-folder.ts';
import { EmbeddedAudienceIndex } from '../../src/adapters/embedded/audience/audience-index.ts';
import { CustomerMirror } from '../../src/adapters/embedded/audience/customer-mirror.ts';
import { filesOf, MANIFEST_FILE, readManifest } from '../../src/adapters/embedded/audience/manifest.ts';
import { MessageMirror } from '../../src/adapters/embedded/audience/message-mirror.ts';
import { EmbeddedRecordStore } from '../../src/adapters/embedded/audience/record-store.ts';
import { Snapshots } from '../../src/adapters/embedded/audience/snapshots.ts';
import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import type { NewCustomer } from '../../src/audience/customer.ts';
import type { AsOf } from '../../src/audience/query/period.ts';
import type { Purchase, RecordKind, Records, SentMessage } from '../../src/audience/records.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';

export const AS_OF: AsOf = { at: Date.UTC(2026, 2, 31), zone: 'UTC' };
const DAY_MS = 86_400_000;

/** One process's view of the audience of a workspace folder. */
export function openAudienceOf(workspace: string) {
  const folder = new AudienceFolder(workspace, systemClock, systemRandom);
  const customers = new MemoryCustomerStore();
  const mirror = new CustomerMirror(folder, customers);
  const sent = new Map<string, readonly SentMessage[]>();
  const ledger = {
    revision: async (id: string) => String(sent.get(id)?.length),
    async *sentMessages(id: string) {
      yield sent.get(id) ?? [];
    },
  };
  const index = new EmbeddedAudienceIndex({
    snapshots: new Snapshots(folder, systemRandom),
    customers: mirror,
    messages: new MessageMirror(folder, ledger, mirror),
    campaigns: async () => [...sent.keys()].map((id) => ({ id, name: id.toUpperCase() })),
  });
  const records = new EmbeddedRecordStore(folder);
  return { folder, customers, sent, index, records, path: folder.path };
}

export type AudienceOf = ReturnType<typeof openAudienceOf>;

/** Imports all of it, in batches of 1,000 as files are read. */
export async function importAll<K extends RecordKind>(
  { records }: AudienceOf,
  kind: K,
  rows: readonly Records[K][],
) {
  const writer = await records.begin(kind);
  for (let from = 0; from < rows.length; from += 1_000) await writer.add(rows.slice(from, from + 1_000));
  return writer.commit();
}

/** Purchases `from` up to `until`, of customers C-0 to C-99 and skus S-0 to S-9, one a minute. */
export function purchases(from: number, until: number, more: Partial<Purchase> = {}): readonly Purchase[] {
  return Array.from({ length: until - from }, (_, i) => ({
    id: `P-${from + i}`,
    customerId: `C-${(from + i) % 100}`,
    sku: `S-${(from + i) % 10}`,
    quantity: 1,
    amount: 9.99,
    currency: 'EUR',
    at: AS_OF.at - DAY_MS + (from + i) * 60_000,
    ...more,
  }));
}

export async function addPeople({ customers }: AudienceOf, count: number, more: Partial<NewCustomer> = {}) {
  await customers.upsert(
    Array.from({ length: count }, (_, i) => ({
      id: `C-${i}`,
      addresses: {},
      consent: {},
      attributes: {},
      ...more,
    })),
  );
}

/** Files of the folder that belong to nothing: neither named, nor a lock. */
export function restsIn(path: string): readonly string[] {
  const named = filesOf(readManifest(path));
  return readdirSync(path).filter(
    (name) => name !== MANIFEST_FILE && !named.has(name) && !/^\w+\.lock(-journal)?$/.test(name),
  );
}

export function folderWithin(path: string, name: string): string {
  const folder = join(path, name);
  mkdirSync(folder);
  return folder;
}
