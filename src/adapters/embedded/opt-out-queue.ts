import type { OptOutNews, OptOutQueue, WaitingOptOut } from '../../consent/opt-out-queue.ts';
import type { Database } from './database.ts';
import { int, rowOf, rowsOf, text } from './row.ts';

const ADD =
  'INSERT INTO opt_out_news (number, out, tries, due_at) VALUES (?, ?, 0, ?) ON CONFLICT DO UPDATE SET out = excluded.out, tries = 0, due_at = excluded.due_at';
const DUE = 'SELECT number, out, tries FROM opt_out_news WHERE due_at <= ? ORDER BY due_at, number LIMIT ?';
const WAITING = 'SELECT n.number FROM json_each(?) j JOIN opt_out_news n ON n.number = j.value';

export class EmbeddedOptOutQueue implements OptOutQueue {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(news: readonly OptOutNews[], now: number): Promise<void> {
    return this.#db.write(() => {
      const insert = this.#db.statement(ADD);
      for (const { number, out } of news) insert.run(number, Number(out), now);
    });
  }

  async due(now: number, limit: number): Promise<readonly WaitingOptOut[]> {
    return rowsOf(this.#db.statement(DUE), now, limit).map((row) => ({
      number: text(row, 0),
      out: int(row, 1) === 1,
      tries: int(row, 2),
    }));
  }

  done({ number, out }: OptOutNews): Promise<void> {
    return this.#db.write(() => {
      this.#db.statement('DELETE FROM opt_out_news WHERE number = ? AND out = ?').run(number, Number(out));
    });
  }

  putOff({ number, out }: OptOutNews, dueAt: number): Promise<void> {
    const sql = 'UPDATE opt_out_news SET tries = tries + 1, due_at = ? WHERE number = ? AND out = ?';
    return this.#db.write(() => {
      this.#db.statement(sql).run(dueAt, number, Number(out));
    });
  }

  async waiting(numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = rowsOf(this.#db.statement(WAITING), JSON.stringify(numbers));
    return new Set(rows.map((row) => text(row, 0)));
  }

  async count(): Promise<number> {
    const row = rowOf(this.#db.statement('SELECT count(*) FROM opt_out_news'));
    return row === undefined ? 0 : int(row, 0);
  }
}
