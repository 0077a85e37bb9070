import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { openImportSource } from './import-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'cpaas-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Parquet is told from its first bytes, whatever its name', async () => {
  const path = join(folder, 'list.csv');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 'C' || range AS customer_id FROM range(4)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  const { source, share, close } = await openImportSource(path);
  expect(source).toMatchObject({ columns: ['customer_id'], rowCount: 4 });
  expect(share(1)).toBe(0.25);
  await close();
});

test('text is read as it is, and its share is that of the bytes', async () => {
  const path = join(folder, 'list.parquet');
  writeFileSync(path, 'customer_id\nC1\n');
  const { source, share, close } = await openImportSource(path);
  if ('columns' in source) throw new Error('It is no table.');
  expect(share(0)).toBe(0);
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('customer_id\nC1\n');
  expect(share(1)).toBe(1);
  await close();
});

test('an empty file has no share', async () => {
  const path = join(folder, 'empty.csv');
  writeFileSync(path, '');
  const { share, close } = await openImportSource(path);
  expect(share(0)).toBeUndefined();
  await close();
});
