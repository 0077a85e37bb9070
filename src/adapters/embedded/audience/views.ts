import { CHANNELS } from '../../../kernel/channel.ts';
import type { AudienceSchema } from '../../../audience/sql/schema.ts';
import type { AudienceFolder } from './audience-folder.ts';
import { type Duck, parquet } from './duckdb.ts';
import type { Manifest, ParquetFile } from './manifest.ts';

const TEXTS = [
  'customer_id',
  'customer_id_text',
  'id_digits',
  'external_id',
  'first_name',
  'last_name',
  'phone',
  'whatsapp',
  'email',
  'country',
  'city',
  'timezone',
  'language',
  'preferred_channel',
];

/** What a table is where nothing was imported: see sql/schema.ts. */
const EMPTY = {
  customers: `number INTEGER, ${TEXTS.map((name) => `${name} VARCHAR`).join(', ')}, signup_at BIGINT,
    ${CHANNELS.map((channel) => `consent_${channel} BOOLEAN`).join(', ')}`,
  products: `number INTEGER, sku VARCHAR, name VARCHAR, category VARCHAR, sku_text VARCHAR, name_text VARCHAR, category_text VARCHAR,
    listed BOOLEAN`,
  purchases: `purchase_id VARCHAR, customer INTEGER, product INTEGER, quantity DOUBLE, amount BIGINT, currency VARCHAR, "at" BIGINT`,
  buyers: `customer INTEGER, first_at BIGINT, last_at BIGINT, purchases BIGINT, amount BIGINT`,
  carts: `customer INTEGER, product INTEGER, quantity DOUBLE, "at" BIGINT`,
  views: `customer INTEGER, product INTEGER, "at" BIGINT`,
  messages: `customer INTEGER, campaign VARCHAR, channel VARCHAR, "at" BIGINT, contacted BOOLEAN, delivered BOOLEAN, opened BOOLEAN,
    clicked BOOLEAN, failed BOOLEAN`,
};

/** Makes the tables that compiled queries read, in a schema of their own. DuckDB opens every file here, and fails when one is missing. */
export async function createViews(
  duck: Duck,
  schema: string,
  folder: AudienceFolder,
  manifest: Manifest,
): Promise<void> {
  const files = tableFiles(manifest);
  const statements = [`CREATE SCHEMA ${schema}`];
  for (const table of TABLES) {
    const paths = files[table].map((file) => folder.pathOf(file));
    statements.push(
      paths.length === 0
        ? `CREATE TABLE ${schema}.${table} (${EMPTY[table]})`
        : `CREATE VIEW ${schema}.${table} AS SELECT * FROM ${parquet(paths)}`,
    );
  }
  for (const statement of statements) await duck.rows(statement);
}

/** The files of each table that compiled queries read. */
export function tableFiles({
  customers,
  products,
  purchases,
  buyers,
  carts,
  views,
  messages,
}: Manifest): Readonly<Record<keyof typeof EMPTY, readonly ParquetFile[]>> {
  return {
    customers: customers?.file === undefined ? [] : [customers.file],
    products,
    purchases,
    buyers: buyers === undefined ? [] : [buyers.file],
    carts,
    views,
    messages: messages.flatMap(({ file }) => file ?? []),
  };
}

const TABLES = ['customers', 'products', 'purchases', 'buyers', 'carts', 'views', 'messages'] as const;

export function schemaOf({ buyers, customers }: Manifest): AudienceSchema {
  return {
    attributes: new Map(customers?.attributes.map(({ name, ...columns }) => [name, columns])),
    ...(buyers?.hasSums === true && { newestPurchaseAt: buyers.newestAt }),
  };
}
