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

/** Both from the purchases, which `amount` and `of` ask for, and from the table of buyers. */
async function countsOf({ index }: AudienceOf): Promise<readonly number[]> {
  const asked = [IN_30_DAYS, { not: IN_30_DAYS }, FIRST_IN_30_DAYS, LAST_BEFORE, { bought: {} }];
  const counts = await Promise.all(asked.map((query) => index.count(query, AS_OF)));
  expect(await index.count({ ...IN_30_DAYS, bought: { amount: { atLeast: 0 } } }, AS_OF)).toBe(counts[0]);
  expect(await index.count({ ...FIRST_IN_30_DAYS, of: {} }, AS_OF)).toBe(counts[2]);
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

  const { buyers: _, ...older } = readManifest(audience.path);
  writeManifest(audience.path, older);
  expect(await countsOf(audience)).toEqual([0, 100, 0, 80, 80]);
  await importAll(audience, 'purchases', purchases(90, 91, { at: LATE }));
  expect(buyers()).toMatchObject({ file: { rows: 81 }, newestAt: LATE });
  expect(await countsOf(audience)).toEqual([1, 99, 1, 80, 81]);
  audience.index.close();
});
