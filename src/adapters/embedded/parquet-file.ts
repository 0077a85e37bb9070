import {
  BOOLEAN,
  type DuckDBConnection,
  DuckDBDecimalType,
  DuckDBInstance,
  DuckDBListType,
  DuckDBListValue,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Cell } from '../../audience/import/raw-row.ts';
import type { Table } from '../../audience/import/table.ts';
import type { Scalar } from '../../audience/customer.ts';
import { Failure } from '../../kernel/failure.ts';

/** A column as it is read: its name, and the expression that gives text, a number, a boolean or a list of them. */
interface ReadColumn {
  readonly name: string;
  readonly sql: string;
}

/** Reading alone: no file is written, nothing is fetched, and memory has a bound whatever the file is. */
const SETTINGS = {
  threads: '2',
  memory_limit: '512MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
} as const;

const AS_THEY_ARE: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.VARCHAR,
]);

const NESTED: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.LIST,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.MAP,
  DuckDBTypeId.UNION,
]);

/**
 * A Parquet file as a table of plain values, read in pieces of 2,048 rows. Dates and times become ISO 8601, decimals and integers numbers
 * as far as a number holds them and text beyond that, lists lists, what is inside a struct a column `outer_inner` (plain `inner` inside
 * `attributes`), and a map text.
 */
export class ParquetFile implements Table {
  readonly columns: readonly string[];
  readonly rowCount: number;
  readonly #name: string;
  readonly #path: string;
  readonly #read: readonly ReadColumn[];
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(parts: {
    name: string;
    path: string;
    read: readonly ReadColumn[];
    rowCount: number;
    instance: DuckDBInstance;
    connection: DuckDBConnection;
  }) {
    this.columns = parts.read.map(({ name }) => name);
    this.rowCount = parts.rowCount;
    this.#name = parts.name;
    this.#path = parts.path;
    this.#read = parts.read;
    this.#instance = parts.instance;
    this.#connection = parts.connection;
  }

  /** `name` is what people call the file. @throws Failure `file_invalid` when it is damaged, or has a column of bytes. */
  static async open(path: string, name: string): Promise<ParquetFile> {
    const instance = await DuckDBInstance.create(':memory:', SETTINGS);
    const connection = await instance.connect();
    try {
      const pattern = literalPattern(path);
      const shape = await connection.runAndReadAll(`SELECT * FROM ${SOURCE} LIMIT 0`, [pattern]);
      const types = shape.columnTypes();
      const read = shape.columnNames().flatMap((column, i) => {
        const type = types[i] ?? BOOLEAN;
        return readColumns(name, column, identifier(column), type, column === 'attributes');
      });
      const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${SOURCE}`, [pattern]);
      const rowCount = Number(counted.getRows()[0]?.[0] ?? 0);
      return new ParquetFile({ name, path: pattern, read, rowCount, instance, connection });
    } catch (thrown) {
      connection.closeSync();
      instance.closeSync();
      throw damaged(name, thrown);
    }
  }

  get rows(): AsyncIterable<readonly (readonly Cell[])[]> {
    return this.#chunks();
  }

  async *#chunks(): AsyncGenerator<readonly (readonly Cell[])[]> {
    const list = this.#read.map(({ sql }) => sql).join(', ');
    try {
      const result = await this.#connection.stream(`SELECT ${list} FROM ${SOURCE}`, [this.#path]);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield toRows(chunk.getColumns(), chunk.rowCount);
      }
    } catch (thrown) {
      throw damaged(this.#name, thrown);
    }
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Text that old writers left without its mark is text. */
const SOURCE = 'read_parquet(?, binary_as_string = true)';

/** A path that means this file and no other: DuckDB takes `*`, `?` and `[` for patterns. */
function literalPattern(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]');
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function readColumns(
  file: string,
  name: string,
  sql: string,
  type: DuckDBType,
  isPlain = false,
): readonly ReadColumn[] {
  if (type instanceof DuckDBStructType) {
    return type.entryNames.flatMap((inner, i) => {
      const path = `struct_extract(${sql}, '${inner.replaceAll("'", "''")}')`;
      return readColumns(file, isPlain ? inner : `${name}_${inner}`, path, type.entryTypes[i] ?? BOOLEAN);
    });
  }
  return [{ name, sql: plainValue(file, name, sql, type) }];
}

function plainValue(file: string, name: string, sql: string, type: DuckDBType): string {
  if (AS_THEY_ARE.has(type.typeId)) return sql;
  // Without decimals it may be an id of more digits than a number holds.
  if (type instanceof DuckDBDecimalType) return type.scale === 0 ? `${sql}::HUGEINT` : `${sql}::DOUBLE`;
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) return `make_timestamp(epoch_us(${sql}))::VARCHAR || 'Z'`;
  if (type.typeId === DuckDBTypeId.BLOB)
    throw new Failure('file_invalid', `${file} has a column of bytes, ${name}: leave it out.`);
  if (!(type instanceof DuckDBListType) || NESTED.has(type.valueType.typeId)) return `${sql}::VARCHAR`;
  return AS_THEY_ARE.has(type.valueType.typeId) ? sql : `${sql}::VARCHAR[]`;
}

function toRows(columns: readonly (readonly DuckDBValue[])[], count: number): readonly (readonly Cell[])[] {
  const rows = Array.from({ length: count }, (): Cell[] => []);
  for (const values of columns) for (const [i, value] of values.entries()) rows[i]?.push(toCell(value));
  return rows;
}

function toCell(value: DuckDBValue): Cell {
  return value instanceof DuckDBListValue
    ? value.items.flatMap((item) => toScalar(item) ?? [])
    : (toScalar(value) ?? '');
}

function toScalar(value: DuckDBValue): Scalar | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const number = Number(value);
  return typeof value === 'bigint' && Number.isSafeInteger(number) ? number : String(value);
}

function damaged(name: string, thrown: unknown): unknown {
  if (thrown instanceof Failure) return thrown;
  return new Failure(
    'file_invalid',
    `${name} is no Parquet file that can be read: export it again, or as CSV.`,
    {
      cause: thrown,
    },
  );
}
