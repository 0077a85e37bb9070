import { expect, test } from 'vitest';
import { VIEWS } from '../../src/adapters/embedded/audience/history-shapes.ts';
import { makeSlices } from '../../src/adapters/embedded/audience/slices.ts';
import {
  closeWorkbench,
  makeParquet,
  openWorkbench,
  type Workbench,
} from '../../src/adapters/embedded/audience/workbench.ts';
import { openAudienceOf } from './audience-workspace.ts';
import { temporaryFolder } from './used-workspace.ts';

/** At a workbench of a new workspace. */
async function atWorkbench(use: (bench: Workbench) => Promise<void>): Promise<void> {
  using workspace = temporaryFolder();
  const { folder } = openAudienceOf(workspace.path);
  const work = folder.startWork('views');
  if (work === undefined) throw new Error('A new workspace is busy.');
  const bench = await openWorkbench(folder, work);
  try {
    await use(bench);
  } finally {
    closeWorkbench(bench);
  }
}

async function encodingsOf({ duck }: Workbench, path: string): Promise<readonly unknown[]> {
  const rows = await duck.rows(
    `SELECT DISTINCT path_in_schema || ' ' || encodings FROM parquet_metadata('${path}') ORDER BY 1`,
  );
  return rows.flat();
}

test('whole numbers lie as differences', async () => {
  await atWorkbench(async (bench) => {
    const { path } = await makeParquet(bench, 'views', 'SELECT range AS n FROM range(50000)');
    expect(await encodingsOf(bench, path)).toEqual(['n DELTA_BINARY_PACKED']);
  });
});

test('fractions lie as Athena reads them, also where hardly any is like another or there are none', async () => {
  await atWorkbench(async (bench) => {
    for (const fraction of ['range / 3', 'NULL::DOUBLE', '(range % 10) / 3']) {
      const { path, rows } = await makeParquet(bench, 'views', `SELECT ${fraction} AS f FROM range(50000)`);
      expect(rows).toBe(50_000);
      expect((await encodingsOf(bench, path)).join()).toMatch(/^f (PLAIN|\w+_DICTIONARY)$/);
      expect(await bench.duck.number(`SELECT count(*) FROM '${path}'`)).toBe(50_000);
    }
  });
});

test('files follow each other in time, so do their parts, and in a part lies customer by customer', async () => {
  await atWorkbench(async (bench) => {
    const source = '(SELECT range % 97 AS customer, 1 AS product, range AS "at" FROM range(6000))';
    // As many as make two files of three parts each.
    const files = await makeSlices(bench, VIEWS, source, 3_000_000);
    expect(files.length).toBe(2);
    let latest = -1;
    for (const { path } of files) {
      const rows = await bench.duck.rows(`SELECT customer::INTEGER, "at"::INTEGER FROM '${path}'`);
      const parts = partsOf(rows.map(([customer, at]) => ({ customer: Number(customer), at: Number(at) })));
      expect(parts.length).toBe(3);
      for (const times of parts) {
        expect(Math.min(...times)).toBe(latest + 1);
        latest = Math.max(...times);
      }
    }
    expect(latest).toBe(5_999);
  });
});

/** The times of each run of rows in which customers ascend. */
function partsOf(rows: readonly { readonly customer: number; readonly at: number }[]): readonly number[][] {
  const parts: number[][] = [];
  let before = Number.POSITIVE_INFINITY;
  for (const { customer, at } of rows) {
    if (customer < before) parts.push([]);
    parts.at(-1)?.push(at);
    before = customer;
  }
  return parts;
}
