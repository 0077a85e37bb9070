import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import { Failure, toError } from '../../../kernel/failure.ts';

export type Bound = string | number | boolean;
type Row = readonly DuckDBValue[];

/** Texts of one list, and of one statement that makes them. */
const LIST = 2_048;
const SLICE = 64 * LIST;
const textsSchema = z.array(z.string());

/**
 * One DuckDB in memory that reads and writes Parquet files. Its binding (68 MB) is loaded with the first one that is opened: 60 ms that
 * commands which ask nothing do not pay.
 */
export class Duck {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #closed = false;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** `memory`: as DuckDB writes it, `512MB`; what does not fit goes to `spillFolder`. @throws Failure `unsupported`. */
  static async open(spillFolder: string, memory: string): Promise<Duck> {
    const { DuckDBInstance } = await loadBinding();
    const instance = await DuckDBInstance.create(':memory:', {
      temp_directory: spillFolder,
      memory_limit: memory,
      // Nothing is fetched from the net, whatever a statement needs.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    // Files never change: a new one has another name.
    await connection.run('SET parquet_metadata_cache = true');
    return new Duck(instance, connection);
  }

  /** Another connection to the same tables, for a result that is read beside others. */
  async connect(): Promise<Duck> {
    return new Duck(this.#instance, await this.#instance.connect());
  }

  /** @throws Failure `storage_full`, `workspace_damaged`. */
  async rows(sql: string, parameters: readonly Bound[] = []): Promise<readonly Row[]> {
    try {
      const result = await this.#connection.run(sql, [...parameters]);
      return await result.getRows();
    } catch (error) {
      throw failureOf(toError(error));
    }
  }

  /** The first cell as a number: counts, and the rows that a COPY wrote. */
  async number(sql: string, parameters: readonly Bound[] = []): Promise<number> {
    return numberOf((await this.rows(sql, parameters))[0]?.[0]);
  }

  /** Text of the first column, up to 2,048 at a time; memory does not grow with their number. */
  async *texts(sql: string, parameters: readonly Bound[] = []): AsyncIterable<readonly string[]> {
    try {
      const result = await this.#connection.stream(sql, [...parameters]);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getColumnValues(0).map(textOf);
      }
    } catch (error) {
      throw failureOf(toError(error));
    }
  }

  /**
   * Text of the only column, in the statement's order and 2,048 at a time, of one answer a connection. A call of the binding for each
   * text costs 2 us, so DuckDB writes them as JSON: 1,000,000 take 0.9 s of processor time instead of 2.4. All are found with the first,
   * and wait in a table, which DuckDB keeps on the disk where it is long.
   */
  async *orderedTexts(sql: string, parameters: readonly Bound[] = []): AsyncIterable<readonly string[]> {
    await this.rows(
      `CREATE OR REPLACE TEMP TABLE answer AS SELECT row_number() OVER () - 1 AS nth, * FROM (${sql}) AS found(each)`,
      parameters,
    );
    const count = await this.number('SELECT count(*) FROM answer');
    for (let from = 0; from < count; from += SLICE) {
      const lists = await this.rows(
        `SELECT string_agg(to_json(each)::VARCHAR, ',' ORDER BY nth) FROM answer WHERE nth >= ${from} AND nth < ${from + SLICE}
         GROUP BY nth // ${LIST} ORDER BY nth // ${LIST}`,
      );
      for (const [list] of lists) yield textsSchema.parse(JSON.parse(`[${textOf(list)}]`));
    }
  }

  /** Ends this connection; the tables stay while another is open. */
  disconnect(): void {
    this.#connection.closeSync();
  }

  /** Ends all connections. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

async function loadBinding() {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new Failure(
      'unsupported',
      `DuckDB cannot be loaded on this machine (${process.platform} ${process.arch}): install again without --omit=optional.`,
      { cause: error },
    );
  }
}

export function numberOf(value: DuckDBValue | undefined): number {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return value;
  throw new TypeError(`DuckDB gave ${typeof value}, not a number.`);
}

export function textOf(value: DuckDBValue | undefined): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`DuckDB gave ${typeof value}, not text.`);
}

/** Whether a file was not there when DuckDB, or we, came to open it. */
export function isMissingFile(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Failure) return isMissingFile(error.cause);
  return (
    ('code' in error && error.code === 'ENOENT') ||
    /No files found that match|Cannot open file|No such file/.test(error.message)
  );
}

const DISK_FULL = /No space left|disk is full|max_temp_directory_size|Could not write/i;
const DAMAGED =
  /not enough bytes|magic bytes|TProtocolException|too small to be a Parquet|Failed to read|snappy|zstd|corrupt|footer/i;

/** A path, or any text of ours, inside a statement. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The table function that reads these files. */
export function parquet(paths: readonly string[], options = ''): string {
  return `read_parquet([${paths.map(quoted).join(', ')}]${options})`;
}

/** Sentences of DuckDB name a file, and hold no row of it. */
function failureOf(error: Error): Error {
  const message = error.message.split('\n', 1)[0] ?? '';
  if (DISK_FULL.test(message)) {
    return new Failure('storage_full', `The disk takes no more data (${message}): make room and try again.`, {
      cause: error,
    });
  }
  if (!DAMAGED.test(message) && !isMissingFile(error)) return error;
  return new Failure(
    'workspace_damaged',
    `A file of the audience cannot be read (${message}): put a backup in its place, or remove its folder and import products, purchases, carts and views again.`,
    { cause: error },
  );
}
