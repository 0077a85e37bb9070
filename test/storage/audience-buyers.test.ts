import { expect, test } from 'vitest';
import { readManifest, writeManifest } from '../../src/adapters/embedded/audience/manifest.ts';
import type { Query } from '../../src/audience/query/query.ts';
import {
  addPeople,
  AS_OF,
  type AudienceOf,
  importAll,
  openAudienceOf,
  purchases,
} from './audience-workspace.ts';
import { temporaryFolder } from './used-workspace.ts';

const DAY_MS = 86_400_000;
const EARLY = AS_OF.at - 400 * DAY_MS;
const LATE = AS_OF.at - 5 * DAY_MS;
const IN_30_DAYS: Query = { bought: {}, when: { last: '30 days' } };
const FIRST_IN_30_DAYS: Query = { firstPurchase: { last: '30 days' } };
const LAST_BEFORE: Query = { lastPurchase: { olderThan: '30 days' } };

async function idsOf({ index }: AudienceOf, query: Query): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const batch of index.ids(query, AS_OF, 1_000)) ids.push(...batch);
  return ids;
}

/** Both from the purchases, which `on`, `units` and `of` ask for, and from the table of buyers. */
async function countsOf(audience: AudienceOf): Promise<readonly number[]> {
  const { index } = audience;
  const asked = [IN_30_DAYS, { not: IN_30_DAYS }, FIRST_IN_30_DAYS, LAST_BEFORE, { bought: {} }];
  const counts = await Promise.all(asked.map((query) => index.count(query, AS_OF)));
  expect(await index.count({ ...IN_30_DAYS, units: { atLeast: 1 } }, AS_OF)).toBe(counts[0]);
  expect(await index.count({ ...FIRST_IN_30_DAYS, of: {} }, AS_OF)).toBe(counts[2]);
  for (const by of ['spend', 'purchases', 'recency'] as const) {
    const top: Query = { top: 12, by, among: { not: { customers: ['C-3', 'C-55'] } } };
    expect(await idsOf(audience, top)).toEqual(await idsOf(audience, { ...top, on: {} }));
  }
  const spent: Query = { spent: { moreThan: 10 } };
  expect(await idsOf(audience, spent)).toEqual(await idsOf(audience, { ...spent, on: {} }));
  const twice: Query = { bought: {}, times: { atLeast: 2 } };
  const either: Query = { ...twice, when: { from: '1990-01-01' } };
  expect(await idsOf(audience, twice)).toEqual(await idsOf(audience, either));
  return counts;
}

test('the table of buyers follows each import: what is new, what is moved, what an older version kept', async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  const buyers = () => readManifest(audience.path).buyers;
  expect(buyers()).toBeUndefined();
  expect(await countsOf(audience)).toEqual([0, 100, 0, 0, 0]);

  await importAll(audience, 'purchases', purchases(0, 60, { at: EARLY }));
  expect(buyers()).toMatchObject({ file: { rows: 60 }, newestAt: EARLY });
  expect(await countsOf(audience)).toEqual([0, 100, 0, 60, 60]);

  await importAll(audience, 'purchases', purchases(150, 180, { at: LATE }));
  expect(buyers()).toMatchObject({ file: { rows: 80 }, newestAt: LATE });
  expect(await countsOf(audience)).toEqual([30, 70, 20, 50, 80]);

  await importAll(audience, 'purchases', purchases(150, 180, { at: EARLY }));
  expect(buyers()).toMatchObject({ file: { rows: 80 }, newestAt: EARLY });
  expect(await countsOf(audience)).toEqual([0, 100, 0, 80, 80]);

  const { buyers: _, ...without } = readManifest(audience.path);
  writeManifest(audience.path, without);
  expect(await countsOf(audience)).toEqual([0, 100, 0, 80, 80]);
  await importAll(audience, 'purchases', purchases(90, 91, { at: LATE, amount: 12 }));
  expect(buyers()).toMatchObject({ file: { rows: 81 }, newestAt: LATE });
  expect(await countsOf(audience)).toEqual([1, 99, 1, 80, 81]);

  const { buyers: made, ...others } = readManifest(audience.path);
  if (made === undefined) throw new Error('There are buyers.');
  const { hasSums: _sums, ...timesAlone } = made;
  writeManifest(audience.path, { ...others, buyers: timesAlone });
  expect(await countsOf(audience)).toEqual([1, 99, 1, 80, 81]);
  await importAll(audience, 'purchases', purchases(91, 92, { at: LATE, amount: 14 }));
  expect(buyers()).toMatchObject({ file: { rows: 82 }, hasSums: true });
  expect(await countsOf(audience)).toEqual([2, 98, 2, 80, 82]);

  const free = purchases(92, 93, { at: LATE }).map(({ amount: _amount, ...rest }) => rest);
  await importAll(audience, 'purchases', free);
  expect(await countsOf(audience)).toEqual([3, 97, 3, 80, 83]);
  audience.index.close();
});
