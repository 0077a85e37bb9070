import type { UpsertCount } from '../../../audience/customer-store.ts';
import { numberOf, parquet, textOf } from './duckdb.ts';
import { makeBuyers } from './buyers.ts';
import type { HistoryShape } from './history-shapes.ts';
import type { Manifest } from './manifest.ts';
import { giveNumbers } from './numbers.ts';
import { mergeProducts, PRODUCT_COLUMNS, productRow } from './products.ts';
import { makeSlices, mergeSmall } from './slices.ts';
import { type Staged, StagedWriter } from './staged-writer.ts';
import { TextStage } from './text-stage.ts';
import { type PlacedFile, named, type Workbench } from './workbench.ts';

/** One import of purchases, carts or views. 10,000,000 purchases: 60 s of processor time on two cores, at most 763 MB of memory. */
export function historyWriter<T>(bench: Workbench, shape: HistoryShape<T>): StagedWriter<T> {
  return new StagedWriter(bench, {
    columns: shape.staged,
    row: shape.row,
    take: (staged) => new HistoryImport(bench, shape).take(staged),
  });
}

class HistoryImport<T> {
  readonly #bench: Workbench;
  readonly #shape: HistoryShape<T>;

  constructor(bench: Workbench, shape: HistoryShape<T>) {
    this.#bench = bench;
    this.#shape = shape;
  }

  async take(staged: Staged): Promise<UpsertCount> {
    const { duck } = this.#bench;
    await giveNumbers(this.#bench, ['people', 'skus']);
    const superseded = await this.#findSuperseded();
    await duck.rows(
      `CREATE TEMP VIEW incoming AS SELECT ${this.#shape.stored}
       FROM staged s JOIN people p USING (customer_id) JOIN skus k USING (sku)
       ${superseded === 0 ? '' : 'ANTI JOIN superseded USING (nth)'}`,
    );
    const { kept, updated } = await this.#dropReplaced();
    const rows = staged.rows - superseded;
    const made = [...kept, ...(await makeSlices(this.#bench, this.#shape, 'incoming', rows, 'staged'))];
    await this.#publish(made, updated > 0);
    return { added: rows - updated, updated };
  }

  /** Rows that a later one of the same key replaces. The hashes find out cheaply that there are none: 10,000,000 keys in 2 s. */
  async #findSuperseded(): Promise<number> {
    const { stagedKey } = this.#shape;
    await this.#bench.duck.rows(
      `CREATE TEMP TABLE repeated AS SELECT hash(${stagedKey}) AS key_hash FROM staged GROUP BY 1 HAVING count(*) > 1`,
    );
    await this.#bench.duck.rows(
      `CREATE TEMP TABLE superseded AS SELECT nth FROM (
         SELECT nth, row_number() OVER (PARTITION BY ${stagedKey} ORDER BY nth DESC) AS place
         FROM staged WHERE hash(${stagedKey}) IN (SELECT key_hash FROM repeated)) WHERE place > 1`,
    );
    return this.#bench.duck.number('SELECT count(*) FROM superseded');
  }

  /** The files of earlier imports without what comes again. Only those that hold any of it are written anew. */
  async #dropReplaced(): Promise<{ readonly kept: readonly PlacedFile[]; readonly updated: number }> {
    const { duck, folder } = this.#bench;
    const { kind, storedKey, newKeys } = this.#shape;
    const files = folder.manifest()[kind].map((file) => ({ ...file, path: folder.pathOf(file) }));
    if (files.length === 0) return { kept: [], updated: 0 };
    const found = await duck.rows(
      `SELECT filename, count(*) FROM ${parquet(
        files.map(({ path }) => path),
        ', filename = true',
      )} SEMI JOIN (${newKeys}) USING (${storedKey})
       GROUP BY filename`,
    );
    const replaced = new Map(found.map(([path, rows]) => [textOf(path), numberOf(rows)]));
    const kept: PlacedFile[] = [];
    let updated = 0;
    for (const file of files) {
      const gone = replaced.get(file.path) ?? 0;
      updated += gone;
      if (gone === 0) kept.push(file);
      if (gone === 0 || gone === file.rows) continue;
      const all = parquet([file.path]);
      const rest = `(SELECT * FROM ${all} ANTI JOIN (${newKeys}) USING (${storedKey}))`;
      kept.push(...(await makeSlices(this.#bench, this.#shape, rest, file.rows - gone, all)));
    }
    return { kept, updated };
  }

  async #publish(files: readonly PlacedFile[], hasReplaced: boolean): Promise<void> {
    const { kind } = this.#shape;
    const { made, merged } = await mergeSmall(this.#bench, this.#shape, files);
    const all = [...files.filter(({ name }) => !merged.has(name)), ...made];
    const buyers = kind === 'purchases' ? await makeBuyers(this.#bench, files, hasReplaced) : undefined;
    await this.#bench.folder.change(async (manifest) => {
      const before = new Set(manifest[kind].map(({ name }) => name));
      const products = await this.#addProducts(manifest);
      return {
        manifest: { ...manifest, [kind]: all.map(named), ...buyers?.change, ...products?.change },
        made: [
          ...all.filter(({ name }) => !before.has(name)),
          ...(buyers === undefined ? [] : [buyers.made]),
          ...(products === undefined ? [] : [products.made]),
        ],
      };
    });
  }

  /** Skus that are in no catalogue yet are products all the same: without a name, until they are imported. */
  async #addProducts(manifest: Manifest) {
    const { duck, folder, work } = this.#bench;
    const known = manifest.products.map((file) => folder.pathOf(file));
    const unknown = known.length === 0 ? '' : ` ANTI JOIN (SELECT sku FROM ${parquet(known)}) USING (sku)`;
    const stage = new TextStage(duck, work, 'unlisted');
    let nth = 0;
    for await (const skus of duck.texts(`SELECT sku FROM (SELECT DISTINCT sku FROM staged)${unknown}`)) {
      const rows = skus.map((sku) => productRow({ sku, attributes: {} }, nth++, false));
      await stage.write(PRODUCT_COLUMNS, rows.join(''));
    }
    const staged = await stage.finish();
    return staged.length === 0 ? undefined : mergeProducts(this.#bench, manifest, staged);
  }
}
