import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AudienceSchema } from '../../../audience/sql/schema.ts';
import type { Vocabulary } from '../../../audience/vocabulary.ts';
import type { Random } from '../../../kernel/random.ts';
import type { AudienceFolder, MadeFile, WorkFolder } from './audience-folder.ts';
import { filesOf, MANIFEST_FILE, type Manifest, type ParquetFile } from './manifest.ts';
import { Snapshots } from './snapshots.ts';
import { schemaOf, tableFiles } from './views.ts';

/**
 * Makes the folder what `manifest` says, whatever it was. A name is given once and what it names never changes, so only files that are not
 * there are fetched.
 */
export async function takeOver(
  folder: AudienceFolder,
  manifest: Manifest,
  work: WorkFolder,
  fetch: (files: readonly MadeFile[]) => Promise<void>,
): Promise<void> {
  await folder.change(async () => {
    const missing = [...filesOf(manifest)].filter((name) => !existsSync(join(folder.path, name)));
    const made = missing.map((name) => ({ name, path: work.file(name) }));
    await fetch(made);
    return { manifest, made };
  });
}

/** Everything of a folder, for somebody else to keep. */
export interface AudienceContents {
  readonly tables: Readonly<Record<keyof ReturnType<typeof tableFiles>, readonly MadeFile[]>>;
  /** What takes the next import, beside the tables: the numbers of customers and skus, words, and the manifest. */
  readonly others: readonly MadeFile[];
  readonly schema: AudienceSchema;
  readonly vocabulary: Omit<Vocabulary, 'campaigns'>;
}

/** @throws Failure `workspace_damaged`. */
export async function contentsOf(folder: AudienceFolder, random: Random): Promise<AudienceContents> {
  const manifest = folder.manifest();
  const { customers, products, purchases, buyers, carts, views, messages } = tableFiles(manifest);
  const placed = (files: readonly ParquetFile[]) =>
    files.map((file) => ({ name: file.name, path: folder.pathOf(file) }));
  const tables = {
    customers: placed(customers),
    products: placed(products),
    purchases: placed(purchases),
    buyers: placed(buyers),
    carts: placed(carts),
    views: placed(views),
    messages: placed(messages),
  };
  const inTables = new Set(Object.values(tables).flatMap((files) => files.map(({ name }) => name)));
  const others = [...filesOf(manifest), MANIFEST_FILE].filter((name) => !inTables.has(name));
  const snapshots = new Snapshots(folder, random);
  try {
    return {
      tables,
      others: others.map((name) => ({ name, path: join(folder.path, name) })),
      schema: schemaOf(manifest),
      vocabulary: await snapshots.withCurrent((snapshot) => snapshot.vocabulary()),
    };
  } finally {
    snapshots.close();
  }
}
