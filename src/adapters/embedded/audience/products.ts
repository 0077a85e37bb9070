import { comparable } from '../../../audience/comparable.ts';
import type { Product } from '../../../audience/records.ts';
import { parquet } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { type StagedColumn, stagedRow, textCell } from './text-stage.ts';
import { type PlacedFile, makeParquet, named, type Workbench } from './workbench.ts';

/** Of the text that comes in; `listed` is whether it is of the catalogue. What lies in the file has `number` in the place of `nth`. */
export const PRODUCT_COLUMNS: readonly StagedColumn[] = [
  { name: 'nth', type: 'INTEGER' },
  { name: 'sku', type: 'VARCHAR' },
  { name: 'name', type: 'VARCHAR' },
  { name: 'category', type: 'VARCHAR' },
  { name: 'price', type: 'DOUBLE' },
  { name: 'currency', type: 'VARCHAR' },
  { name: 'attributes', type: 'VARCHAR' },
  { name: 'listed', type: 'BOOLEAN' },
  { name: 'sku_text', type: 'VARCHAR' },
  { name: 'name_text', type: 'VARCHAR' },
  { name: 'category_text', type: 'VARCHAR' },
];

export function productRow(product: Product, nth: number, listed: boolean): string {
  const { sku, name, category, price, currency, attributes } = product;
  return stagedRow([
    nth,
    textCell(sku),
    textCell(name),
    textCell(category),
    price ?? '',
    textCell(currency),
    textCell(JSON.stringify(attributes).toWellFormed()),
    String(listed),
    textCell(comparable(sku)),
    textCell(name === undefined ? undefined : comparable(name)),
    textCell(category === undefined ? undefined : comparable(category)),
  ]);
}

/** What becomes of the products when staged ones come: one file of all, and what of the manifest changes. Their numbers are in `skus`. */
export interface MergedProducts {
  readonly made: PlacedFile;
  readonly change: Pick<Manifest, 'products' | 'listed'>;
  /** How many of those that came were in the catalogue before. */
  readonly updated: number;
}

export async function mergeProducts(
  bench: Workbench,
  manifest: Manifest,
  staged: readonly string[],
): Promise<MergedProducts> {
  const { duck, folder } = bench;
  const [old] = manifest.products;
  await duck.rows(
    `CREATE OR REPLACE TEMP TABLE coming AS SELECT k.number, s.* EXCLUDE (nth)
     FROM (SELECT * FROM ${parquet(staged)} QUALIFY row_number() OVER (PARTITION BY sku ORDER BY nth DESC) = 1) s JOIN skus k USING (sku)`,
  );
  let updated = 0;
  let rest = '';
  if (old !== undefined) {
    const before = parquet([folder.pathOf(old)]);
    updated = await duck.number(
      `SELECT count(*) FROM ${before} SEMI JOIN coming USING (number) WHERE listed`,
    );
    rest = ` UNION ALL BY NAME SELECT * FROM ${before} ANTI JOIN coming USING (number)`;
  }
  const made = await makeParquet(
    bench,
    'products',
    `SELECT * FROM (SELECT * FROM coming${rest}) ORDER BY number`,
  );
  const listed = await duck.number(`SELECT count(*) FROM ${parquet([made.path])} WHERE listed`);
  return { made, change: { products: [named(made)], listed }, updated };
}
