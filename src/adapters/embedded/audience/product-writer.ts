import type { UpsertCount } from '../../../audience/customer-store.ts';
import type { Product } from '../../../audience/records.ts';
import { giveNumbers } from './numbers.ts';
import { mergeProducts, PRODUCT_COLUMNS, productRow } from './products.ts';
import { type Staged, StagedWriter } from './staged-writer.ts';
import type { Workbench } from './workbench.ts';

/** One import of the catalogue. */
export function productWriter(bench: Workbench): StagedWriter<Product> {
  return new StagedWriter(bench, {
    columns: PRODUCT_COLUMNS,
    row: (product, nth) => productRow(product, nth, true),
    take: (staged) => takeProducts(bench, staged),
  });
}

async function takeProducts(bench: Workbench, { files }: Staged): Promise<UpsertCount> {
  await giveNumbers(bench, ['skus']);
  let updated = 0;
  await bench.folder.change(async (manifest) => {
    const merged = await mergeProducts(bench, manifest, files);
    updated = merged.updated;
    return { manifest: { ...manifest, ...merged.change }, made: [merged.made] };
  });
  return { added: (await bench.duck.number('SELECT count(DISTINCT sku) FROM staged')) - updated, updated };
}
