import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { Customer, NewCustomer } from '../../src/audience/customer.ts';
import type { CustomerStore } from '../../src/audience/customer-store.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';

export interface CustomerStoreHarness {
  readonly name: string;
  open(): Promise<{ readonly store: CustomerStore; readonly close: () => void }>;
}

const ANA: NewCustomer = {
  id: 'CUST-1',
  externalId: 'crm-9',
  firstName: 'Ana',
  lastName: "O'Neil \u{1f600}",
  addresses: { sms: '+12125550100', whatsapp: '+12125550101', email: 'Ana@example.com' },
  country: 'US',
  city: 'São Paulo',
  timezone: 'America/Sao_Paulo',
  language: 'pt-BR',
  signupAt: 1_700_000_000_000,
  preferredChannel: 'whatsapp',
  consent: { sms: true, whatsapp: false },
  attributes: { tier: 'gold', points: 12.5, vip: true, zip: '00701', likes: ['Tents', 7, true] },
};

const fifty = Array.from({ length: 50 }, (_, i) => i);
const bare = (id: string): NewCustomer => ({ id, addresses: {}, consent: {}, attributes: {} });

/** What every customer store promises. */
export function customerStoreSuite(harness: CustomerStoreHarness): void {
  describe(`customer store: ${harness.name}`, () => {
    let store: CustomerStore;
    let close: () => void;

    beforeEach(async () => {
      ({ store, close } = await harness.open());
    });

    afterEach(() => close());

    const everyone = async (batchSize = 100) => {
      const batches: (readonly Customer[])[] = [];
      for await (const batch of store.stream(batchSize)) batches.push(batch);
      return batches;
    };

    test('what was put in comes out, with every field', async () => {
      expect(await store.upsert([ANA])).toEqual({ added: 1, updated: 0 });
      const found = await store.find('CUST-1');
      expect(found).toEqual({ ...ANA, key: expect.stringMatching(/^[0-9a-z]+$/) });
    });

    test('what was not given is not there', async () => {
      await store.upsert([bare('CUST-1')]);
      expect(await store.find('CUST-1')).toStrictEqual({ ...bare('CUST-1'), key: expect.any(String) });
    });

    test('an unknown id and an unknown key are not found', async () => {
      await store.upsert([ANA]);
      const key = (await store.find('CUST-1'))?.key ?? '';
      expect(await store.find('cust-1')).toBeUndefined();
      expect(await store.findByKeys(['zzzz', '', `0${key}`, key.toUpperCase() + '!', key])).toHaveLength(1);
    });

    test('a key never changes, and each customer has another', async () => {
      await store.upsert([bare('a'), bare('b')]);
      const before = (await everyone()).flat().map(({ key, id }) => ({ key, id }));
      expect(new Set(before.map(({ key }) => key)).size).toBe(2);
      await store.upsert([bare('c'), { ...bare('b'), city: 'Leeds' }, { ...bare('a'), city: 'Leeds' }]);
      const after = (await everyone()).flat().map(({ key, id }) => ({ key, id }));
      expect(after.filter(({ id }) => id !== 'c')).toEqual(before);
      expect(new Set(after.map(({ key }) => key)).size).toBe(3);
    });

    test('a later row replaces what it gives and keeps what it does not', async () => {
      await store.upsert([ANA]);
      const row: NewCustomer = {
        id: 'CUST-1',
        city: 'Leeds',
        addresses: { sms: '+447700900123' },
        consent: { sms: false, email: true },
        attributes: { points: 13, note: 'x' },
      };
      expect(await store.upsert([row])).toEqual({ added: 0, updated: 1 });
      expect(await store.find('CUST-1')).toEqual({
        ...ANA,
        key: expect.any(String),
        city: 'Leeds',
        addresses: { ...ANA.addresses, sms: '+447700900123' },
        consent: { sms: false, whatsapp: false, email: true },
        attributes: { ...ANA.attributes, points: 13, note: 'x' },
      });
    });

    test('of two rows with one id in a batch the later wins, and both are counted', async () => {
      const first = { ...bare('a'), firstName: 'Old', city: 'Leeds' };
      expect(await store.upsert([first, bare('b'), { ...bare('a'), firstName: 'New' }])).toEqual({
        added: 2,
        updated: 1,
      });
      expect(await store.find('a')).toMatchObject({ firstName: 'New', city: 'Leeds' });
      expect(await store.count()).toBe(2);
    });

    test('an empty batch changes nothing', async () => {
      expect(await store.upsert([])).toEqual({ added: 0, updated: 0 });
      expect(await everyone()).toEqual([]);
      expect(await store.count()).toBe(0);
    });

    test('batches hold everybody once, in a fixed order, whatever their size', async () => {
      await store.upsert(Array.from({ length: 100 }, (_, i) => bare(`c-${i}`)));
      const ids = (await everyone()).flat().map(({ id }) => id);
      expect(ids.toSorted()).toEqual(Array.from({ length: 100 }, (_, i) => `c-${i}`).sort());
      for (const size of [1, 7, 99, 100, 101]) {
        const batches = await everyone(size);
        expect(batches.flat().map(({ id }) => id)).toEqual(ids);
        expect(batches.map(({ length }) => length)).toEqual(
          Array.from({ length: Math.ceil(100 / size) }, (_, i) => Math.min(size, 100 - i * size)),
        );
      }
    });

    test('customers by key come in the order asked for', async () => {
      await store.upsert([bare('a'), bare('b'), bare('c')]);
      const [a, b, c] = (await everyone()).flat();
      const keys = [c?.key ?? '', 'unknown', a?.key ?? '', b?.key ?? ''];
      expect((await store.findByKeys(keys)).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    });

    test('customers by id come in the order asked for', async () => {
      await store.upsert([bare('a'), bare('b'), bare('c')]);
      const found = await store.findByIds(['c', 'unknown', 'a', 'B', 'b']);
      expect(found.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
      expect(found[0]).toEqual(await store.find('c'));
      expect(await store.findByIds([])).toEqual([]);
    });

    test('a list is replaced whole', async () => {
      await store.upsert([ANA]);
      await store.upsert([{ ...bare('CUST-1'), attributes: { likes: ['Stoves'] } }]);
      expect((await store.find('CUST-1'))?.attributes['likes']).toEqual(['Stoves']);
      await store.upsert([{ ...bare('CUST-1'), attributes: { likes: 'Tents', tier: ['gold'] } }]);
      expect((await store.find('CUST-1'))?.attributes).toMatchObject({ likes: 'Tents', tier: ['gold'] });
    });

    test('each import makes another revision, and nothing else does', async () => {
      const seen = [await store.revision()];
      for (const batch of [[ANA], [ANA], [bare('b')]]) {
        await store.upsert(batch);
        seen.push(await store.revision());
      }
      expect(new Set(seen).size).toBe(4);
      await store.upsert([]);
      await everyone();
      expect(await store.revision()).toBe(seen.at(-1));
    });

    test('importers that work at once lose nothing', async () => {
      const counts = await Promise.all(
        [0, 25, 50].map((from) => store.upsert(fifty.map((i) => bare(`c-${from + i}`)))),
      );
      expect(counts.reduce((sum, { added }) => sum + added, 0)).toBe(100);
      expect(await store.count()).toBe(100);
      expect(new Set((await everyone()).flat().map(({ key }) => key)).size).toBe(100);
    });

    test('any text, consent and attribute survives', async () => {
      const text = fc
        .string({ unit: 'binary', minLength: 1 })
        .filter((s) => s.isWellFormed() && !s.includes('\0'));
      const customer = fc.record({
        firstName: text,
        addresses: fc.dictionary(fc.constantFrom(...CHANNELS), text),
        consent: fc.dictionary(fc.constantFrom(...CHANNELS), fc.boolean()),
        attributes: fc.dictionary(
          text,
          fc.oneof(
            text,
            fc.boolean(),
            fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
            fc.array(fc.oneof(text, fc.boolean(), fc.integer()), { minLength: 1, maxLength: 3 }),
          ),
        ),
      });
      let n = 0;
      await fc.assert(
        fc.asyncProperty(customer, customer, async (one, two) => {
          const id = `any-${n++}`;
          await store.upsert([{ id, ...one }]);
          await store.upsert([{ id, ...two }]);
          expect(await store.find(id)).toEqual({
            id,
            key: expect.any(String),
            firstName: two.firstName,
            addresses: { ...one.addresses, ...two.addresses },
            consent: { ...one.consent, ...two.consent },
            attributes: { ...one.attributes, ...two.attributes },
          });
        }),
        {
          numRuns: 200,
          examples: [
            [
              { firstName: 'a', addresses: {}, consent: {}, attributes: {} },
              { firstName: 'a', addresses: {}, consent: {}, attributes: JSON.parse('{"__proto__":0}') },
            ],
          ],
        },
      );
    });
  });
}
