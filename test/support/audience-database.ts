import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { buyersOf, buyersOfEach } from '../../src/audience/sql/buyers.ts';
import { comparable } from '../../src/audience/comparable.ts';
import type { CompiledQuery } from '../../src/audience/audience-index.ts';
import type { AttributeValue, Customer } from '../../src/audience/customer.ts';
import { parseTimeSpan } from '../../src/audience/iso-time.ts';
import { AMOUNT_SCALE, type AttributeColumns, type AudienceSchema } from '../../src/audience/sql/schema.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import type { World } from '../../src/audience/query/history.ts';

type Cell = string | number | boolean | null | readonly string[];

/** A DuckDB in memory that holds one world after another, in the tables of `AudienceSchema`. */
export class AudienceDatabase {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(): Promise<AudienceDatabase> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const macro of ATHENA_FUNCTIONS) await connection.run(`CREATE MACRO ${macro}`);
    return new AudienceDatabase(instance, connection);
  }

  /** Puts this world in the place of the one before. */
  async fill(world: World): Promise<AudienceSchema> {
    const people = new Numbers(world.customers.map(({ id }) => id));
    const keys = new Map(world.customers.map(({ key, id }) => [key, id]));
    const goods = new Numbers(world.products.map(({ sku }) => sku));
    const attributes = attributeCells(world.customers);
    const newest = Math.max(...world.purchases.map(({ at }) => at));
    const schema = {
      attributes: new Map(attributes.map(({ name, columns }) => [name, columns])),
      ...(world.purchases.length > 0 && { newestPurchaseAt: newest }),
    };
    const more = attributes.flatMap(({ types }) => types);
    await this.#table(
      'customers',
      `${CUSTOMER_COLUMNS}${more.map((column) => `, ${column}`).join('')}`,
      world.customers.map((customer, i) => [
        ...customerCells(customer, people.of(customer.id)),
        ...attributes.flatMap(({ cells }) => cells[i] ?? []),
      ]),
    );
    await this.#table(
      'purchases',
      'purchase_id VARCHAR, customer INTEGER, product INTEGER, quantity DOUBLE, amount BIGINT, currency VARCHAR, "at" BIGINT',
      world.purchases.map((each) => [
        each.id,
        people.of(each.customerId),
        goods.of(each.sku),
        each.quantity,
        each.amount === undefined ? null : Math.round(each.amount * AMOUNT_SCALE),
        each.currency ?? null,
        each.at,
      ]),
    );
    await this.#connection.run(`CREATE OR REPLACE TABLE buyers AS ${buyersOf(buyersOfEach('purchases'))}`);
    await this.#table(
      'carts',
      'customer INTEGER, product INTEGER, quantity DOUBLE, "at" BIGINT',
      world.carts.map((each) => [people.of(each.customerId), goods.of(each.sku), each.quantity, each.at]),
    );
    await this.#table(
      'views',
      'customer INTEGER, product INTEGER, "at" BIGINT',
      world.views.map((each) => [people.of(each.customerId), goods.of(each.sku), each.at]),
    );
    await this.#table(
      'messages',
      'customer INTEGER, campaign VARCHAR, channel VARCHAR, "at" BIGINT, contacted BOOLEAN, delivered BOOLEAN, opened BOOLEAN, clicked BOOLEAN, failed BOOLEAN',
      world.messages.map((each) => [
        people.of(keys.get(each.customerKey) ?? each.customerKey),
        each.campaignId,
        each.channel,
        each.at,
        each.contacted,
        each.delivered,
        each.opened,
        each.clicked,
        each.failed,
      ]),
    );
    await this.#products(world, goods);
    return schema;
  }

  /** Those of the catalogue, and those that something happened to all the same. */
  async #products({ products }: World, goods: Numbers): Promise<void> {
    const listed = new Map(products.map((product) => [product.sku, product]));
    const text = (given: string | undefined) => [
      given ?? null,
      given === undefined ? null : comparable(given),
    ];
    await this.#table(
      'products',
      'number INTEGER, sku VARCHAR, sku_text VARCHAR, name VARCHAR, name_text VARCHAR, category VARCHAR, category_text VARCHAR',
      goods.all().map(([sku, number]) => {
        const { name, category } = listed.get(sku) ?? {};
        return [number, ...text(sku), ...text(name), ...text(category)];
      }),
    );
  }

  async rows({ sql, parameters }: CompiledQuery): Promise<readonly (readonly unknown[])[]> {
    return (await this.#connection.runAndReadAll(sql, [...parameters])).getRows();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #table(name: string, columns: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.#connection.run(`CREATE OR REPLACE TABLE ${name} (${columns})`);
    if (rows.length === 0) return;
    const places = (cell: Cell) => (isList(cell) ? `[${cell.map(() => '?').join(', ')}]::VARCHAR[]` : '?');
    await this.#connection.run(
      `INSERT INTO ${name} VALUES ${rows.map((row) => `(${row.map(places).join(', ')})`).join(', ')}`,
      rows.flatMap((row) => row.flatMap((cell) => (isList(cell) ? [...cell] : [cell]))),
    );
  }
}

