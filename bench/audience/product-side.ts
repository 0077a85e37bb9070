import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AudienceFolder } from '../../src/adapters/embedded/audience/audience-folder.ts';
import { EmbeddedAudienceIndex } from '../../src/adapters/embedded/audience/audience-index.ts';
import { CustomerMirror } from '../../src/adapters/embedded/audience/customer-mirror.ts';
import { MessageMirror } from '../../src/adapters/embedded/audience/message-mirror.ts';
import { EmbeddedRecordStore } from '../../src/adapters/embedded/audience/record-store.ts';
import { Snapshots } from '../../src/adapters/embedded/audience/snapshots.ts';
import type { RecordKind, Records } from '../../src/audience/records.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { QUESTIONS } from './questions.ts';
import { batched, contacts, customers, NOW, PRODUCTS, sales, type Size } from './retailer.ts';
import { timed, type Figures, warm } from './timing.ts';

const ASKED = { at: NOW, zone: 'UTC' };

function openFolder(path: string): AudienceFolder {
  return new AudienceFolder(path, systemClock, systemRandom);
}

/** The product's own import, mirrors and index; only the lists they read are made up as they are read. */
function openIndex(folder: AudienceFolder, size: Size): EmbeddedAudienceIndex {
  const list = {
    revision: async () => 'bench',
    async *stream(batchSize: number) {
      yield* batched(customers(size), batchSize);
    },
  };
  const ledger = {
    revision: async () => 'bench',
    async *sentMessages(_: string, batchSize: number) {
      yield* batched(contacts(size), batchSize);
    },
  };
  const mirror = new CustomerMirror(folder, list);
  return new EmbeddedAudienceIndex({
    snapshots: new Snapshots(folder, systemRandom),
    customers: mirror,
    messages: new MessageMirror(folder, ledger, mirror),
    campaigns: async () => [{ id: 'autumn', name: 'Autumn' }],
  });
}

export async function makeForProduct(path: string, size: Size): Promise<Figures> {
  const folder = openFolder(path);
  const store = new EmbeddedRecordStore(folder);
  const productsMs = await timed(() => importAll(store, 'products', PRODUCTS));
  const purchasesMs = await timed(() => importAll(store, 'purchases', sales(size)));
  const index = openIndex(folder, size);
  const mirrorsMs = await timed(() => index.count({ all: true }, ASKED));
  index.close();
  const files = readdirSync(folder.path);
  return {
    importSeconds: (productsMs + purchasesMs) / 1000,
    purchasesPerSecond: Math.round((size.purchases / purchasesMs) * 1000),
    mirrorSeconds: mirrorsMs / 1000,
    megabytes: Math.round(files.reduce((sum, name) => sum + statSync(join(folder.path, name)).size, 0) / 1e6),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function importAll<K extends RecordKind>(
  store: EmbeddedRecordStore,
  kind: K,
  all: Iterable<Records[K]>,
) {
  const writer = await store.begin(kind);
  for (const batch of batched(all, 5_000)) await writer.add(batch);
  await writer.commit();
}

export async function askProduct(path: string, size: Size): Promise<Figures> {
  const index = openIndex(openFolder(path), size);
  const figures: Record<string, Figures> = {};
  for (const [name, { query }] of Object.entries(QUESTIONS)) {
    let count = 0;
    const firstMs = await timed(async () => {
      count = await index.count(query, ASKED);
    });
    const counted = await warm(() => index.count(query, ASKED));
    figures[name] = { count, countFirstMs: firstMs, ...counted, ...(await stream(index, name)) };
  }
  index.close();
  return { ...figures, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) };
}

/** As many ids as a campaign takes. */
const ENOUGH = 200_000;

async function stream(index: EmbeddedAudienceIndex, name: string): Promise<Figures> {
  const { query } = QUESTIONS[name] ?? {};
  if (query === undefined) return {};
  let ids = 0;
  let firstMs = 0;
  let enoughMs = 0;
  const began = performance.now();
  for await (const batch of index.ids(query, ASKED, 2_000)) {
    firstMs ||= performance.now() - began;
    ids += batch.length;
    if (ids >= ENOUGH) enoughMs ||= performance.now() - began;
  }
  const ms = performance.now() - began;
  return {
    ids,
    firstIdsMs: firstMs,
    allIdsMs: ms,
    idsPerSecond: Math.round((ids / ms) * 1000),
    ...(enoughMs > 0 && {
      twoHundredThousandMs: enoughMs,
      ofThosePerSecond: Math.round((ENOUGH / enoughMs) * 1000),
    }),
  };
}
