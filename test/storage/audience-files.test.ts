import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, MANIFEST_FILE, readManifest } from '../../src/adapters/embedded/audience/manifest.ts';
import type { SentMessage } from '../../src/audience/records.ts';
import {
  addPeople,
  AS_OF,
  folderWithin,
  importAll,
  openAudienceOf,
  purchases,
  restsIn,
} from './audience-workspace.ts';
import { temporaryFolder } from './used-workspace.ts';

/** What means something to CSV, JSON, SQL or a terminal. */
const AWKWARD = [
  '\u0001',
  '\u0001"x"',
  '\u001f',
  '\n',
  '\r\n',
  '"',
  '""',
  "'",
  '\\',
  '\0',
  ' x ',
  'x\ufeff',
  ',',
  'NULL',
];

test('the same import again changes nothing but the file names', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  expect(await importAll(audience, 'purchases', purchases(0, 5_000))).toEqual({ added: 5_000, updated: 0 });
  const before = readManifest(audience.path);
  const bytes = before.purchases.map(({ name }) => readFileSync(join(audience.path, name)));
  expect(await importAll(audience, 'purchases', purchases(0, 5_000))).toEqual({ added: 0, updated: 5_000 });
  const after = readManifest(audience.path);
  expect(after.purchases.map(({ name }) => readFileSync(join(audience.path, name)))).toEqual(bytes);
  expect({ people: after.people, skus: after.skus }).toEqual({ people: before.people, skus: before.skus });
  expect(restsIn(audience.path)).toEqual([]);
});

test('only files that hold what comes again are written anew', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await importAll(audience, 'purchases', purchases(0, 100));
  await importAll(audience, 'purchases', purchases(100, 200));
  const [old, touched] = readManifest(audience.path).purchases;
  expect(await importAll(audience, 'purchases', purchases(150, 250))).toEqual({ added: 50, updated: 50 });
  const files = readManifest(audience.path).purchases;
  expect(files.map(({ rows }) => rows)).toEqual([100, 50, 100]);
  expect(files[0]).toEqual(old);
  expect(files.map(({ name }) => name)).not.toContain(touched?.name);
  expect(existsSync(join(audience.path, touched?.name ?? ''))).toBe(false);
});

test('nine small imports become one file, and nothing is lost', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  for (let i = 0; i < 9; i++) await importAll(audience, 'purchases', purchases(i * 40, (i + 1) * 40));
  const manifest = readManifest(audience.path);
  expect(manifest.purchases.map(({ rows }) => rows)).toEqual([360]);
  expect(await audience.index.count({ bought: {}, times: { exactly: 4 } }, AS_OF)).toBe(60);
  expect(await audience.index.count({ bought: {}, times: { exactly: 3 } }, AS_OF)).toBe(40);
  expect(restsIn(audience.path)).toEqual([]);
  audience.index.close();
});

test('numbers stay: who comes after their purchases is the one who made them', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await importAll(audience, 'purchases', purchases(0, 30));
  expect(await audience.index.count({ bought: {} }, AS_OF)).toBe(0);
  await importAll(audience, 'products', [{ sku: 'S-3', name: 'Tent', category: 'Camping', attributes: {} }]);
  await addPeople(audience, 20);
  expect(await audience.index.count({ bought: {} }, AS_OF)).toBe(20);
  expect(await audience.index.count({ bought: { products: ['tent'] } }, AS_OF)).toBe(2);
  audience.index.close();
});

test('a workspace in any folder, and any text in any place, comes through', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folderWithin(folder.path, "it's [a] *?{b} ü"));
  const any = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((text) => text.isWellFormed());
  const names = [...AWKWARD, ...fc.sample(any, { numRuns: 300, seed: 5 })];
  const unlike = [...new Set(names)];
  await audience.customers.upsert(
    unlike.map((id) => ({
      id,
      city: id,
      addresses: {},
      consent: {},
      attributes: { any: id, list: [id, 'x'] },
    })),
  );
  const rows = unlike.map((id, i) => ({ id, customerId: id, sku: id, quantity: i + 1, at: AS_OF.at }));
  expect(await importAll(audience, 'purchases', rows)).toEqual({ added: unlike.length, updated: 0 });
  for (const name of unlike.slice(0, AWKWARD.length + 10)) {
    for (const query of [
      { and: [{ field: 'any', is: name }, { customers: [name] }] },
      { and: [{ field: 'list', is: name }, { customers: [name] }] },
      { and: [{ bought: { skus: [name] } }, { customers: [name] }] },
    ]) {
      const ids: string[] = [];
      for await (const batch of audience.index.ids(query, AS_OF, 10)) ids.push(...batch);
      expect(ids).toEqual([name]);
    }
  }
  const { products } = await audience.index.vocabulary();
  expect(products.map(({ sku }) => sku).toSorted()).toEqual(unlike.toSorted());
  audience.index.close();
});

