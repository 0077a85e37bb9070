import { endedAttempt } from '../../delivery/attempts.ts';
import type { MessageState } from '../../delivery/state.ts';
import { RANK, STATUSES } from '../../delivery/status.ts';
import { TallyDelta } from '../../delivery/tally.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import { campaignOf, channelOf, stepOf } from './message-key.ts';
import { int, type Row, rowsOf, text } from './row.ts';

const COLUMNS = [
  'key',
  'status',
  'reason',
  'attempts',
  'tries',
  'throttles',
  'intended_at',
  'done_at',
  'provider_id',
  'parts',
  'cost',
  'spent',
  'marks',
  'due_at',
] as const;

/** For `SELECT`, in the order that `stateOf` reads. */
export const STATE_COLUMNS = COLUMNS.map((column) => `d.${column}`).join(', ');

export function stateOf(row: Row): MessageState {
  const status = STATUSES[int(row, 1)];
  if (status === undefined) throw new TypeError(`Status ${int(row, 1)} is not known.`);
  return {
    status,
    reason: text(row, 2),
    attempts: int(row, 3),
    tries: int(row, 4),
    throttles: int(row, 5),
    intendedAt: int(row, 6),
    doneAt: int(row, 7),
    providerId: text(row, 8),
    parts: int(row, 9),
    cost: int(row, 10),
    spent: int(row, 11),
    marks: int(row, 12),
    dueAt: int(row, 13),
  };
}

/** 20,000 states take 5 MB; more are in flight only when receipts are slow, and then reading them costs nothing that matters. */
const KEPT_AT_MOST = 20_000;

/**
 * The states that one transaction reads and changes. Counters follow from the changes and are stored with them, so they cannot drift;
 * an attempt that a newer one replaces is kept in `earlier_attempt`.
 */
export class DeliveryTable {
  readonly #db: Database;
  readonly #states: BulkInsert;
  readonly #earlier: BulkInsert;

  /** States between their intent and their receipt: the two steps in between need no read. */
  readonly #inFlight = new Map<number, MessageState>();

  constructor(db: Database) {
    this.#db = db;
    db.onStale(() => this.#inFlight.clear());
    const set = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`);
    this.#states = new BulkInsert(
      db,
      'delivery',
      [...COLUMNS, 'campaign'],
      `ON CONFLICT (key) DO UPDATE SET ${set.join(', ')}`,
    );
    this.#earlier = new BulkInsert(
      db,
      'earlier_attempt',
      ['key', 'number', 'intended_at', 'done_at', 'status', 'reason', 'provider_id'],
      'ON CONFLICT DO NOTHING',
    );
  }

  /** States by key; those without one are left out. Inside `Database.write` only: outside, see `readStored`. */
  read(keys: readonly number[]): Map<number, MessageState> {
    const states = new Map<number, MessageState>();
    const unknown: number[] = [];
    for (const key of keys) {
      const known = this.#inFlight.get(key);
      if (known === undefined) unknown.push(key);
      else states.set(key, known);
    }
    if (unknown.length > 0) for (const [key, state] of this.readStored(unknown)) states.set(key, state);
    return states;
  }

  readStored(keys: readonly number[]): Map<number, MessageState> {
    const sql = `SELECT ${STATE_COLUMNS} FROM json_each(?) j JOIN delivery d ON d.key = j.value`;
    return new Map(
      rowsOf(this.#db.statement(sql), JSON.stringify(keys)).map((row) => [int(row, 0), stateOf(row)]),
    );
  }

  #keep(key: number, state: MessageState): void {
    if (RANK[state.status] >= RANK.failed) {
      this.#inFlight.delete(key);
      return;
    }
    if (this.#inFlight.size >= KEPT_AT_MOST) this.#inFlight.clear();
    this.#inFlight.set(key, state);
  }

  /** Stores what a unit of work changed, with its counters. Inside `Database.write`. */
  store(work: StateChanges): void {
    const rows: (string | number)[] = [];
    const earlier: (string | number)[] = [];
    for (const [key, after] of work.changed) {
      const before = work.before.get(key);
      const s = after;
      this.#keep(key, after);
      rows.push(
        key,
        RANK[s.status],
        s.reason,
        s.attempts,
        s.tries,
        s.throttles,
        s.intendedAt,
        s.doneAt,
        s.providerId,
      );
      rows.push(s.parts, s.cost, s.spent, s.marks, s.dueAt, campaignOf(key));
      const ended = endedAttempt(before, after);
      if (ended === undefined) continue;
      const { number, intendedAt, doneAt, status, reason, providerId } = ended;
      earlier.push(key, number, intendedAt, doneAt, RANK[status], reason, providerId);
    }
    this.#states.run(rows);
    this.#earlier.run(earlier);
    this.#storeCounters(work);
  }

  #storeCounters(work: StateChanges): void {
    const deltas = new Map<number, TallyDelta>();
    for (const [key, after] of work.changed) {
      const campaign = campaignOf(key);
      let delta = deltas.get(campaign);
      if (delta === undefined) deltas.set(campaign, (delta = new TallyDelta()));
      delta.count(channelOf(key), stepOf(key), work.before.get(key), after);
    }
    const add = this.#db.statement(
      'INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (campaign, name) DO UPDATE SET value = value + excluded.value',
    );
    for (const [campaign, delta] of deltas) {
      for (const [name, value] of delta.changes()) add.run(campaign, name, value);
    }
  }
}

/** What was read and what it became, in one transaction. */
export class StateChanges {
  readonly before: ReadonlyMap<number, MessageState>;
  readonly changed = new Map<number, MessageState>();
  readonly #read: Map<number, MessageState>;

  constructor(read: Map<number, MessageState>) {
    this.#read = read;
    this.before = read;
  }

  /** A state that was read after the others. */
  adopt(key: number, state: MessageState): void {
    this.#read.set(key, state);
  }

  get(key: number): MessageState | undefined {
    return this.changed.get(key) ?? this.before.get(key);
  }

  set(key: number, state: MessageState): void {
    this.changed.set(key, state);
  }
}
