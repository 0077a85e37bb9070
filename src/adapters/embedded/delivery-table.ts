import { endedAttempt, type PastAttempt } from '../../delivery/attempts.ts';
import { type MessageState, NO_STATE } from '../../delivery/state.ts';
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

function rowOfAttempt(key: number, attempt: PastAttempt): readonly (string | number)[] {
  const { number, intendedAt, doneAt, status, reason, providerId } = attempt;
  return [key, number, intendedAt, doneAt, RANK[status], reason, providerId];
}

/** 20,000 states take 5 MB; more are in flight only when receipts are slow, and then reading them costs nothing that matters. */
const KEPT_AT_MOST = 20_000;

/** A message in a group of units of work. Only `DeliveryTable` changes it. */
export interface Delivery {
  readonly key: number;
  /** As the group has left it so far; `undefined`: it is still in the plan. */
  state: MessageState | undefined;
  /** As the table has it. */
  stored: MessageState | undefined;
}

/**
 * The states that a group of units of work reads and changes; all of it inside `Database.write`. Each is stored once a group, however
 * often it changed: a receipt often shares the commit with its answer. Counters follow from the changes and are stored with them, so
 * they cannot drift; an attempt that a newer one replaces is kept in `earlier_attempt`.
 */
export class DeliveryTable {
  readonly #db: Database;
  readonly #states: BulkInsert;
  readonly #earlier: BulkInsert;
  readonly #rows: RowsByKey;

  /** Those of this group, and those between their intent and the last of answer and receipt: the steps in between need no read. */
  readonly #known = new Map<number, Delivery>();
  /** Those that each unit of this group asked for. */
  #asked: (readonly Delivery[])[] = [];
  #changed: Delivery[] = [];
  #ended: (readonly [number, PastAttempt])[] = [];

  constructor(db: Database) {
    this.#db = db;
    db.onStale(() => this.#forget());
    db.beforeCommit(() => this.#endGroup());
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

  /** The messages of these keys, in the same order. */
  of(keys: readonly number[]): readonly Delivery[] {
    const unknown: number[] = [];
    const asked = keys.map((key) => {
      let delivery = this.#known.get(key);
      if (delivery === undefined) {
        delivery = { key, state: undefined, stored: undefined };
        this.#known.set(key, delivery);
        unknown.push(key);
      }
      return delivery;
    });
    this.#asked.push(asked);
    if (unknown.length > 0) this.#read(unknown);
    return asked;
  }

  #read(keys: readonly number[]): void {
    for (const row of this.#rows.of(keys)) {
      const delivery = this.#known.get(int(row, 0));
      if (delivery !== undefined) delivery.stored = delivery.state = stateOf(row);
    }
  }

  set(delivery: Delivery, after: MessageState): void {
    const ended = endedAttempt(delivery.state, after);
    if (ended !== undefined) this.#ended.push([delivery.key, ended]);
    if (delivery.state === delivery.stored) this.#changed.push(delivery);
    delivery.state = after;
  }

  /** Stores what the group has changed so far, for those who look at the tables with SQL of their own. */
  store(): void {
    if (this.#changed.length === 0) return;
    // In the order of the table, each page is touched once.
    const changed = this.#changed.sort((a, b) => a.key - b.key);
    this.#states.run(changed, ({ key, state }) => rowOfState(key, state ?? NO_STATE));
    this.#earlier.run(this.#ended, ([key, attempt]) => rowOfAttempt(key, attempt));
    this.#storeCounters(changed);
    for (const delivery of changed) delivery.stored = delivery.state;
    this.#changed = [];
    this.#ended = [];
  }

  #storeCounters(changed: readonly Delivery[]): void {
    const deltas = new Map<number, TallyDelta>();
    for (const { key, stored, state } of changed) {
      const campaign = campaignOf(key);
      let delta = deltas.get(campaign);
      if (delta === undefined) deltas.set(campaign, (delta = new TallyDelta()));
      delta.count(channelOf(key), stepOf(key), stored, state ?? NO_STATE);
    }
    const add = this.#db.statement(
      'INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (campaign, name) DO UPDATE SET value = value + excluded.value',
    );
    for (const [campaign, delta] of deltas) {
      for (const [name, value] of delta.changes()) add.run(campaign, name, value);
      add.run(campaign, REVISION, 1);
    }
  }

  #endGroup(): void {
    this.store();
    for (const asked of this.#asked) {
      for (const { key, state } of asked) if (!isInFlight(state)) this.#known.delete(key);
    }
    this.#asked = [];
    if (this.#known.size > KEPT_AT_MOST) this.#known.clear();
  }

  #forget(): void {
    this.#known.clear();
    this.#asked = [];
    this.#changed = [];
    this.#ended = [];
  }

  /** For reading outside `Database.write`. */
  readStored(keys: readonly number[]): ReadonlyMap<number, MessageState> {
    return new Map(this.#rows.of(keys).map((row) => [int(row, 0), stateOf(row)]));
  }
}

/** Where the receipt was quicker than the answer to the call, the answer is still to come. */
function isInFlight(state: MessageState | undefined): boolean {
  return state !== undefined && (RANK[state.status] < RANK.failed || state.doneAt === 0);
}
