import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { AudienceFolder, WorkFolder } from './audience-folder.ts';
import { Duck, quoted } from './duckdb.ts';
import type { ParquetFile } from './manifest.ts';

/** DuckDB's share of the memory of an import; the rest goes to the disk. */
const MEMORY = '400MB';
/** Each has buffers of its own, which have to fit into the memory. */
const MOST_THREADS = 4;

/** What a work on the audience's files has at hand. */
export interface Workbench {
  readonly folder: AudienceFolder;
  readonly work: WorkFolder;
  readonly duck: Duck;
}

/** A file and where it lies: a new one in the work's folder. */
export interface PlacedFile extends ParquetFile {
  readonly path: string;
}

export async function openWorkbench(folder: AudienceFolder, work: WorkFolder): Promise<Workbench> {
  const duck = await Duck.open(work.file('spill'), MEMORY);
  await duck.rows(`SET threads = ${Math.min(MOST_THREADS, availableParallelism())}`);
  return { folder, work, duck };
}

/** More than once is as good as once. */
export function closeWorkbench({ duck, work }: Workbench): void {
  duck.close();
  work.close();
}

/** Rows that are compressed together and skipped together, by the least and greatest value of each column. */
const GROUP_ROWS = 122_880;
/** How many values a column may have in a group to be kept as places in a list of them. */
const LISTED_VALUES = GROUP_ROWS / 5;

type ParquetVersion = 'V1' | 'V2';

/**
 * Writes what `select` gives into a new file. V2 keeps whole numbers as differences: 2,500,000 rows of three columns are read in 41 ms
 * of processor time instead of 129, and are smaller. Fractions that are mostly distinct it writes as BYTE_STREAM_SPLIT, which Trino
 * reads since release 445 and Athena promises nowhere: a file with such a column is V1.
 */
export async function makeParquet(bench: Workbench, what: string, select: string): Promise<PlacedFile> {
  const made = await copyAs('V2', bench, what, select);
  const splits = await bench.duck.number(
    `SELECT count(*) FROM parquet_metadata(${quoted(made.path)}) WHERE contains(encodings, 'BYTE_STREAM_SPLIT')`,
  );
  if (splits === 0) return made;
  rmSync(made.path);
  return copyAs('V1', bench, what, select);
}

async function copyAs(
  version: ParquetVersion,
  { duck, folder, work }: Workbench,
  what: string,
  select: string,
): Promise<PlacedFile> {
  const name = folder.newName(what, 'parquet');
  const path = work.file(name);
  const rows = await duck.number(
    `COPY (${select}) TO ${quoted(path)} (FORMAT parquet, PARQUET_VERSION ${version}, COMPRESSION zstd,
     ROW_GROUP_SIZE ${GROUP_ROWS}, DICTIONARY_SIZE_LIMIT ${LISTED_VALUES})`,
  );
  return { name, path, rows };
}

/** As the manifest names it. */
export function named({ name, rows }: ParquetFile): ParquetFile {
  return { name, rows };
}
