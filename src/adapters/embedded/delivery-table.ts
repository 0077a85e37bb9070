import { endedAttempt, type PastAttempt } from '../../delivery/attempts.ts';
import type { MessageState } from '../../delivery/state.ts';
import { RANK, STATUSES } from '../../delivery/status.ts';
import { TallyDelta } from '../../delivery/tally.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import { campaignOf, channelOf, stepOf } from './message-key.ts';
import { int, type Row, text } from './row.ts';
import { RowsByKey } from './rows-by-key.ts';

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

/** The counter of the changes themselves: two messages that change places leave all others as they were. It is of no channel. */
export const REVISION = 'revision';

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

/** In the order of `COLUMNS`, with the campaign at the end. */
function rowOfState(key: number, s: MessageState): readonly (string | number)[] {
  return [
    key,
    RANK[s.status],
    s.reason,
    s.attempts,
    s.tries,
    s.throttles,
    s.intendedAt,
    s.doneAt,
    s.providerId,
    s.parts,
    s.cost,
    s.spent,
    s.marks,
    s.dueAt,
    campaignOf(key),
  ];
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
  readonly #rows: RowsByKey;

  /** States between their intent and the last of answer and receipt: the steps in between need no read. */
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
    this.#rows = new RowsByKey(db, `SELECT ${STATE_COLUMNS} FROM`, 'delivery d', 'd.key');
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
    return new Map(this.#rows.of(keys).map((row) => [int(row, 0), stateOf(row)]));
  }

  #keep(key: number, state: MessageState): void {
    // Where the receipt was quicker than the answer to the call, the answer is still to come.
    if (RANK[state.status] >= RANK.failed && state.doneAt > 0) {
      this.#inFlight.delete(key);
      return;
    }
    if (this.#inFlight.size >= KEPT_AT_MOST) this.#inFlight.clear();
    this.#inFlight.set(key, state);
  }

  /** Stores what a unit of work changed, with its counters. Inside `Database.write`. */
  store(work: StateChanges): void {
    const earlier: (readonly [number, PastAttempt])[] = [];
    // In the order of the table, each page is touched once a batch.
    const changed = [...work.changed].sort(([a], [b]) => a - b);
    this.#states.run(changed, ([key, after]) => {
      const ended = endedAttempt(work.before.get(key), after);
      if (ended !== undefined) earlier.push([key, ended]);
      this.#keep(key, after);
      return rowOfState(key, after);
    });
    this.#earlier.run(earlier, ([key, { number, intendedAt, doneAt, status, reason, providerId }]) => [
      key,
      number,
      intendedAt,
      doneAt,
      RANK[status],
      reason,
      providerId,
    ]);
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
      add.run(campaign, REVISION, 1);
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
