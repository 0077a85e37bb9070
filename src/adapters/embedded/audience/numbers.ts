import { Failure } from '../../../kernel/failure.ts';
import { parquet } from './duckdb.ts';
import type { Manifest, NumberedKind } from './manifest.ts';
import { makeParquet, type PlacedFile, named, type Workbench } from './workbench.ts';

/** Four bytes, signed, as Athena has no others. */
const LAST_NUMBER = 2 ** 31 - 1;
/** More files than this become one. */
const MOST_FILES = 8;

const COLUMNS = { people: 'customer_id', skus: 'sku' } as const satisfies Record<NumberedKind, string>;

/**
 * Gives a number to everybody in the view `staged` who has none, for good, and leaves all numbers in tables `people` and `skus`.
 * A number without anything that uses it is seen by nobody, so it may be given before the rest is there.
 */
export async function giveNumbers(bench: Workbench, kinds: readonly NumberedKind[]): Promise<void> {
  await bench.folder.change(async (manifest) => {
    const made: PlacedFile[] = [];
    const changes: Partial<Pick<Manifest, NumberedKind>> = {};
    for (const kind of kinds) {
      await loadNumbers(bench, kind, manifest);
      const file = await addNumbers(bench, kind, manifest);
      if (file === undefined) continue;
      const last = manifest[kind].last + file.rows;
      const merged = manifest[kind].files.length < MOST_FILES ? undefined : await mergeNumbers(bench, kind);
      const files = merged === undefined ? [...manifest[kind].files, named(file)] : [named(merged)];
      changes[kind] = { files, last };
      made.push(merged ?? file);
    }
    return made.length === 0 ? undefined : { manifest: { ...manifest, ...changes }, made };
  });
}

async function loadNumbers(
  { duck, folder }: Workbench,
  kind: NumberedKind,
  manifest: Manifest,
): Promise<void> {
  const paths = manifest[kind].files.map((file) => folder.pathOf(file));
  await duck.rows(`CREATE OR REPLACE TEMP TABLE ${kind} (number INTEGER, ${COLUMNS[kind]} VARCHAR)`);
  if (paths.length > 0)
    await duck.rows(`INSERT INTO ${kind} SELECT number, ${COLUMNS[kind]} FROM ${parquet(paths)}`);
}

async function addNumbers(
  bench: Workbench,
  kind: NumberedKind,
  manifest: Manifest,
): Promise<PlacedFile | undefined> {
  const { last } = manifest[kind];
  const column = COLUMNS[kind];
  const file = await makeParquet(
    bench,
    kind,
    `SELECT (${last} + row_number() OVER ())::INTEGER AS number, ${column}
     FROM (SELECT DISTINCT ${column} FROM staged) ANTI JOIN ${kind} USING (${column})`,
  );
  if (file.rows === 0) return undefined;
  if (last + file.rows > LAST_NUMBER) {
    throw new Failure(
      'unsupported',
      `A workspace holds at most ${LAST_NUMBER} customers and as many products: split the files over two.`,
    );
  }
  await bench.duck.rows(`INSERT INTO ${kind} SELECT number, ${column} FROM ${parquet([file.path])}`);
  return file;
}

function mergeNumbers(bench: Workbench, kind: NumberedKind): Promise<PlacedFile> {
  return makeParquet(bench, kind, `SELECT number, ${COLUMNS[kind]} FROM ${kind} ORDER BY number`);
}
