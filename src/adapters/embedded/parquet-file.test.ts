import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { importCustomers } from '../../audience/import/import-customers.ts';
import { importRecords } from '../../audience/import/import-records.ts';
import type { Cell } from '../../audience/import/raw-row.ts';
import type { RecordStore } from '../../audience/record-store.ts';
import { MemoryCustomerStore } from '../memory/customer-store.ts';
import { ParquetFile } from './parquet-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'cpaas-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function makeParquet(name: string, select: string): Promise<string> {
  const path = join(folder, name);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
  );
  connection.closeSync();
  instance.closeSync();
  return path;
}

async function readAll(path: string) {
  const file = await ParquetFile.open(path, 'list.parquet');
  try {
    const rows: (readonly Cell[])[] = [];
    for await (const batch of file.rows) rows.push(...batch);
    return { columns: file.columns, rowCount: file.rowCount, rows };
  } finally {
    file.close();
  }
}

const NO_REJECTS = { write: async () => undefined };

test('every type becomes a plain value', async () => {
  const path = await makeParquet(
    'types.parquet',
    `SELECT true AS b, 7::TINYINT AS small, 9007199254740993::BIGINT AS large, 12::BIGINT AS whole, 1.5::DOUBLE AS d,
      'nan'::DOUBLE AS nothing, 12.34::DECIMAL(10,2) AS price, 12345678901234567890::DECIMAL(20,0) AS number, 'x' AS text,
      DATE '2026-03-31' AS day, TIMESTAMP '2026-03-31 12:00:00.25' AS at, TIMESTAMPTZ '2026-03-31 12:00:00+02' AS zoned,
      ['a', NULL, 'b'] AS list, [DATE '2026-03-31'] AS days, {'city': 'Lisbon', 'geo': {'lat': 38.7}} AS home,
      {'tier': 'gold'} AS attributes, MAP {'k': 1} AS map, 'red'::ENUM('red') AS colour,
      '0f8fad5b-d9cb-469f-a165-70867728950e'::UUID AS u, NULL::INTEGER AS missing`,
  );
  const { columns, rows } = await readAll(path);
  expect(Object.fromEntries(columns.map((name, i) => [name, rows[0]?.[i]]))).toEqual({
    b: true,
    small: 7,
    large: '9007199254740993',
    whole: 12,
    d: 1.5,
    nothing: '',
    price: 12.34,
    number: '12345678901234567890',
    text: 'x',
    day: '2026-03-31',
    at: '2026-03-31 12:00:00.25',
    zoned: '2026-03-31 10:00:00Z',
    list: ['a', 'b'],
    days: ['2026-03-31'],
    home_city: 'Lisbon',
    home_geo_lat: 38.7,
    tier: 'gold',
    map: '{k=1}',
    colour: 'red',
    u: '0f8fad5b-d9cb-469f-a165-70867728950e',
    missing: '',
  });
});

test('rows come in the order of the file, all of them, from a file whose name is a pattern', async () => {
  const path = await makeParquet("o'ne [1]*.parquet", 'SELECT range AS n FROM range(10000)');
  const { rows, rowCount } = await readAll(path);
  expect(rowCount).toBe(10_000);
  expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
});

test('what is no whole Parquet file is refused', async () => {
  const whole = await makeParquet('cut.parquet', 'SELECT range AS n FROM range(10000)');
  truncateSync(whole, 5_000);
  const fake = join(folder, 'fake.parquet');
  writeFileSync(fake, 'PAR1 but no more');
  await expect(readAll(whole)).rejects.toThrow('list.parquet is no Parquet file that can be read');
  await expect(readAll(fake)).rejects.toThrow('list.parquet is no Parquet file that can be read');
});

test('customers from Parquet: rows that cannot be used are listed as NDJSON, by number', async () => {
  const path = await makeParquet(
    'customers.parquet',
    `SELECT * FROM (VALUES ('C1', '+14155551000', 'US', ['running', 'music'], TIMESTAMP '2026-01-02 03:04:05'),
      (NULL, '+14155551001', 'US', NULL, NULL), ('C3', 'no phone', 'US', NULL, NULL)) t(customer_id, phone, country, interests, signup_at)`,
  );
  const file = await ParquetFile.open(path, 'list.parquet');
  const store = new MemoryCustomerStore();
  const rejects: string[] = [];
  const report = await importCustomers({
    source: file,
    name: 'customers.parquet',
    store,
    rejects: { write: async (line) => void rejects.push(line) },
  });
  file.close();
  expect(report).toMatchObject({
    format: 'parquet',
    rows: 3,
    usable: 1,
    byReason: { missing_id: 1, bad_phone: 1 },
  });
  expect(await store.find('C1')).toMatchObject({
    addresses: { sms: '+14155551000' },
    signupAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    attributes: { interests: ['running', 'music'] },
  });
  expect(rejects.map((line): unknown => JSON.parse(line))).toMatchObject([
    { row: 2, line: 2, kind: 'rejected', record: { phone: '+14155551001' } },
    { row: 3, column: 'phone', record: { customer_id: 'C3' } },
  ]);
});

test('purchases from Parquet', async () => {
  const path = await makeParquet(
    'purchases.parquet',
    `SELECT range AS purchase_id, 'C' || range % 10 AS customer_id, 'S' AS sku, 2 AS quantity, 1.234::DECIMAL(18,3) AS amount,
      'EUR' AS currency, TIMESTAMPTZ '2026-03-31 12:00:00Z' AS purchased_at FROM range(5000)`,
  );
  const file = await ParquetFile.open(path, 'purchases.parquet');
  const kept: unknown[] = [];
  const store: RecordStore = {
    begin: async () => ({
      add: async (rows) => void kept.push(...rows),
      commit: async () => ({ added: kept.length, updated: 0 }),
      discard: async () => undefined,
    }),
    count: async () => kept.length,
  };
  const report = await importRecords({
    kind: 'purchases',
    source: file,
    name: 'p.parquet',
    store,
    rejects: NO_REJECTS,
  });
  file.close();
  expect(report).toMatchObject({ rows: 5_000, added: 5_000, rejected: 0 });
  expect(kept[4_999]).toEqual({
    id: '4999',
    customerId: 'C9',
    sku: 'S',
    quantity: 2,
    amount: 1.234,
    currency: 'EUR',
    at: Date.UTC(2026, 2, 31, 12),
  });
});
