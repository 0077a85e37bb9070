import { createReadStream } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { MemoryCustomerStore } from '../../adapters/memory/customer-store.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Customer } from '../customer.ts';
import type { CustomerStore } from '../customer-store.ts';
import { type ImportReport, importCustomers } from './import-customers.ts';

interface Imported {
  readonly report: ImportReport;
  readonly rejects: string;
  /** Entries in the rejects. */
  readonly entries: number;
}

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function importFrom(
  source: AsyncIterable<Uint8Array>,
  store: CustomerStore,
  name = 'list.csv',
): Promise<Imported> {
  let rejects = '';
  let entries = 0;
  const sink = {
    async write(text: string) {
      rejects += text;
      entries++;
    },
  };
  const report = await importCustomers({ source, store, name, rejects: sink });
  return { report, rejects, entries };
}

const importBytes = (
  bytes: Uint8Array | string,
  store: CustomerStore = new MemoryCustomerStore(),
  name?: string,
) => importFrom(inPieces(Buffer.from(bytes)), store, name);

async function everyone(store: CustomerStore): Promise<readonly Customer[]> {
  const customers: Customer[] = [];
  for await (const batch of store.stream(1000)) customers.push(...batch);
  return customers;
}

function quoteIfNeeded(cell: string): string {
  return /[",;\t|\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const fixture = (name: string) => new URL(`../../../test/fixtures/import/${name}`, import.meta.url);

describe('every encoding, delimiter, line end and packing gives the same customers', () => {
  const rows = [
    ['phone', 'customer_id', 'note', 'Città'],
    ['+447700900123', '1', 'Zoë says "hi"', 'Köln'],
    ['', '2', 'two\nlines', 'Orléans'],
    ['+447700900125', '3', 'a,b;c\td|e', ''],
  ];
  const notes = ['Zoë says "hi"', 'two\nlines', 'a,b;c\td|e'];
  const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-8', (text) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
    ['utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', (text) => Buffer.from(text, 'utf16le').swap16()],
    ['utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['windows-1252', (text) => Buffer.from(text, 'latin1')],
  ];

  test.each([',', ';', '\t', '|'])('%j', async (delimiter) => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const text = rows.map((row) => `${row.map(quoteIfNeeded).join(delimiter)}${lineEnd}`).join('');
      for (const [encoding, encode] of encodings) {
        for (const bytes of [encode(text), gzipSync(encode(text))]) {
          const store = new MemoryCustomerStore();
          const { report, rejects } = await importBytes(bytes, store);
          expect(report).toMatchObject({
            encoding,
            delimiter,
            rows: 3,
            imported: 3,
            added: 3,
            rejected: 0,
            warnings: 0,
          });
          expect(rejects).toBe('');
          const customers = await everyone(store);
          expect(customers.map(({ id }) => id)).toEqual(['1', '2', '3']);
          expect(customers.map(({ attributes }) => attributes['note'])).toEqual(notes);
          expect(customers.map(({ attributes }) => attributes['città'])).toEqual([
            'Köln',
            'Orléans',
            undefined,
          ]);
          expect(customers.map(({ addresses }) => addresses.sms)).toEqual([
            '+447700900123',
            undefined,
            '+447700900125',
          ]);
        }
      }
    }
  });
});

