import { buyersOf, buyersOfEach } from '../../../audience/sql/buyers.ts';
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
  const isKept = before?.hasSums === true && !hasReplaced;
  const added = isKept ? files.filter(({ name }) => !known.has(name)) : files;
  const earlier = isKept ? `FROM ${parquet([folder.pathOf(before.file)])} UNION ALL ` : '';
  const rows = `${earlier}${buyersOfEach(parquet(added.map(({ path }) => path)))}`;
  const made = await makeParquet(bench, 'buyers', buyersOf(rows));
  const newestAt = await duck.number(`SELECT max(last_at) FROM ${parquet([made.path])}`);
  return { made, change: { buyers: { file: named(made), newestAt, hasSums: true } } };
}
