import {
  SUPPRESSION_REASONS,
  type Suppression,
  type SuppressionReason,
  type SuppressionStore,
} from '../../consent/suppression-store.ts';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';
import type { Database } from './database.ts';
import { int, type Row, rowOf, rowsOf, text } from './row.ts';

const ADD =
  'INSERT INTO suppression (key, channel, reason, source, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
const OUTWEIGH =
  "UPDATE suppression SET reason = ?, source = ?, at = ? WHERE key = ? AND reason = 'opted_out' AND ? <> 'opted_out'";
const LIFT = "DELETE FROM suppression WHERE key = ? AND reason = 'opted_out'";
const FIND =
  'SELECT s.key, s.channel, s.reason, s.source, s.at FROM json_each(?) j JOIN suppression s ON s.key = j.value';

export class EmbeddedSuppressionStore implements SuppressionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(suppressions: readonly Suppression[]): Promise<number> {
    return this.#db.write(() => addSuppressions(this.#db, suppressions));
  }

  lift(keys: readonly string[]): Promise<number> {
    return this.#db.write(() => {
      const remove = this.#db.statement(LIFT);
      let lifted = 0;
      for (const key of keys) lifted += Number(remove.run(key).changes);
      return lifted;
    });
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, Suppression>> {
    const rows = rowsOf(this.#db.statement(FIND), JSON.stringify(keys));
    return new Map(rows.map(suppressionOf).map((suppression) => [suppression.key, suppression]));
  }

  async count(): Promise<number> {
    const row = rowOf(this.#db.statement('SELECT count(*) FROM suppression'));
    return row === undefined ? 0 : int(row, 0);
  }
}

/** Adds by the rule of `SuppressionStore.add` and counts the new ones. Runs inside `Database.write`. */
export function addSuppressions(db: Database, suppressions: readonly Suppression[]): number {
  const insert = db.statement(ADD);
  const outweigh = db.statement(OUTWEIGH);
  let added = 0;
  for (const { key, channel, reason, source, at } of suppressions) {
    const isNew = insert.run(key, channel, reason, source, at).changes === 1;
    if (isNew) added++;
    else outweigh.run(reason, source, at, key, reason);
  }
  return added;
}

function suppressionOf(row: Row): Suppression {
  return {
    key: text(row, 0),
    channel: channelOf(text(row, 1)),
    reason: reasonOf(text(row, 2)),
    source: text(row, 3),
    at: int(row, 4),
  };
}

function channelOf(name: string): Channel {
  const channel = CHANNELS.find((known) => known === name);
  if (channel === undefined) throw new TypeError('A suppression names no known channel.');
  return channel;
}

function reasonOf(name: string): SuppressionReason {
  const reason = SUPPRESSION_REASONS.find((known) => known === name);
  if (reason === undefined) throw new TypeError('A suppression names no known reason.');
  return reason;
}
