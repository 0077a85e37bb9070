import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askProduct, makeForProduct } from './audience/product-side.ts';
import { askSqlite, makeForSqlite } from './audience/sqlite-side.ts';
import type { Size } from './audience/retailer.ts';

/**
 * `bench/audience.ts [--customers N] [--purchases N]`: counts and ids of five questions, through the product's import, mirrors and index,
 * beside SQLite with indexes made for them, once with the ids of the files and once with numbers. Each step is a process of its own.
 */
const STEPS = {
  makeForProduct,
  makeForSqlite: (path: string, of: Size) => makeForSqlite(path, of, 'INTEGER'),
  makeForSqliteTexts: (path: string, of: Size) => makeForSqlite(path, of, 'TEXT'),
  askProduct,
  askSqlite: (path: string) => askSqlite(path, 'INTEGER'),
  askSqliteTexts: (path: string) => askSqlite(path, 'TEXT'),
};
type Step = keyof typeof STEPS;

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    purchases: { type: 'string', default: '10000000' },
    step: { type: 'string' },
    folder: { type: 'string' },
  },
});
const size: Size = { customers: Number(values.customers), purchases: Number(values.purchases) };

function runStep(step: Step, folder: string): unknown {
  const args = [
    '--step',
    step,
    '--folder',
    folder,
    '--customers',
    String(size.customers),
    '--purchases',
    String(size.purchases),
  ];
  const output = execFileSync(process.execPath, [...process.execArgv, import.meta.filename, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

function runAll(): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-bench-'));
  try {
    const before = loadavg();
    const made = {
      product: runStep('makeForProduct', folder),
      sqlite: runStep('makeForSqlite', folder),
      sqliteTexts: runStep('makeForSqliteTexts', folder),
    };
    const product = runStep('askProduct', folder);
    const [sqlite, sqliteTexts] = [runStep('askSqlite', folder), runStep('askSqliteTexts', folder)];
    const timesFaster = { sqlite: compared(product, sqlite), sqliteTexts: compared(product, sqliteTexts) };
    const asked = { product, sqlite, sqliteTexts };
    return { ...size, load: { before, after: loadavg() }, made, asked, timesFaster };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** SQLite's warm count for each of the product's. */
function compared(product: unknown, sqlite: unknown) {
  const names = typeof product === 'object' && product !== null ? Object.keys(product) : [];
  const pairs = names.map((name) => [name, warmOf(sqlite, name) / warmOf(product, name)] as const);
  return Object.fromEntries(pairs.filter(([, times]) => !Number.isNaN(times)));
}

function warmOf(side: unknown, question: string): number {
  const figures = propertyOf(side, question);
  const value = propertyOf(figures, 'countWarmMs');
  return typeof value === 'number' ? value : Number.NaN;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

const { step, folder } = values;
const work = Object.entries(STEPS).find(([name]) => name === step)?.[1];
const result = work === undefined || folder === undefined ? runAll() : await work(folder, size);
console.log(JSON.stringify(result));
