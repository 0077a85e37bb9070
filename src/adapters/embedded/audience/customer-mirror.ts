import type { CustomerStore } from '../../../audience/customer-store.ts';
import type { AudienceFolder } from './audience-folder.ts';
import { CustomerColumns } from './customer-columns.ts';
import { parquet } from './duckdb.ts';
import { giveNumbers } from './numbers.ts';
import { TextStage } from './text-stage.ts';
import { writeWords } from './words-file.ts';
import { closeWorkbench, makeParquet, named, openWorkbench, type Workbench } from './workbench.ts';

const BATCH = 2_000;

type CustomerList = Pick<CustomerStore, 'revision' | 'stream'>;

/** The customer list as columns. It is made anew whenever the list has changed, by whoever asks first. */
export class CustomerMirror {
  readonly #folder: AudienceFolder;
  readonly #customers: CustomerList;

  constructor(folder: AudienceFolder, customers: CustomerList) {
    this.#folder = folder;
    this.#customers = customers;
  }

  async refresh(): Promise<void> {
    if (await this.#isFresh()) return;
    const work = await this.#folder.waitForWork('customers');
    try {
      // Whoever had the lock has perhaps done it.
      if (await this.#isFresh()) return;
      const bench = await openWorkbench(this.#folder, work);
      try {
        await this.#rebuild(bench);
      } finally {
        closeWorkbench(bench);
      }
    } finally {
      work.close();
    }
  }

  async #isFresh(): Promise<boolean> {
    return this.#folder.manifest().customers?.revision === (await this.#customers.revision());
  }

  /** The revision is that of the beginning: what changes meanwhile makes the next one do it again. */
  async #rebuild(bench: Workbench): Promise<void> {
    const revision = await this.#customers.revision();
    const columns = new CustomerColumns();
    const staged = await this.#stage(bench, columns);
    const file = staged.length === 0 ? undefined : await makeCustomers(bench, staged);
    const words = bench.folder.newName('words', 'json');
    const path = bench.work.file(words);
    writeWords(path, columns.words());
    await this.#folder.change(async (manifest) => ({
      manifest: {
        ...manifest,
        customers: {
          revision,
          words,
          attributes: [...columns.attributes()],
          ...(file !== undefined && { file: named(file) }),
        },
      },
      made: [{ path, name: words }, ...(file === undefined ? [] : [file])],
    }));
  }

  async #stage({ duck, work }: Workbench, columns: CustomerColumns): Promise<readonly string[]> {
    const stage = new TextStage(duck, work, 'staged');
    for await (const batch of this.#customers.stream(BATCH)) {
      let text = '';
      let before = columns.columns;
      for (const customer of batch) {
        const row = columns.row(customer);
        if (columns.columns !== before) {
          await stage.write(before, text);
          text = '';
          before = columns.columns;
        }
        text += row;
      }
      await stage.write(before, text);
    }
    return stage.finish();
  }
}

/** In the order of the list: sorting by id would cost 11 s and 400 MB for 1,000,000, and a question sorts only those it finds. */
async function makeCustomers(bench: Workbench, staged: readonly string[]) {
  await bench.duck.rows(
    `CREATE TEMP VIEW staged AS SELECT * FROM ${parquet(staged, ', union_by_name = true')}`,
  );
  await giveNumbers(bench, ['people']);
  return makeParquet(
    bench,
    'customers',
    'SELECT p.number, s.* FROM staged s JOIN people p USING (customer_id)',
  );
}
