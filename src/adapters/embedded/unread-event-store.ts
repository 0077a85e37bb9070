import { hash } from 'node:crypto';
import { KEPT_KINDS, type KeptKind } from '../../delivery/formats/reading.ts';
import type { UnreadCount, UnreadEvent, UnreadEventStore } from '../../delivery/unread-event-store.ts';
import type { Database } from './database.ts';
import { int, rowsOf, text } from './row.ts';

const KEEP =
  'INSERT INTO unread_event (hash, kind, reason, source, at, raw) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
const COUNT =
  "SELECT kind, reason, count(*) FROM unread_event GROUP BY 1, 2 ORDER BY 3 DESC, kind || ' ' || reason";
const LIST = 'SELECT kind, reason, source, at, raw FROM unread_event ORDER BY number DESC LIMIT ?';

export class EmbeddedUnreadEventStore implements UnreadEventStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  keep(events: readonly UnreadEvent[]): Promise<number> {
    return this.#db.write(() => {
      const insert = this.#db.statement(KEEP);
      let added = 0;
      for (const { kind, reason, source, at, raw } of events)
        added += Number(insert.run(hash('sha256', raw, 'base64url'), kind, reason, source, at, raw).changes);
      return added;
    });
  }

  async count(): Promise<readonly UnreadCount[]> {
    return rowsOf(this.#db.statement(COUNT)).map((row) => ({
      kind: kindOf(text(row, 0)),
      reason: text(row, 1),
      count: int(row, 2),
    }));
  }

  async list(limit: number): Promise<readonly UnreadEvent[]> {
    return rowsOf(this.#db.statement(LIST), limit).map((row) => ({
      kind: kindOf(text(row, 0)),
      reason: text(row, 1),
      source: text(row, 2),
      at: int(row, 3),
      raw: text(row, 4),
    }));
  }

  forget(before: number): Promise<number> {
    const sql = 'DELETE FROM unread_event WHERE at < ?';
    return this.#db.write(() => Number(this.#db.statement(sql).run(before).changes));
  }
}

function kindOf(name: string): KeptKind {
  const kind = KEPT_KINDS.find((known) => known === name);
  if (kind === undefined) throw new TypeError('An unread event is of no known kind.');
  return kind;
}
