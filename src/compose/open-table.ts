import { resolve } from 'node:path';
import type { Table } from '../audience/import/table.ts';

/** Opens a Parquet file. DuckDB is loaded only for it: that takes 50 ms, which other commands need not wait for. @throws Failure `file_invalid`. */
export async function openTable(path: string): Promise<Table & { close(): void }> {
  const { ParquetFile } = await import('../adapters/embedded/parquet-file.ts');
  return ParquetFile.open(resolve(path), path);
}
