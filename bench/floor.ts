import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * What SQLite alone needs for the rows of one message: its text (planning), then its state three times and its event; one prepared
 * statement a row, transactions of 1,000, nothing else, nothing read. The same tables, pragmas and sizes as the product's.
 */
export function runFloor(count: number): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-floor-'));
  const db = new DatabaseSync(join(folder, 'floor.db'));
  try {
    db.exec(
      'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;',
    );
    db.exec(TABLES);
    const began = performance.now();
    runStep(db, PLANNED, count);
    const planned = performance.now();
    for (const step of STEPS) runStep(db, step, count);
    const ended = performance.now();
    return {
      messages: count,
      messagesPerSecond: Math.round((count / (ended - planned)) * 1000),
      withPlanningPerSecond: Math.round((count / (ended - began)) * 1000),
      seconds: (ended - began) / 1000,
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

const TABLES = `
  CREATE TABLE message (key INTEGER PRIMARY KEY, origin TEXT, address TEXT, address_key TEXT, content TEXT, parts INTEGER, price INTEGER,
    country TEXT, timezone TEXT, send_at INTEGER, expires_at INTEGER, receipt_wait INTEGER) STRICT;
  CREATE TABLE delivery (key INTEGER PRIMARY KEY, status INTEGER, reason TEXT, attempts INTEGER, tries INTEGER, throttles INTEGER,
    intended_at INTEGER, done_at INTEGER, provider_id TEXT, parts INTEGER, cost INTEGER, spent INTEGER, marks INTEGER, campaign INTEGER, due_at INTEGER) STRICT;
  CREATE INDEX delivery_due ON delivery (campaign, due_at) WHERE due_at > 0;
  CREATE TABLE inbox (message INTEGER, event INTEGER, received_at INTEGER, source TEXT, provider_id TEXT, content TEXT, PRIMARY KEY (message, event)) STRICT, WITHOUT ROWID;
`;

const NOW = 1_700_000_000_000;
const TEXT =
  'Hello Name4999, your order has shipped and will be with you in two days. Track it at example.com/t/CUST-00000001. Reply STOP to opt out.';
const EVENT = '{"type":"delivered","at":1700000000000,"price":10020}';

interface Step {
  readonly sql: string;
  readonly row: (i: number, key: number) => readonly (string | number | null)[];
}

const key = (i: number) => 2 ** 36 + i * 64 + 4;
const uuid = (i: number) => `0a0b0c0d-1111-2222-3333-${String(i).padStart(12, '0')}`;

const PLANNED: Step = {
  sql: 'INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  row: (i, k) => [
    k,
    'sms',
    `+1415${2_000_000 + i}`,
    `abcdefghijklmno${1_000_000 + i}`,
    TEXT,
    1,
    10_020,
    'US',
    null,
    0,
    NOW,
    0,
  ],
};

const STEPS: readonly Step[] = [
  {
    sql: 'INSERT INTO delivery VALUES (?, 1, ?, 1, 0, 0, ?, 0, ?, 1, 10020, 0, 0, 1, 0)',
    row: (_, k) => [k, '', NOW, ''],
  },
  {
    sql: 'UPDATE delivery SET status = 5, tries = 1, done_at = ?, provider_id = ? WHERE key = ?',
    row: (i, k) => [NOW, uuid(i), k],
  },
  {
    sql: 'INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    row: (i, k) => [k, (i * 7919) % 2 ** 40, NOW, 'simulator', null, EVENT],
  },
  { sql: 'UPDATE delivery SET status = 7, cost = 10020, marks = 16 WHERE key = ?', row: (_, k) => [k] },
];

function runStep(db: DatabaseSync, step: Step, count: number): void {
  const statement = db.prepare(step.sql);
  for (let from = 0; from < count; from += 1000) {
    db.exec('BEGIN IMMEDIATE');
    for (let i = from; i < Math.min(count, from + 1000); i++) statement.run(...step.row(i, key(i)));
    db.exec('COMMIT');
  }
}

if (import.meta.main) console.log(JSON.stringify(runFloor(Number(process.argv[2] ?? 100_000))));
