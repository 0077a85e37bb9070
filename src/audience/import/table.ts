import type { Cell } from './raw-row.ts';

/** The rows of a file that brings types and the names of its columns: Parquet. */
export interface Table {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** In the order of the file; iterate it once. What is not there is `''`. @throws Failure `file_invalid` where the file is damaged. */
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>;
}
