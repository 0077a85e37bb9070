import type { Database } from './database.ts';
import { type Row, rowsOf } from './row.ts';

type Value = string | number | null;

/** Rows in one statement: 32 rows cost two thirds of 32 single inserts; more gains nothing (measured). */
const ROWS = 32;

/** Inserts rows many at a time. `tail` is what follows the values: `ON CONFLICT ... RETURNING ...`. Runs inside `Database.write`. */
export class BulkInsert {
  readonly #db: Database;
  readonly #columns: number;
  readonly #one: string;
  readonly #many: string;
  /** Of the rows to come; used over and over. */
  readonly #values: Value[];

  constructor(db: Database, table: string, columns: readonly string[], tail: string) {
    this.#db = db;
    this.#columns = columns.length;
    this.#values = Array.from({ length: columns.length * ROWS }, () => null);
    const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    this.#one = `${head}${row} ${tail}`;
    this.#many = `${head}${Array.from({ length: ROWS }, () => row).join(', ')} ${tail}`;
  }

  /** A row for each of `items`; `valuesOf` gives its values in the order of the columns. The answer is what the tail returns. */
  run<T>(items: Iterable<T>, valuesOf: (item: T) => readonly Value[]): readonly Row[] {
    const returned: Row[] = [];
    const values = this.#values;
    let at = 0;
    for (const item of items) {
      const row = valuesOf(item);
      for (let i = 0; i < this.#columns; i++) values[at++] = row[i] ?? null;
      if (at < values.length) continue;
      returned.push(...rowsOf(this.#db.statement(this.#many), ...values));
      at = 0;
    }
    for (let from = 0; from < at; from += this.#columns) {
      const one = this.#db.statement(this.#one);
      returned.push(...rowsOf(one, ...values.slice(from, from + this.#columns)));
    }
    return returned;
  }
}
