import type { UpsertCount } from '../../../audience/customer-store.ts';
import type { RecordWriter } from '../../../audience/record-store.ts';
import type { Product } from '../../../audience/records.ts';
import { parquet } from './duckdb.ts';
import { giveNumbers } from './numbers.ts';
import { mergeProducts, PRODUCT_COLUMNS, productRow } from './products.ts';
import { TextStage } from './text-stage.ts';
import { closeWorkbench, type Workbench } from './workbench.ts';

/** One import of the catalogue. */
export class ProductWriter implements RecordWriter<Product> {
  readonly #bench: Workbench;
  readonly #stage: TextStage;
  #rows = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
    this.#stage = new TextStage(bench.duck, bench.work, 'staged');
  }

  async add(rows: readonly Product[]): Promise<void> {
    if (rows.length === 0) return;
    const text = rows.map((product) => productRow(product, this.#rows++, true)).join('');
    await this.#stage.write(PRODUCT_COLUMNS, text);
  }

  async commit(): Promise<UpsertCount> {
    try {
      const files = await this.#stage.finish();
      return files.length === 0 ? { added: 0, updated: 0 } : await this.#take(files);
    } finally {
      closeWorkbench(this.#bench);
    }
  }

  async discard(): Promise<void> {
    await this.#stage.discard();
    closeWorkbench(this.#bench);
  }

  async #take(files: readonly string[]): Promise<UpsertCount> {
    const { duck, folder } = this.#bench;
    await duck.rows(`CREATE TEMP VIEW staged AS SELECT * FROM ${parquet(files)}`);
    await giveNumbers(this.#bench, ['skus']);
    let updated = 0;
    await folder.change(async (manifest) => {
      const merged = await mergeProducts(this.#bench, manifest, files);
      updated = merged.updated;
      return { manifest: { ...manifest, ...merged.change }, made: [merged.made] };
    });
    return { added: (await duck.number('SELECT count(DISTINCT sku) FROM staged')) - updated, updated };
  }
}