describe('a file that no one here made', () => {
  test('messy.csv: what can be used is imported, the rest is listed', async () => {
    const store = new MemoryCustomerStore();
    const { report, rejects } = await importFrom(createReadStream(fixture('messy.csv')), store);
    expect(report).toEqual({
      name: 'list.csv',
      format: 'csv',
      encoding: 'utf-8',
      gzip: false,
      delimiter: ';',
      rows: 13,
      usable: 7,
      imported: 7,
      added: 6,
      updated: 1,
      repeated: 1,
      withoutAddress: 1,
      rejected: 6,
      byReason: {
        phone_needs_country: 1,
        bad_email: 1,
        missing_id: 1,
        too_many_columns: 1,
        too_few_columns: 1,
        bad_quotes: 1,
      },
      warnings: 2,
      warningsByReason: { bad_email: 1, bad_country: 1, bad_consent: 1 },
      attributes: ['notes', 'loyalty_points', 'zip'],
    });
    expect(rejects.split('\n').map((line) => line.split(',').slice(0, 4).join(' '))).toEqual([
      'row line kind column',
      '5 6 warning E-Mail',
      '7 8 rejected Phone Number',
      '8 9 rejected E-Mail',
      '9 10 rejected ',
      '10 11 rejected ',
      '11 12 rejected ',
      '12 13 rejected ',
      '13 14 warning "Country',
      '',
    ]);
    expect(await store.find('C-1')).toEqual({
      key: '1',
      id: 'C-1',
      firstName: 'Ada Maria',
      addresses: { sms: '+447700900126', email: 'Ada@example.com' },
      country: 'GB',
      consent: { sms: true },
      attributes: { notes: 'calls it "home"; likes\ntwo lines', loyalty_points: 13, zip: '007' },
    });
    expect((await store.find('C-2'))?.addresses.sms).toBe('+491713920012');
  });

  test('people.ndjson', async () => {
    const store = new MemoryCustomerStore();
    const { report } = await importFrom(createReadStream(fixture('people.ndjson')), store);
    expect(report).toMatchObject({ format: 'ndjson', rows: 7, imported: 3, rejected: 4, warnings: 1 });
    expect(report.byReason).toEqual({ bad_json: 2, missing_id: 1, rounded_number: 1 });
    expect(await store.find('17')).toMatchObject({
      addresses: { sms: '+447700900131' },
      attributes: { tags: ['a', 'b'], vip: true },
    });
  });

  test('the line that Excel puts before the header tells the delimiter', async () => {
    const { report } = await importBytes('sep=;\r\ncustomer_id;city, town\r\n1;Leeds\r\n');
    expect(report).toMatchObject({ delimiter: ';', rows: 1, imported: 1 });
  });

  test('blank lines anywhere are no rows, and empty cells behind the last column are no columns', async () => {
    const { report } = await importBytes('\n\n  \ncustomer_id,city\n\n1,Leeds,,\n,\n \n2,York\n\n');
    expect(report).toMatchObject({ rows: 2, imported: 2 });
  });

  test('a header alone is an empty list', async () => {
    expect((await importBytes('customer_id,phone')).report).toMatchObject({
      rows: 0,
      imported: 0,
      rejected: 0,
    });
  });
});

describe('a file that is no list fails in one sentence', () => {
  test.each([
    ['', 'has no readable first line'],
    ['\n \n', 'has no readable first line'],
    ['name,city\nAda,Leeds\n', 'list.csv has no column customer_id; it has name, city'],
    ['Ada,+447700900123\n', 'its first line looks like data'],
    ['customer_id,City,city\n1,a,b\n', 'names column 3 like an earlier one'],
    ['[{"customer_id":1}]', 'is a JSON array'],
    [
      `customer_id,${Array.from({ length: 2_000 }, (_, i) => `x${i}`).join(',')}\n`,
      'has 2001 columns, more than 1000',
    ],
    ['x,'.repeat(450_000), 'has 450001 columns'],
    ['{\n  "customer_id": 1\n}', 'has JSON objects of several lines'],
    ['PK\u0003\u0004', 'is a ZIP archive or an Excel workbook'],
  ])('%#', async (text, sentence) => {
    const failed = importBytes(text);
    await expect(failed).rejects.toThrow(Failure);
    await expect(failed).rejects.toThrow(sentence);
  });
});

describe('a file that is not whole', () => {
  const text = `customer_id,phone,points\n${Array.from({ length: 5_000 }, (_, i) => `C-${i},+4477009${String(i).padStart(5, '0')},${i * 7}\n`).join('')}`;

  test('cut .gz: what came before is imported, and both the report and the rejects tell', async () => {
    const packed = gzipSync(text);
    const store = new MemoryCustomerStore();
    const { report, rejects } = await importBytes(
      packed.subarray(0, packed.length >> 1),
      store,
      'list.csv.gz',
    );
    expect(report.incomplete).toBe(
      'list.csv.gz ends early, and only the rows before that were read: get a whole copy and import it again.',
    );
    expect(report.imported).toBeGreaterThan(1_000);
    expect(report.byReason).toEqual({ cut_short: 1 });
    expect(rejects).toMatch(
      /^row,line,kind,column,reason,customer_id,phone,points\n\d+,\d+,rejected,,the row is cut off/,
    );
    const last = (await everyone(store)).at(-1);
    expect(last?.attributes['points']).toBe((report.imported - 1) * 7);
  });

  test('a whole one says nothing of the kind', async () => {
    const { report } = await importBytes(gzipSync(text));
    expect(report).toMatchObject({ imported: 5_000, gzip: true });
    expect(report.incomplete).toBeUndefined();
  });
});

