import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DataSet } from './data-sets.ts';

const PURCHASES = {
  purchase_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  sku: 'VARCHAR',
  quantity: 'DECIMAL(12, 3)',
  amount: 'DECIMAL(18, 4)',
  currency: 'VARCHAR',
  purchased_at: 'TIMESTAMP',
};
const CARTS = { customer_id: 'VARCHAR', sku: 'VARCHAR', quantity: 'DECIMAL(12, 3)', added_at: 'TIMESTAMP' };
const VIEWS = { customer_id: 'VARCHAR', sku: 'VARCHAR', viewed_at: 'TIMESTAMP' };
const MESSAGES = {
  customer_id: 'VARCHAR',
  campaign: 'VARCHAR',
  channel: 'VARCHAR',
  sent_at: 'TIMESTAMP',
  delivered: 'BOOLEAN',
  opened: 'BOOLEAN',
  clicked: 'BOOLEAN',
  failed: 'BOOLEAN',
};
const PRODUCTS = {
  sku: 'VARCHAR',
  name: 'VARCHAR',
  category: 'VARCHAR',
  price: 'DECIMAL(18, 4)',
  currency: 'VARCHAR',
};

/**
 * The other way to the answer: the raw files as DuckDB reads them, without a line of the product. Tables `customers`, and `bought`,
 * `carted`, `viewed` with the product's name and category beside each row, `messages`; times as `done_at`, UTC.
 */
export class Truth {
  readonly #run: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly #close: () => void;

  private constructor(run: (sql: string) => Promise<readonly (readonly unknown[])[]>, close: () => void) {
    this.#run = run;
    this.#close = close;
  }

  static async of({ folder, customers, columns, messages }: DataSet): Promise<Truth> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const table = (file: string, types: Readonly<Record<string, string>>) => {
      const path = fileURLToPath(new URL(file, folder)).replaceAll("'", "''");
      const said = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`);
      return file.endsWith('.csv')
        ? `(SELECT * FROM read_csv('${path}', header = true, columns = {${said.join(', ')}}))`
        : `(SELECT * FROM read_json('${path}', format = 'newline_delimited', columns = {${said.join(', ')}}))`;
    };
    const products = table('products.csv', PRODUCTS);
    await connection.run(`CREATE TABLE customers AS ${table(customers, columns)}`);
    await connection.run(`CREATE TABLE bought AS SELECT customer_id, sku, name, category, quantity, amount, p.currency, purchased_at AS done_at
      FROM ${table('purchases.csv', PURCHASES)} p LEFT JOIN ${products} USING (sku)`);
    await connection.run(`CREATE TABLE carted AS SELECT customer_id, sku, name, category, quantity, added_at AS done_at
      FROM ${table('carts.csv', CARTS)} LEFT JOIN ${products} USING (sku)`);
    await connection.run(`CREATE TABLE viewed AS SELECT customer_id, sku, name, category, viewed_at AS done_at
      FROM ${table('views.csv', VIEWS)} LEFT JOIN ${products} USING (sku)`);
    if (messages !== undefined) {
      await connection.run(
        `CREATE TABLE messages AS SELECT * RENAME (sent_at AS done_at) FROM ${table(messages.href, MESSAGES)}`,
      );
    }
    const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
    return new Truth(run, () => {
      connection.closeSync();
      instance.closeSync();
    });
  }

  /** Ids of the customers, by code points. */
  async ids(sql: string): Promise<readonly string[]> {
    return (await this.#run(sql)).map(([id]) => String(id)).sort();
  }

  close(): void {
    this.#close();
  }
}
