import type { Opening, ServiceWindows } from '../../consent/service-windows.ts';
import type { Database } from './database.ts';
import { int, rowsOf, text } from './row.ts';

const OPEN =
  'INSERT INTO service_window (key, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at';
const FIND = 'SELECT w.key, w.at FROM json_each(?) j JOIN service_window w ON w.key = j.value';

export class EmbeddedServiceWindows implements ServiceWindows {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  opened(entries: readonly Opening[]): Promise<void> {
    return this.#db.write(() => {
      const open = this.#db.statement(OPEN);
      for (const { key, at } of entries) open.run(key, at);
    });
  }

  async lastOpened(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = rowsOf(this.#db.statement(FIND), JSON.stringify(keys));
    return new Map(rows.map((row) => [text(row, 0), int(row, 1)]));
  }
}
