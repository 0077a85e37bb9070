import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs';
import { toError } from '../../../kernel/failure.ts';
import { type Duck, quoted } from './duckdb.ts';
import type { WorkFolder } from './audience-folder.ts';
import { diskFailure } from './durable-file.ts';

/** Text of a lot before DuckDB makes Parquet of it, while the next lot is written: 400,000 purchases. */
const LOT_BYTES = 32 * 2 ** 20;
/** Between cells and after rows. Neither they nor any other control character stands in a cell: see `textCell`. */
const CELL_END = '\u001f';
const ROW_END = '\n';
/** Begins a cell that is JSON. */
const ESCAPE = '\u0001';
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[^\0-\u001f]+$/;

export interface StagedColumn {
  readonly name: string;
  readonly type: 'VARCHAR' | 'VARCHAR[]' | 'DOUBLE' | 'BIGINT' | 'INTEGER' | 'BOOLEAN';
}

/** A row of cells, each made by one of the functions below or a number as it is; absent ones are empty. Twice as fast as `join`. */
export function stagedRow(cells: readonly (string | number | undefined)[]): string {
  let row = String(cells[0]);
  for (let i = 1; i < cells.length; i++) row += CELL_END + (cells[i] ?? '');
  return row + ROW_END;
}

export function textCell(text: string | undefined): string {
  if (text === undefined) return '';
  return PLAIN.test(text) ? text : ESCAPE + JSON.stringify(text.toWellFormed());
}

export function listCell(texts: readonly string[] | undefined): string {
  return texts === undefined ? '' : JSON.stringify(texts.map((text) => text.toWellFormed()));
}

/**
 * Rows on their way into Parquet files: written as text, which costs JavaScript 1.3 us a row of seven columns where setting them in
 * DuckDB's chunks costs 2.9, and read by DuckDB on its own threads.
 */
export class TextStage {
  readonly #duck: Duck;
  readonly #work: WorkFolder;
  readonly #name: string;
  readonly #made: string[] = [];
  #columns: readonly StagedColumn[] = [];
  #lot: { readonly file: number; readonly path: string; bytes: number; hasEscapes: boolean } | undefined;
  #converting: Promise<Error | undefined> = Promise.resolve(undefined);

  constructor(duck: Duck, work: WorkFolder, name: string) {
    this.#duck = duck;
    this.#work = work;
    this.#name = name;
  }

  /** Whole rows, whose cells are in the order of `columns`. @throws Failure `storage_full`. */
  async write(columns: readonly StagedColumn[], rows: string): Promise<void> {
    if (columns !== this.#columns) await this.#endLot();
    this.#columns = columns;
    this.#lot ??= this.#openLot();
    try {
      appendFileSync(this.#lot.file, rows);
    } catch (error) {
      throw diskFailure(error, this.#work.path);
    }
    this.#lot.bytes += rows.length;
    this.#lot.hasEscapes ||= rows.includes(ESCAPE);
    if (this.#lot.bytes >= LOT_BYTES) await this.#endLot();
  }

  /** The Parquet files of all rows, in no order. */
  async finish(): Promise<readonly string[]> {
    await this.#endLot();
    await this.#converted();
    return this.#made;
  }

  /** Ends what runs; the files go with their folder. */
  async discard(): Promise<void> {
    if (this.#lot !== undefined) closeSync(this.#lot.file);
    this.#lot = undefined;
    await this.#converting;
  }

  #openLot() {
    const path = this.#work.file(`${this.#name}-${this.#made.length}.txt`);
    return { file: openSync(path, 'wx', 0o600), path, bytes: 0, hasEscapes: false };
  }

  async #endLot(): Promise<void> {
    const lot = this.#lot;
    if (lot === undefined) return;
    this.#lot = undefined;
    closeSync(lot.file);
    await this.#converted();
    const parquet = lot.path.replace(/txt$/, 'parquet');
    this.#made.push(parquet);
    const sql = `COPY (${selectText(lot.path, this.#columns, lot.hasEscapes)}) TO ${quoted(parquet)} (FORMAT parquet, COMPRESSION lz4)`;
    this.#converting = this.#duck
      .rows(sql)
      .then(() => rmSync(lot.path), toError)
      .then((error) => error ?? undefined);
  }

  async #converted(): Promise<void> {
    const error = await this.#converting;
    if (error !== undefined) throw error;
  }
}

function selectText(path: string, columns: readonly StagedColumn[], hasEscapes: boolean): string {
  const types = columns.map(
    ({ name, type }) => `${quoted(name)}: '${type === 'VARCHAR[]' ? 'VARCHAR' : type}'`,
  );
  const cells = columns.map(({ name, type }) => {
    const cell = `"${name}"`;
    if (type === 'VARCHAR[]') return `from_json(${cell}, '["VARCHAR"]') AS ${cell}`;
    if (type !== 'VARCHAR' || !hasEscapes) return cell;
    return `CASE WHEN starts_with(${cell}, chr(1)) THEN substr(${cell}, 2)->>'$' ELSE ${cell} END AS ${cell}`;
  });
  return `SELECT ${cells.join(', ')} FROM read_csv(${quoted(path)}, auto_detect = false, header = false, delim = '${CELL_END}',
    quote = '', escape = '', new_line = '\\n', max_line_size = 16777216, columns = {${types.join(', ')}})`;
}