describe('a second file', () => {
  test('erases nothing that it does not give', async () => {
    const store = new MemoryCustomerStore();
    await importBytes('customer_id,phone,consent_sms,city,tier\n1,+447700900123,yes,Leeds,gold\n', store);
    const { report } = await importBytes('customer_id,city,consent_sms\n1,York,\n2,Hull,\n', store);
    expect(report).toMatchObject({ added: 1, updated: 1, withoutAddress: 2 });
    expect(await store.find('1')).toMatchObject({
      city: 'York',
      addresses: { sms: '+447700900123' },
      consent: { sms: true },
      attributes: { tier: 'gold' },
    });
  });

  test('the rejects, mended, are a file to import', async () => {
    const store = new MemoryCustomerStore();
    const text = 'customer_id;phone;email;=note\n1;12;;=1+1\n2;07700900123;;"\'+a, ""b""\nc"\n3;;@x;-5\n';
    const first = await importBytes(text, store);
    expect(first.report).toMatchObject({ rows: 3, rejected: 3 });
    expect(first.rejects).toContain(",'=1+1");
    const again = await importBytes(first.rejects, store);
    expect(again.rejects.replace(/^\d+,\d+/gm, '')).toBe(first.rejects.replace(/^\d+,\d+/gm, ''));
    const mended = first.rejects
      .replace(',12,', ',+447700900121,')
      .replace('07700900123', "'+447700900123")
      .replace("'@x", 'a@example.com');
    const { report } = await importBytes(mended, store);
    expect(report).toMatchObject({ rows: 3, imported: 3, rejected: 0, attributes: ['note'] });
    expect((await everyone(store)).map(({ attributes }) => attributes['note'])).toEqual([
      '=1+1',
      '\'+a, "b"\nc',
      -5,
    ]);
  });

  test('so are those of NDJSON', async () => {
    const store = new MemoryCustomerStore();
    const { rejects } = await importBytes('{"customer_id":"1","phone":"12","zip":"007"}\n', store);
    const { report } = await importBytes(rejects.replace('"12"', '"+447700900123"'), store);
    expect(report).toMatchObject({ rows: 1, imported: 1, rejected: 0 });
    expect((await store.find('1'))?.attributes).toEqual({ zip: '007' });
  });
});

test('no reason holds a word of the row', async () => {
  const { rejects } = await importBytes('customer_id,phone\nsecret-1,07700900123\nsecret-2,"x"y\n');
  const reasons = rejects
    .split('\n')
    .slice(1)
    .map((line) => line.split('secret-')[0] ?? '');
  expect(reasons.join('')).not.toMatch(/07700|secret/);
});

test('memory does not grow with the file: rows are saved as they come', async () => {
  let taken = 0;
  let saved = 0;
  const rowLength = 'C-00000,+447700900123,Leeds\n'.length;
  async function* rows(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('customer_id,phone,city\n');
    for (let from = 0; from < 50_000; from += 500) {
      const piece = Array.from(
        { length: 500 },
        (_, i) => `C-${String(from + i).padStart(5, '0')},+447700900123,Leeds\n`,
      ).join('');
      taken += piece.length;
      yield Buffer.from(piece);
    }
  }
  let most = 0;
  const store = new MemoryCustomerStore();
  const watched: CustomerStore = Object.assign(Object.create(store), {
    async upsert(batch: readonly unknown[]) {
      most = Math.max(most, taken - saved * rowLength);
      saved += batch.length;
      expect(batch.length).toBeLessThanOrEqual(1_000);
      return { added: batch.length, updated: 0 };
    },
  });
  const { report } = await importFrom(rows(), watched);
  expect(report.imported).toBe(50_000);
  expect(most).toBeLessThan(200_000);
});

/** Imports, and checks that every row is somewhere; `undefined` when the file is refused whole. */
const addsUp = async (bytes: Uint8Array) => {
  const store = new MemoryCustomerStore();
  try {
    const { report, entries } = await importBytes(bytes, store);
    expect(report.rows).toBe(report.imported + report.rejected);
    expect(entries).toBe(report.rejected + report.warnings);
    expect(Object.values(report.byReason).reduce((sum, n) => sum + n, 0)).toBe(report.rejected);
    expect(await store.count()).toBe(report.added);
    return report;
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return undefined;
  }
};

describe('nothing crashes it and nobody vanishes', () => {
  test('any bytes', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc
          .constantFrom('customer_id,phone\n', '"', '\n', ',', '\r', '{"customer_id":1}', '{', '\ufeff')
          .map((s) => Buffer.from(s)),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, fc.boolean(), fc.boolean(), async (parts, hasHeader, isPacked) => {
        const bytes = Buffer.concat([Buffer.from(hasHeader ? 'customer_id,phone,x\n' : ''), ...parts]);
        const report = await addsUp(isPacked ? gzipSync(bytes) : bytes);
        if (hasHeader && report === undefined) expect(parts.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any table', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '1', '+', '"', ',', '\n', '\0', 'é', '\ufffd', '=') }),
      fc.constantFrom('+447700900123', '07700900123', 'GB', 'yes', 'a@example.com', 'C-1', '1e9'),
    );
    const header = ['customer_id', 'phone', 'email', 'country', 'consent_sms', 'signup_at', 'x'];
    const table = fc.array(fc.array(cell, { minLength: 5, maxLength: 8 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const lines = [header, ...rows].map(
          (row) => `${row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\n`,
        );
        const report = await addsUp(Buffer.from(lines.join('')));
        expect(report?.rows).toBe(rows.filter((row) => row.some((c) => c.trim() !== '')).length);
      }),
      { numRuns: 500 },
    );
  });
});
