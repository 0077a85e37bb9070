import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RECORD_KINDS, type RecordKind } from '../../../audience/records.ts';
import { Failure } from '../../../kernel/failure.ts';
import { syncFolder } from './durable-file.ts';

/** The one file that says which others count: what it does not name is nobody's. */
export const MANIFEST_FILE = 'manifest.json';
const VERSION = 1;

const parquetFile = z.strictObject({ name: z.string().regex(/^[a-z0-9-]+\.parquet$/), rows: z.int().min(0) });
const numbers = z.strictObject({ files: z.array(parquetFile), last: z.int().min(0) });
const column = z
  .string()
  .regex(/^[a-z0-9_]+$/)
  .exactOptional();
const attribute = z.strictObject({
  name: z.string(),
  text: column,
  number: column,
  time: column,
  list: column,
});

const manifestSchema = z.strictObject({
  version: z.literal(VERSION),
  /** The number of every customer_id, and of every sku, that ever came. */
  people: numbers,
  skus: numbers,
  products: z.array(parquetFile),
  purchases: z.array(parquetFile),
  /**
   * Of all purchases; absent where there are none, or where a version without it took them in. `newestAt`: epoch ms. `hasSums`: absent where
   * a version made it that kept times alone.
   */
  buyers: z
    .strictObject({ file: parquetFile, newestAt: z.int(), hasSums: z.literal(true).exactOptional() })
    .exactOptional(),
  carts: z.array(parquetFile),
  views: z.array(parquetFile),
  /** How many of the products are of the catalogue; the others were only bought, carted or viewed. */
  listed: z.int().min(0),
  /** The copy of the customer list, and the revision it is of. */
  customers: z
    .strictObject({
      revision: z.string(),
      file: parquetFile.exactOptional(),
      words: z.string().regex(/^[a-z0-9-]+\.json$/),
      attributes: z.array(attribute),
    })
    .exactOptional(),
  /** The copies of what was sent, one a campaign. */
  messages: z.array(
    z.strictObject({ campaign: z.string(), revision: z.string(), file: parquetFile.exactOptional() }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ParquetFile = z.infer<typeof parquetFile>;
export type NumberedKind = 'people' | 'skus';

export const EMPTY_MANIFEST: Manifest = {
  version: VERSION,
  people: { files: [], last: 0 },
  skus: { files: [], last: 0 },
  products: [],
  purchases: [],
  carts: [],
  views: [],
  listed: 0,
  messages: [],
};

/** Of the folder; an empty one where nothing was imported yet. @throws Failure `workspace_damaged`, `workspace_newer`. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return EMPTY_MANIFEST;
    throw error;
  }
  return parseManifest(text, folder);
}

/** @throws Failure `workspace_damaged`, `workspace_newer`. */
export function parseManifest(text: string, folder: string): Manifest {
  const read = manifestSchema.safeParse(jsonOf(text));
  if (read.success) return read.data;
  const newer = z.looseObject({ version: z.int().min(VERSION + 1) }).safeParse(jsonOf(text));
  if (newer.success) {
    throw new Failure(
      'workspace_newer',
      `The audience files in ${folder} were written by a newer version of cpaas: use that version.`,
    );
  }
  throw new Failure(
    'workspace_damaged',
    `${join(folder, MANIFEST_FILE)} is damaged; nothing was changed: put a backup in its place, or remove ${folder} and import products, purchases, carts and views again.`,
  );
}

/** Replaces it as a whole: readers see the old or the new one, and after a loss of power there is one of them. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const path = join(folder, MANIFEST_FILE);
  const next = `${path}.next`;
  writeFileSync(next, `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
  renameSync(next, path);
  syncFolder(folder);
}

/** Every file that it names. */
export function filesOf(manifest: Manifest): ReadonlySet<string> {
  const parquet = [
    ...manifest.people.files,
    ...manifest.skus.files,
    ...RECORD_KINDS.flatMap((kind) => manifest[kind]),
    ...(manifest.buyers === undefined ? [] : [manifest.buyers.file]),
    ...(manifest.customers?.file === undefined ? [] : [manifest.customers.file]),
    ...manifest.messages.flatMap(({ file }) => file ?? []),
  ];
  const words = manifest.customers === undefined ? [] : [manifest.customers.words];
  return new Set([...parquet.map(({ name }) => name), ...words]);
}

export function rowsOfKind(manifest: Manifest, kind: RecordKind): number {
  return kind === 'products' ? manifest.listed : manifest[kind].reduce((sum, { rows }) => sum + rows, 0);
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
