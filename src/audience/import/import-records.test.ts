import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RecordStore, RecordWriter } from '../record-store.ts';
import type { RecordKind } from '../records.ts';
import { importRecords } from './import-records.ts';

/** Speaks the port to one import and keeps what was committed. */
function memoryRecords(fault?: Error) {
  const kept: unknown[] = [];
  const calls: string[] = [];
  const store: RecordStore = {
    async begin() {
      const rows: unknown[] = [];
      const writer: RecordWriter<unknown> = {
        async add(batch) {
          if (fault !== undefined) throw fault;
          rows.push(...batch);
        },
        async commit() {
          calls.push('commit');
          kept.push(...rows);
          return { added: rows.length, updated: 0 };
        },
        async discard() {
          calls.push('discard');
        },
      };
      return writer;
    },
    count: async () => kept.length,
  };
  return { store, kept, calls };
}

async function importText(kind: RecordKind, text: string | Uint8Array, fault?: Error) {
  const { store, kept, calls } = memoryRecords(fault);
  const rejects: string[] = [];
  const source = (async function* () {
    yield typeof text === 'string' ? new TextEncoder().encode(text) : text;
  })();
  const report = await importRecords({
    kind,
    store,
    source,
    name: 'list.csv',
    rejects: { write: async (line) => void rejects.push(line) },
  });
  return { report, kept, calls, rejects: rejects.join('') };
}

const AT = Date.UTC(2026, 2, 31, 12);

describe('purchases', () => {
  test('columns of the contract', async () => {
    const { kept, report } = await importText(
      'purchases',
      'purchase_id,customer_id,sku,quantity,amount,currency,purchased_at\nP1,C1,SKU-1,2,19.90,EUR,2026-03-31T12:00:00Z\n',
    );
    expect(kept).toEqual([
      { id: 'P1', customerId: 'C1', sku: 'SKU-1', quantity: 2, amount: 19.9, currency: 'EUR', at: AT },
    ]);
    expect(report).toMatchObject({ rows: 1, usable: 1, added: 1, rejected: 0, warnings: 0, ignored: [] });
  });

  test('orders with the total and the currency in their first line', async () => {
    const { kept } = await importText(
      'purchases',
      'Order ID,Customer ID,Total,Currency,Created at,Lineitem quantity,Lineitem price,Lineitem sku\n1,C,44.00,USD,2026-03-31 12:00:00 +0000,2,10.00,A\n1,C,,,2026-03-31 12:00:00 +0000,1,24.00,B\n2,C,10.00,,2026-03-31 12:00:00 +0000,1,10.00,A\n',
    );
    expect(kept).toEqual([
      { id: '1/A', customerId: 'C', sku: 'A', quantity: 2, amount: 20, currency: 'USD', at: AT },
      { id: '1/B', customerId: 'C', sku: 'B', quantity: 1, amount: 24, currency: 'USD', at: AT },
      { id: '2/A', customerId: 'C', sku: 'A', quantity: 1, amount: 10, at: AT },
    ]);
  });

  test('as others name them, in any order, with columns that have no place', async () => {
    const { kept, report } = await importText(
      'purchases',
      'Order Date;Qty;Product ID;User ID;Order ID;Total;Shop\n2026-03-31;1;A;7;55;1.234,50 €;Lisbon\n2026-03-31;1;B;7;55;;Lisbon\n',
    );
    const day = Date.UTC(2026, 2, 31);
    expect(kept).toEqual([
      { id: '55/A', customerId: '7', sku: 'A', quantity: 1, amount: 1234.5, currency: 'EUR', at: day },
      { id: '55/B', customerId: '7', sku: 'B', quantity: 1, at: day },
    ]);
    expect(report.ignored).toEqual(['shop']);
  });

  test('the price of a piece times the quantity; returns', async () => {
    const { kept } = await importText(
      'purchases',
      '{"purchase_id":1,"customer_id":"C1","sku":"A","quantity":3,"unit_price":0.1,"purchased_at":"2026-03-31T12:00:00Z"}\n' +
        '{"purchase_id":2,"customer_id":"C1","sku":"A","quantity":-1,"amount":-1.234,"purchased_at":"2026-03-31T12:00:00Z"}\n',
    );
    expect(kept).toEqual([
      { id: '1', customerId: 'C1', sku: 'A', quantity: 3, amount: 0.3, at: AT },
      { id: '2', customerId: 'C1', sku: 'A', quantity: -1, amount: -1.234, at: AT },
    ]);
  });

  test.each([
    [',C,S,1,1,EUR,2026-03-31', 'missing_purchase_id'],
    ['P,,S,1,1,EUR,2026-03-31', 'missing_id'],
    ['P,C,,1,1,EUR,2026-03-31', 'missing_sku'],
    ['P,C,S,many,1,EUR,2026-03-31', 'bad_quantity'],
    ['P,C,S,1,much,EUR,2026-03-31', 'bad_amount'],
    ['P,C,S,1,1.234,EUR,2026-03-31', 'ambiguous_amount'],
    ['P,C,S,1,€1,USD,2026-03-31', 'bad_currency'],
    ['P,C,S,1,1,Euros,2026-03-31', 'bad_currency'],
    ['P,C,S,1,1,EUR,', 'missing_time'],
    ['P,C,S,1,1,EUR,03/04/2026', 'bad_time'],
    ['P,C,S,1,1,EUR,2026-02-31', 'bad_time'],
    ['1.5E+12,C,S,1,1,EUR,2026-03-31', 'rounded_number'],
    ['P,C,S,1,1,EUR', 'too_few_columns'],
  ])('%s is rejected: %s', async (row, reason) => {
    const { report, kept, rejects } = await importText(
      'purchases',
      `purchase_id,customer_id,sku,quantity,amount,currency,purchased_at\n${row}\n`,
    );
    expect(report).toMatchObject({ rejected: 1, byReason: { [reason]: 1 } });
    expect(kept).toEqual([]);
    expect(rejects).toContain('row,line,kind,column,reason');
  });

  test('a column that is missing is named', async () => {
    await expect(importText('purchases', 'purchase_id,customer_id,sku\nP,C,S\n')).rejects.toThrow(
      'has no column purchased_at',
    );
    await expect(importText('carts', 'a,b\n1,2\n')).rejects.toThrow('has no column customer_id');
  });

  test('what was added is discarded when the store fails', async () => {
    const { store, calls } = memoryRecords(new Error('disk'));
    const source = (async function* () {
      yield new TextEncoder().encode('customer_id,sku,viewed_at\nC,S,2026-03-31\n');
    })();
    await expect(
      importRecords({
        kind: 'views',
        store,
        source,
        name: 'v.csv',
        rejects: { write: async () => undefined },
      }),
    ).rejects.toThrow('disk');
    expect(calls).toEqual(['discard']);
  });
});

