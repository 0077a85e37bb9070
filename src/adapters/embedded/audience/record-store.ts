import type { RecordStore, RecordWriter } from '../../../audience/record-store.ts';
import type { RecordKind, Records } from '../../../audience/records.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { AudienceFolder } from './audience-folder.ts';
import { CARTS, PURCHASES, VIEWS } from './history-shapes.ts';
import { historyWriter } from './history-writer.ts';
import { rowsOfKind } from './manifest.ts';
import { productWriter } from './product-writer.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const WRITERS: { readonly [K in RecordKind]: (bench: Workbench) => RecordWriter<Records[K]> } = {
  products: productWriter,
  purchases: (bench) => historyWriter(bench, PURCHASES),
  carts: (bench) => historyWriter(bench, CARTS),
  views: (bench) => historyWriter(bench, VIEWS),
};

/** Catalogue, purchases, carts and views in Parquet files: see sql/schema.ts for their columns. */
export class EmbeddedRecordStore implements RecordStore {
  readonly #folder: AudienceFolder;

  constructor(folder: AudienceFolder) {
    this.#folder = folder;
  }

  async begin<K extends RecordKind>(kind: K): Promise<RecordWriter<Records[K]>> {
    // A damaged manifest is found before the file is read.
    this.#folder.manifest();
    const work = this.#folder.startWork(kind);
    if (work === undefined) {
      throw new Failure(
        'workspace_busy',
        `Another process is importing ${kind} into ${this.#folder.path}: wait until it ends, and try again.`,
      );
    }
    try {
      return WRITERS[kind](await openWorkbench(this.#folder, work));
    } catch (error) {
      work.close();
      throw error;
    }
  }

  async count(kind: RecordKind): Promise<number> {
    return rowsOfKind(this.#folder.manifest(), kind);
  }
}
