import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { QUESTIONS } from './questions.ts';
import { contacts, customerId, customers, sales, type Size } from './retailer.ts';
import { timed, type Figures, warm } from './timing.ts';

/**
 * How rows name their customer: by the id that stands in the files, as whoever imports them would, or by numbers put in their place
 * first, as the product does.
 */
export type Ids = 'TEXT' | 'INTEGER';

/** Every index holds all that one of the questions reads, and the category stands in the purchase itself: SQLite at its best. */
const tables = (ids: Ids) => `
  CREATE TABLE customers (number ${ids} PRIMARY KEY, customer_id TEXT, country TEXT, city TEXT, consent_sms INTEGER, phone TEXT) STRICT;
  CREATE TABLE purchases (customer ${ids}, category TEXT, amount INTEGER, at INTEGER) STRICT;
  CREATE TABLE contacts (customer ${ids}, at INTEGER) STRICT;
`;
const INDEXES = `
  CREATE INDEX customers_country ON customers (country, consent_sms, customer_id);
  CREATE INDEX customers_consent ON customers (customer_id) WHERE consent_sms;
  CREATE INDEX purchases_category ON purchases (category, at, customer);
  CREATE INDEX purchases_time ON purchases (at, customer, amount);
  CREATE INDEX purchases_customer ON purchases (customer, at, amount);
  CREATE INDEX contacts_time ON contacts (at, customer);
  CREATE INDEX contacts_customer ON contacts (customer, at);
  ANALYZE;
`;

const fileOf = (path: string, ids: Ids) => join(path, `bench-${ids}.sqlite`);

function open(path: string, ids: Ids): DatabaseSync {
  const db = new DatabaseSync(fileOf(path, ids));
  db.exec('PRAGMA cache_size = -1000000; PRAGMA mmap_size = 4000000000;');
  return db;
}

export async function makeForSqlite(path: string, size: Size, ids: Ids): Promise<Figures> {
  const db = open(path, ids);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
  db.exec(tables(ids));
  db.exec('BEGIN');
  const loadMs = await timed(() => load(db, size, ids));
  db.exec('COMMIT');
  const indexMs = await timed(() => db.exec(INDEXES));
  db.close();
  return {
    loadSeconds: loadMs / 1000,
    indexSeconds: indexMs / 1000,
    megabytes: Math.round(statSync(fileOf(path, ids)).size / 1e6),
  };
}

function load(db: DatabaseSync, size: Size, ids: Ids): void {
  const named = (number: number) => (ids === 'TEXT' ? customerId(number) : number);
  const person = db.prepare('INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)');
  let number = 0;
  for (const { id, country = '', city = '', consent, addresses } of customers(size)) {
    person.run(named(number++), id, country, city, consent.sms === true ? 1 : 0, addresses.sms ?? '');
  }
  const sale = db.prepare('INSERT INTO purchases VALUES (?, ?, ?, ?)');
  for (const { customer, category, amount, at } of sales(size)) {
    sale.run(named(customer), category, Math.round(amount * 10_000), at);
  }
  const contact = db.prepare('INSERT INTO contacts VALUES (?, ?)');
  for (const { customer, at } of contacts(size)) contact.run(named(customer), at);
}

export async function askSqlite(path: string, ids: Ids): Promise<Figures> {
  const db = open(path, ids);
  const figures: Record<string, Figures> = {};
  for (const [name, { where }] of Object.entries(QUESTIONS)) {
    const counting = db.prepare(`SELECT count(*) AS n FROM customers WHERE ${where}`);
    let count = 0;
    const firstMs = await timed(() => {
      count = Number(counting.get()?.['n']);
    });
    const counted = await warm(() => counting.get());
    const reading = db.prepare(`SELECT customer_id FROM customers WHERE ${where} ORDER BY customer_id`);
    let ids = 0;
    const idsMs = await timed(() => {
      for (const _ of reading.iterate()) ids++;
    });
    figures[name] = { count, countFirstMs: firstMs, ...counted, ids, allIdsMs: idsMs };
  }
  db.close();
  return { ...figures, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) };
}