test('products, whose other columns are attributes', async () => {
  const { kept, report } = await importText(
    'products',
    'SKU,Product name,Category,Price,Currency,Weight kg,Colours,Sale\nLAP-1,Laptop,Electronics,"1,299.00",USD,1.3,"[""grey"",""black""]",true\nLAP-2,,,cheap,,,,\n',
  );
  expect(kept).toEqual([
    {
      sku: 'LAP-1',
      name: 'Laptop',
      category: 'Electronics',
      price: 1299,
      currency: 'USD',
      attributes: { weight_kg: 1.3, colours: ['grey', 'black'], sale: true },
    },
    { sku: 'LAP-2', attributes: {} },
  ]);
  expect(report).toMatchObject({
    warningsByReason: { bad_amount: 1 },
    attributes: ['weight_kg', 'colours', 'sale'],
  });
});

test('carts and views, packed', async () => {
  const carts = await importText(
    'carts',
    gzipSync('customer_id,sku,quantity,added_at\nC1,A,2,2026-03-31T12:00:00Z\nC1,B,,2026-03-31T12:00:00Z\n'),
  );
  expect(carts.kept).toEqual([
    { customerId: 'C1', sku: 'A', quantity: 2, at: AT },
    { customerId: 'C1', sku: 'B', quantity: 1, at: AT },
  ]);
  const views = await importText(
    'views',
    '{"customer_id":"C1","product_id":"A","timestamp":"2026-03-31T14:00:00+02:00"}\n',
  );
  expect(views.kept).toEqual([{ customerId: 'C1', sku: 'A', at: AT }]);
});
