import { CHANNELS } from '../../../kernel/channel.ts';
import type { AudienceSchema } from '../../../audience/sql/schema.ts';

const TEXTS =
  `customer_id customer_id_text id_digits external_id first_name last_name phone whatsapp email country city timezone language
  preferred_channel`.split(/\s+/);

/** Of the columns in `AudienceSchema`, as Hive calls them; Parquet finds them by name, so files may have more. */
const COLUMNS = {
  customers: [
    ['number', 'int'],
    ...TEXTS.map((name) => [name, 'string'] as const),
    ['signup_at', 'bigint'],
    ...CHANNELS.map((channel) => [`consent_${channel}`, 'boolean'] as const),
  ],
  products: [
    ['number', 'int'],
    ...['sku', 'name', 'category', 'sku_text', 'name_text', 'category_text'].map(
      (name) => [name, 'string'] as const,
    ),
  ],
  purchases: [
    ['purchase_id', 'string'],
    ['customer', 'int'],
    ['product', 'int'],
    ['quantity', 'double'],
    ['amount', 'bigint'],
    ['currency', 'string'],
    ['at', 'bigint'],
  ],
  buyers: [
    ['customer', 'int'],
    ['first_at', 'bigint'],
    ['last_at', 'bigint'],
    ['purchases', 'bigint'],
    ['amount', 'bigint'],
  ],
  carts: [
    ['customer', 'int'],
    ['product', 'int'],
    ['quantity', 'double'],
    ['at', 'bigint'],
  ],
  views: [
    ['customer', 'int'],
    ['product', 'int'],
    ['at', 'bigint'],
  ],
  messages: [
    ['customer', 'int'],
    ['campaign', 'string'],
    ['channel', 'string'],
    ['at', 'bigint'],
    ...['contacted', 'delivered', 'opened', 'clicked', 'failed'].map((name) => [name, 'boolean'] as const),
  ],
} as const satisfies Record<string, readonly (readonly [name: string, type: string])[]>;

export type AudienceTable = keyof typeof COLUMNS;
export const AUDIENCE_TABLES = [
  'customers',
  'products',
  'purchases',
  'buyers',
  'carts',
  'views',
  'messages',
] as const satisfies readonly AudienceTable[];

const FORMS = { text: 'string', number: 'double', time: 'bigint', list: 'array<string>' } as const;

/** Statements that make the database and its tables over `location` (`s3://bucket/audience/7/`), a folder a table. */
export function tableStatements(
  database: string,
  location: string,
  schema: AudienceSchema,
): readonly string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS \`${database}\``,
    ...AUDIENCE_TABLES.map((table) => {
      const more = table === 'customers' ? attributeColumns(schema) : [];
      const columns = [...COLUMNS[table], ...more].map(([name, type]) => `\`${name}\` ${type}`);
      return `CREATE EXTERNAL TABLE IF NOT EXISTS \`${database}\`.\`${table}\` (${columns.join(', ')}) STORED AS PARQUET LOCATION '${location}${table}/'`;
    }),
  ];
}

function attributeColumns({
  attributes,
}: AudienceSchema): readonly (readonly [name: string, type: string])[] {
  return [...attributes.values()].flatMap((columns) =>
    (['text', 'number', 'time', 'list'] as const).flatMap((form) => {
      const name = columns[form];
      return name === undefined ? [] : [[name, FORMS[form]] as const];
    }),
  );
}
