import { buyersOf } from '../../../audience/sql/buyers.ts';
import { parquet } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { makeParquet, named, type PlacedFile, type Workbench } from './workbench.ts';

export interface MadeBuyers {
  readonly made: PlacedFile;
  readonly change: Required<Pick<Manifest, 'buyers'>>;
}

/**
 * The table `buyers` of all purchases, which lie in `files`. Where none of the earlier ones was replaced, those that are new are added to
 * what there was: of 10,000,000 all anew take 2.4 s of processor time.
 */
export async function makeBuyers(
  bench: Workbench,
  files: readonly PlacedFile[],
  hasReplaced: boolean,
): Promise<MadeBuyers> {
  const { duck, folder } = bench;
  const { buyers: before, purchases } = folder.manifest();
  const known = new Set(purchases.map(({ name }) => name));
  const source =
    before === undefined || hasReplaced
      ? parquet(files.map(({ path }) => path))
      : timesIn(
          folder.pathOf(before.file),
          files.filter(({ name }) => !known.has(name)),
        );
  const made = await makeParquet(bench, 'buyers', buyersOf(source));
  const newestAt = await duck.number(`SELECT max(last_at) FROM ${parquet([made.path])}`);
  return { made, change: { buyers: { file: named(made), newestAt } } };
}

/** Of who bought: the first and the last time before, and each time now. */
function timesIn(buyers: string, files: readonly PlacedFile[]): string {
  const before = `SELECT customer, unnest([first_at, last_at]) AS "at" FROM ${parquet([buyers])}`;
  return `(${before} UNION ALL SELECT customer, "at" FROM ${parquet(files.map(({ path }) => path))})`;
}
