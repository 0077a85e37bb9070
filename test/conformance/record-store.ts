import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordKind } from '../../src/audience/records.ts';
import { ToldMessages } from '../support/told-messages.ts';
import type { AudienceHarness, AudienceStores } from './audience-harness.ts';
import { CARTS, importAll, NOW, PRODUCTS, PURCHASES, VIEWS } from './audience-world.ts';

const AS_OF = { at: NOW, zone: 'UTC' };

/** What every record store promises; what rows mean is the audience index's part. */
export function recordStoreSuite(harness: AudienceHarness): void {
  describe(`record store: ${harness.name}`, () => {
    let stores: AudienceStores;

    beforeEach(async () => {
      stores = await harness.open(new ToldMessages());
      await stores.customers.upsert(
        ['C-1', 'C-2', 'C-3'].map((id) => ({ id, addresses: {}, consent: {}, attributes: {} })),
      );
    });

    afterEach(() => stores.close());

    const [tent, , stove] = PRODUCTS;
    const [p1, p2] = PURCHASES;
    if (tent === undefined || stove === undefined || p1 === undefined || p2 === undefined) {
      throw new Error('The world lacks what this suite needs.');
    }
    const buyers = async (bought: object = {}) => {
      const ids: string[] = [];
      for await (const batch of stores.index.ids({ bought }, AS_OF, 10)) ids.push(...batch);
      return ids;
    };

    test('an empty store has nothing of any kind', async () => {
      const kinds: readonly RecordKind[] = ['products', 'purchases', 'carts', 'views'];
      for (const kind of kinds) expect(await stores.records.count(kind), kind).toBe(0);
      expect(await buyers()).toEqual([]);
    });

    test('each kind counts what is new and what was known', async () => {
      expect(await importAll(stores.records, 'products', PRODUCTS)).toEqual({ added: 4, updated: 0 });
      expect(await importAll(stores.records, 'purchases', PURCHASES)).toEqual({ added: 7, updated: 0 });
      expect(await importAll(stores.records, 'carts', CARTS)).toEqual({ added: 3, updated: 0 });
      expect(await importAll(stores.records, 'views', VIEWS)).toEqual({ added: 3, updated: 0 });
      expect(await importAll(stores.records, 'purchases', [p1, { ...p1, id: 'new' }])).toEqual({
        added: 1,
        updated: 1,
      });
      expect(await importAll(stores.records, 'carts', CARTS)).toEqual({ added: 0, updated: 3 });
      expect(await importAll(stores.records, 'views', VIEWS.slice(1))).toEqual({ added: 0, updated: 2 });
      expect(await importAll(stores.records, 'products', [tent])).toEqual({ added: 0, updated: 1 });
      expect(await stores.records.count('purchases')).toBe(8);
      expect(await stores.records.count('products')).toBe(4);
      expect(await stores.records.count('carts')).toBe(3);
      expect(await stores.records.count('views')).toBe(3);
    });

    test('of two rows with one id the later wins, in one batch, in one import and over imports', async () => {
      const writer = await stores.records.begin('purchases');
      await writer.add([p1, { ...p1, customerId: 'C-2' }]);
      await writer.add([{ ...p1, customerId: 'C-3' }]);
      expect(await writer.commit()).toEqual({ added: 1, updated: 0 });
      expect(await buyers()).toEqual(['C-3']);
      await importAll(stores.records, 'purchases', [{ ...p1, customerId: 'C-2' }]);
      expect(await buyers()).toEqual(['C-2']);
      expect(await stores.records.count('purchases')).toBe(1);
    });

    test('what a later row does not give is not kept', async () => {
      await importAll(stores.records, 'purchases', [p1]);
      const { amount: _, ...rest } = p1;
      await importAll(stores.records, 'purchases', [rest]);
      expect(await buyers()).toEqual(['C-1']);
      expect(await buyers({ amount: { atLeast: 0 } })).toEqual([]);
    });

    test('the catalogue may come after what was bought, and change', async () => {
      await importAll(stores.records, 'purchases', [p1]);
      expect(await buyers({ categories: ['camping'] })).toEqual([]);
      await importAll(stores.records, 'products', [tent, stove]);
      expect(await buyers({ categories: ['camping'] })).toEqual(['C-1']);
      await importAll(stores.records, 'products', [{ ...tent, category: 'Outdoor' }]);
      expect(await buyers({ categories: ['camping'] })).toEqual([]);
      expect(await buyers({ categories: ['outdoor'] })).toEqual(['C-1']);
    });

    test('nothing is seen before the commit, and nothing after a discard', async () => {
      const writer = await stores.records.begin('purchases');
      await writer.add([p1]);
      expect(await stores.records.count('purchases')).toBe(0);
      expect(await buyers()).toEqual([]);
      await writer.discard();
      expect(await stores.records.count('purchases')).toBe(0);
      expect(await importAll(stores.records, 'purchases', [p2])).toEqual({ added: 1, updated: 0 });
      expect(await buyers()).toEqual(['C-1']);
    });

    test('an import without rows changes nothing', async () => {
      await importAll(stores.records, 'purchases', [p1]);
      expect(await importAll(stores.records, 'purchases', [])).toEqual({ added: 0, updated: 0 });
      expect(await stores.records.count('purchases')).toBe(1);
    });

    test('one import of a kind at a time; other kinds are not in its way', async () => {
      const first = await stores.records.begin('carts');
      await expect(stores.records.begin('carts')).rejects.toMatchObject({ code: 'workspace_busy' });
      const other = await stores.records.begin('views');
      await other.discard();
      await first.commit();
      const second = await stores.records.begin('carts');
      await second.discard();
    });
  });
}