/** What Athena's text calls: DuckDB's md5 gives the digits of the hash at once. */
const ATHENA_FUNCTIONS = [
  'arrays_overlap(a, b) AS list_has_any(a, b)',
  'to_utf8(a) AS a',
  'to_hex(a) AS a',
  'from_unixtime(a) AS make_timestamp((a * 1e6)::BIGINT)',
  'to_unixtime(a) AS epoch_us(a) / 1e6',
  "date_add(unit, n, a) AS CASE unit WHEN 'month' THEN a + to_months(n::INTEGER) END",
];

function isList(cell: Cell): cell is readonly string[] {
  return Array.isArray(cell);
}

/** Numbers of names; names that come later get theirs then. */
class Numbers {
  readonly #numbers: Map<string, number>;

  constructor(names: readonly string[]) {
    this.#numbers = new Map(names.map((name, i) => [name, i + 1]));
  }

  of(name: string): number {
    const known = this.#numbers.get(name) ?? this.#numbers.size + 1;
    this.#numbers.set(name, known);
    return known;
  }

  all(): readonly (readonly [string, number])[] {
    return [...this.#numbers];
  }
}

const CUSTOMER_COLUMNS = `number INTEGER, customer_id VARCHAR, customer_id_text VARCHAR, external_id VARCHAR, first_name VARCHAR, last_name VARCHAR,
  phone VARCHAR, whatsapp VARCHAR, email VARCHAR, country VARCHAR, city VARCHAR, timezone VARCHAR, "language" VARCHAR, preferred_channel VARCHAR,
  signup_at BIGINT, consent_sms BOOLEAN, consent_whatsapp BOOLEAN, consent_email BOOLEAN`;

function customerCells(customer: Customer, number: number): readonly Cell[] {
  const { id, externalId, firstName, lastName, addresses, country, city, timezone, language } = customer;
  const texts = [id, externalId, firstName, lastName, addresses.sms, addresses.whatsapp, addresses.email];
  const more = [country, city, timezone, language, customer.preferredChannel];
  return [
    number,
    id,
    ...[...texts, ...more].map((text) => (text === undefined ? null : comparable(text))),
    customer.signupAt ?? null,
    ...CHANNELS.map((channel) => customer.consent[channel] ?? null),
  ];
}

interface AttributeCells {
  readonly name: string;
  readonly columns: AttributeColumns;
  /** Names and types of the columns. */
  readonly types: readonly string[];
  /** Of each customer. */
  readonly cells: readonly (readonly Cell[])[];
}

function attributeCells(customers: readonly Customer[]): readonly AttributeCells[] {
  const names = [...new Set(customers.flatMap(({ attributes }) => Object.keys(attributes)))];
  return names.map((name, i) => {
    const valueOf = ({ attributes }: Customer) =>
      Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return columnsOf(name, `a${i}`, customers.map(valueOf));
  });
}

function columnsOf(
  name: string,
  column: string,
  values: readonly (AttributeValue | undefined)[],
): AttributeCells {
  const made = {
    text: values.map(textOf),
    number: values.map(numberOf),
    time: values.map(timeOf),
    list: values.map(listOf),
  };
  const types = { text: 'VARCHAR', number: 'DOUBLE', time: 'BIGINT', list: 'VARCHAR[]' };
  const kinds = (['text', 'number', 'time', 'list'] as const).filter((kind) =>
    made[kind].some((cell) => cell !== null),
  );
  return {
    name,
    columns: Object.fromEntries(kinds.map((kind) => [kind, `${column}_${kind}`])),
    types: kinds.map((kind) => `${column}_${kind} ${types[kind]}`),
    cells: values.map((_, i) => kinds.map((kind) => made[kind][i] ?? null)),
  };
}

function textOf(value: AttributeValue | undefined): string | null {
  return value === undefined || typeof value === 'object' ? null : comparable(String(value));
}

function numberOf(value: AttributeValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function timeOf(value: AttributeValue | undefined): number | null {
  return typeof value === 'string' ? (parseTimeSpan(value)?.startAt ?? null) : null;
}

function listOf(value: AttributeValue | undefined): readonly string[] | null {
  return typeof value === 'object' ? value.map((each) => comparable(String(each))) : null;
}
