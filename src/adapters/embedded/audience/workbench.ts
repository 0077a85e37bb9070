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

/** Writes what `select` gives into a new file. Groups of 122,880 rows, each with its least and greatest values, are what readers skip by. */
export async function makeParquet(bench: Workbench, what: string, select: string): Promise<PlacedFile> {
  const name = bench.folder.newName(what, 'parquet');
  const path = bench.work.file(name);
  const rows = await bench.duck.number(
    `COPY (${select}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
  );
  return { name, path, rows };
}

/** As the manifest names it. */
export function named({ name, rows }: ParquetFile): ParquetFile {
  return { name, rows };
}
