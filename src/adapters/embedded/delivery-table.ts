import { endedAttempt, type PastAttempt } from '../../delivery/attempts.ts';
import { type MessageState, NO_STATE } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { TallyDelta } from '../../delivery/tally.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import { campaignOf, channelOf, stepOf } from './message-key.ts';
import { int } from './row.ts';
import { RowsByKey } from './rows-by-key.ts';
import { COLUMNS, rowOfState, STATE_COLUMNS, stateOf } from './stored-state.ts';

/** The campaign number stands in the upper bits of a key: see message-key.ts. */
const BEGIN = `INSERT INTO delivery (${COLUMNS.join(', ')})
  SELECT value, value >> 36, ${COLUMNS.slice(2)
    .map(() => '?')
    .join(', ')} FROM json_each(?)`;

/** The counter of the changes themselves: two messages that change places leave all others as they were. It is of no channel. */
export const REVISION = 'revision';

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
    this.#states = new BulkInsert(db, 'delivery', COLUMNS, 'replace');
    this.#rows = new RowsByKey(db, `SELECT ${STATE_COLUMNS} FROM`, 'delivery d', 'd.key');
    this.#earlier = new BulkInsert(
      db,
      'earlier_attempt',
      ['key', 'number', 'intended_at', 'done_at', 'status', 'reason', 'provider_id'],
      'keep',
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
    this.#storeStates(changed);
    this.#earlier.run(this.#ended, ([key, attempt]) => rowOfAttempt(key, attempt));
    this.#storeCounters(changed);
    for (const delivery of changed) delivery.stored = delivery.state;
    this.#changed = [];
    this.#ended = [];
  }

  /** Messages of a size and a price begin with the same object: then all but their keys is one row (1.3 us each, against 2.4). */
  #storeStates(changed: readonly Delivery[]): void {
    const begun = new Map<MessageState, number[]>();
    const others: Delivery[] = [];
    for (const delivery of changed) {
      const { key, stored, state = NO_STATE } = delivery;
      if (stored === undefined) listIn(begun, state).push(key);
      else others.push(delivery);
    }
    const begin = this.#db.statement(BEGIN);
    for (const [state, keys] of begun) begin.run(...rowOfState(0, state).slice(2), JSON.stringify(keys));
    this.#states.run(others, ({ key, state = NO_STATE }) => rowOfState(key, state));
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

function listIn(lists: Map<MessageState, number[]>, state: MessageState): number[] {
  let list = lists.get(state);
  if (list === undefined) lists.set(state, (list = []));
  return list;
}

/** Where the receipt was quicker than the answer to the call, the answer is still to come. */
function isInFlight(state: MessageState | undefined): boolean {
  return state !== undefined && (RANK[state.status] < RANK.failed || state.doneAt === 0);
}
