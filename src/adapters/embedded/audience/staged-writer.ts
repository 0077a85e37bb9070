import type { UpsertCount } from '../../../audience/customer-store.ts';
import type { RecordWriter } from '../../../audience/record-store.ts';
import { parquet } from './duckdb.ts';
import { type StagedColumn, TextStage } from './text-stage.ts';
import { closeWorkbench, type Workbench } from './workbench.ts';

/** What came in with one import: Parquet files, which are also the view `staged`. */
export interface Staged {
  readonly files: readonly string[];
  readonly rows: number;
}

/** What one kind of record is. */
export interface StagedKind<T> {
  readonly columns: readonly StagedColumn[];
  /** A row of text; `nth` is its place in the import. */
  readonly row: (record: T, nth: number) => string;
  /** Takes over what came in, all of it or nothing. */
  readonly take: (staged: Staged) => Promise<UpsertCount>;
}

/** One import: rows are staged as they come, taken over at once, and the workbench is closed whatever happens. */
export class StagedWriter<T> implements RecordWriter<T> {
  readonly #bench: Workbench;
  readonly #kind: StagedKind<T>;
  readonly #stage: TextStage;
  #rows = 0;

  constructor(bench: Workbench, kind: StagedKind<T>) {
    this.#bench = bench;
    this.#kind = kind;
    this.#stage = new TextStage(bench.duck, bench.work, 'staged');
  }

  async add(records: readonly T[]): Promise<void> {
    if (records.length === 0) return;
    let text = '';
    for (const record of records) text += this.#kind.row(record, this.#rows++);
    await this.#stage.write(this.#kind.columns, text);
  }

  async commit(): Promise<UpsertCount> {
    try {
      const files = await this.#stage.finish();
      if (files.length === 0) return { added: 0, updated: 0 };
      await this.#bench.duck.rows(`CREATE TEMP VIEW staged AS SELECT * FROM ${parquet(files)}`);
      return await this.#kind.take({ files, rows: this.#rows });
    } finally {
      closeWorkbench(this.#bench);
    }
  }

  async discard(): Promise<void> {
    await this.#stage.discard();
    closeWorkbench(this.#bench);
  }
}
