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

  constructor(db: Database, table: string, columns: readonly string[], tail: string) {
    this.#db = db;
    this.#columns = columns.length;
    const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    this.#one = `${head}${row} ${tail}`;
    this.#many = `${head}${Array.from({ length: ROWS }, () => row).join(', ')} ${tail}`;
  }

  /** `values` holds row after row. The answer is what the tail returns. */
  run(values: readonly Value[]): readonly Row[] {
    const returned: Row[] = [];
    const wide = this.#columns * ROWS;
    let at = 0;
    if (values.length >= wide) {
      const many = this.#db.statement(this.#many);
      for (; at + wide <= values.length; at += wide)
        returned.push(...rowsOf(many, ...values.slice(at, at + wide)));
    }
    if (at === values.length) return returned;
    const one = this.#db.statement(this.#one);
    for (; at < values.length; at += this.#columns)
      returned.push(...rowsOf(one, ...values.slice(at, at + this.#columns)));
    return returned;
  }
}