test('questions go on beside imports, and each sees one moment', { timeout: 60_000 }, async () => {
  using folder = temporaryFolder();
  const [one, two] = [openAudienceOf(folder.path), openAudienceOf(folder.path)];
  for (const each of [one, two]) await addPeople(each, 100);
  await importAll(one, 'purchases', purchases(0, 100, { customerId: 'C-0' }));
  const progress = { importing: true };
  const importer = (async () => {
    for (let i = 2; i <= 6; i++)
      await importAll(one, 'purchases', purchases(0, i * 100, { customerId: 'C-0' }));
    progress.importing = false;
  })();
  const seen: number[] = [];
  while (progress.importing) {
    for (let hundreds = 1; hundreds <= 6; hundreds++) {
      const query = { bought: {}, times: { exactly: hundreds * 100 } };
      if ((await two.index.count(query, AS_OF)) === 1) seen.push(hundreds);
    }
    const whole = { bought: {}, times: { atLeast: 1 } };
    expect(await two.index.count(whole, AS_OF)).toBe(1);
  }
  await importer;
  expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
  expect(await two.index.count({ bought: {}, times: { exactly: 600 } }, AS_OF)).toBe(1);
  for (const each of [one, two]) each.index.close();
});

test('many who find the copies old at once make each once, and all get the answer', async () => {
  using folder = temporaryFolder();
  const askers = [1, 2, 3].map(() => openAudienceOf(folder.path));
  for (const asker of askers) {
    await addPeople(asker, 50);
    const [first] = await asker.customers.findByIds(['C-0']);
    asker.sent.set('spring', [sentTo(first?.key ?? '')]);
  }
  const counts = await Promise.all(
    askers.flatMap(({ index }) => [index.count({ all: true }, AS_OF), index.count({ contacted: {} }, AS_OF)]),
  );
  expect(counts).toEqual([50, 1, 50, 1, 50, 1]);
  expect(restsIn(askers[0]?.path ?? '')).toEqual([]);
  for (const { index } of askers) index.close();
});

test('many questions at once, while the files change under them', { timeout: 60_000 }, async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  for (let round = 1; round <= 4; round++) {
    const importing = importAll(audience, 'purchases', purchases(0, round * 25));
    const counts = await Promise.all(
      Array.from({ length: 12 }, () => audience.index.count({ bought: {} }, AS_OF)),
    );
    for (const count of counts) expect([(round - 1) * 25, round * 25]).toContain(count);
    await importing;
    expect(await audience.index.count({ bought: {} }, AS_OF)).toBe(round * 25);
  }
  audience.index.close();
});

test('a campaign that did not move keeps its copy', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 2);
  const [first, second] = await audience.customers.findByIds(['C-0', 'C-1']);
  audience.sent.set('spring', [sentTo(first?.key ?? '')]);
  audience.sent.set('autumn', [sentTo(second?.key ?? '')]);
  expect(await audience.index.count({ contacted: {} }, AS_OF)).toBe(2);
  const copyOf = (campaign: string) =>
    readManifest(audience.path).messages.find((copy) => copy.campaign === campaign);
  const [spring, autumn] = [copyOf('spring'), copyOf('autumn')];
  audience.sent.set('autumn', [sentTo(second?.key ?? ''), sentTo(first?.key ?? '')]);
  expect(await audience.index.count({ contacted: {}, times: { exactly: 2 } }, AS_OF)).toBe(1);
  expect(copyOf('spring')).toEqual(spring);
  expect(copyOf('autumn')).not.toEqual(autumn);
  audience.index.close();
});

test.each([
  '',
  '{',
  '{"version":1}',
  'null',
  '{"version":1,"people":{"files":[{"name":"../x.parquet","rows":1}],"last":0}}',
])('a manifest that says %j is refused, and nothing is removed', async (text) => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await importAll(audience, 'purchases', purchases(0, 10));
  const files = filesOf(readManifest(audience.path));
  writeFileSync(join(audience.path, MANIFEST_FILE), text);
  const damaged = { code: 'workspace_damaged', message: expect.stringContaining(MANIFEST_FILE) };
  await expect(audience.index.count({ all: true }, AS_OF)).rejects.toMatchObject(damaged);
  await expect(audience.records.begin('purchases')).rejects.toMatchObject(damaged);
  await expect(audience.records.count('views')).rejects.toMatchObject(damaged);
  for (const name of files) expect(existsSync(join(audience.path, name))).toBe(true);
});

test('a manifest of a newer version is left alone', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await importAll(audience, 'purchases', purchases(0, 10));
  writeFileSync(join(audience.path, MANIFEST_FILE), '{"version":2,"more":[]}');
  await expect(audience.records.begin('purchases')).rejects.toMatchObject({ code: 'workspace_newer' });
});

test.each(['short', 'garbage', 'missing'])('a file that is %s is told of', async (how) => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 10);
  await importAll(audience, 'purchases', purchases(0, 5_000));
  const path = join(audience.path, readManifest(audience.path).purchases[0]?.name ?? '');
  if (how === 'short') truncateSync(path, 1_000);
  if (how === 'garbage') writeFileSync(path, 'x'.repeat(5_000));
  if (how === 'missing') rmSync(path);
  await expect(audience.index.count({ bought: {} }, AS_OF)).rejects.toMatchObject({
    code: 'workspace_damaged',
    message: expect.stringContaining(audience.path),
  });
  await expect(importAll(audience, 'purchases', purchases(0, 10))).rejects.toMatchObject({
    code: 'workspace_damaged',
  });
  audience.index.close();
});

function sentTo(customerKey: string): SentMessage {
  return {
    customerKey,
    campaignId: 'spring',
    channel: 'sms',
    at: AS_OF.at,
    contacted: true,
    delivered: true,
    opened: false,
    clicked: false,
    failed: false,
  };
}
