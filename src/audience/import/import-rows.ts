import type { ColumnNames } from './columns.ts';
import type { Problem, ReasonCode, RowResult } from './reasons.ts';
import type { FileEnding } from './gunzip.ts';
import { type Cell, MAX_COLUMNS, type RawRow } from './raw-row.ts';
import { type Delimiter, type FileFormat, readRows } from './read-rows.ts';
import type { Table } from './table.ts';
import { isRejectsHeader, RejectFile, type RejectSink, restoreHeader, restoreRow } from './rejects.ts';
import type { TextEncoding } from './sniff-encoding.ts';
import { TextFile } from './text-file.ts';
import { sampled } from './sampled-rows.ts';
import { type WrittenForm, WrittenForms } from './written-forms.ts';

/** A file to import. */
export interface ImportInput {
  /** The file's bytes, as they are on the disk, or its rows where it is no text. */
  readonly source: AsyncIterable<Uint8Array> | Table;
  /** The file's name, for failures and reports. */
  readonly name: string;
  readonly rejects: RejectSink;
  /** What columns are, where their names do not tell: the column's name by the field's. */
  readonly columns?: ColumnNames;
  /** ISO alpha-2, for national phone numbers in rows without a country. */
  readonly defaultCountry?: string;
  /** Called after each batch with the rows seen so far. */
  readonly progress?: (rows: number) => void;
}

type ReasonCounts = Readonly<Partial<Record<ReasonCode, number>>>;

/** What was read, and what became of it. `rows = usable + rejected`, whatever the file is. */
export interface FileReport {
  readonly name: string;
  readonly format: FileFormat['kind'];
  readonly encoding: TextEncoding;
  readonly gzip: boolean;
  readonly delimiter?: Delimiter;
  /** Rows that hold anything, the header apart. */
  readonly rows: number;
  readonly usable: number;
  readonly rejected: number;
  /** Rejected rows by their first reason. */
  readonly byReason: ReasonCounts;
  /** Usable rows with a value that had to be left out. */
  readonly warnings: number;
  /** Those values. */
  readonly warningsByReason: ReasonCounts;
  /** Columns whose dates or numbers are not written as programs do, and how they were read. */
  readonly forms?: readonly { readonly column: string; readonly form: WrittenForm }[];
  /** A sentence when the file could not be read to its end; what came before was used. */
  readonly incomplete?: string;
}

/** What a kind of list is: which columns it knows, what a row means, where it goes. */
export interface ListKind<T> {
  /** Whether a header is one of this kind. */
  knows(header: readonly string[]): boolean;
  /** The columns that are no known field. */
  attributes(header: readonly string[]): ReadonlySet<number>;
  /** Makes what reads the rows under a header; `isOwnHeader`: the row brought the names itself. @throws Failure for a useless header. */
  reader(header: readonly string[], isOwnHeader: boolean): (cells: readonly Cell[]) => RowResult<T>;
  save(batch: readonly T[]): Promise<void>;
}

/** Rows in one write: more gain nothing. */
const BATCH_ROWS = 1_000;

/**
 * Reads a list row by row, saves what can be used in batches and lists the rest in the rejects. Memory does not grow with the file.
 * @throws Failure `file_invalid` when no row can be read, and what the source or `save` throws.
 */
export async function importRows<T>(input: ImportInput, kind: ListKind<T>): Promise<FileReport> {
  const { format, rows: given, describe } = await openRows(input, kind);
  const { sample, rows } = await sampled(given);
  const forms = new WrittenForms(format, sample, attributesOf(format, kind));
  const read = rowReader(format, kind);
  const rejects = new RejectFile(format, input.rejects);
  const tally = new Tally();
  let batch: T[] = [];
  for await (const raws of rows) {
    for (const row of raws) {
      const result = read(forms.rewrite(row));
      tally.count(result);
      if (result.kind === 'rejected') await rejects.add(row, 'rejected', result.problems);
      else {
        batch.push(result.value);
        if (result.warnings.length > 0) await rejects.add(row, 'warning', result.warnings);
      }
      if (batch.length < BATCH_ROWS) continue;
      await kind.save(batch);
      batch = [];
      input.progress?.(tally.rows);
    }
  }
  if (batch.length > 0) await kind.save(batch);
  input.progress?.(tally.rows);
  return { ...describe(), ...formsOf(format, forms), ...tally.report() };
}

interface OpenRows {
  readonly format: FileFormat;
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** What the file turned out to be; complete when all rows were read. */
  describe(): Pick<FileReport, 'name' | 'format' | 'encoding' | 'gzip' | 'delimiter' | 'incomplete'>;
}

async function openRows<T>({ source, name }: ImportInput, kind: ListKind<T>): Promise<OpenRows> {
  if ('columns' in source) {
    const format = { kind: 'parquet', header: source.columns } as const;
    const describe = () => ({ name, format: format.kind, encoding: 'utf-8', gzip: false }) as const;
    return { format, rows: tableRows(source), describe };
  }
  const file = new TextFile(source, name);
  const { format: found, rows } = await readRows(file, name, (header) => kind.knows(ownHeader(header)));
  const isRejects = found.kind === 'csv' && isRejectsHeader(found.header);
  const format = isRejects ? { ...found, header: restoreHeader(found.header) } : found;
  return { format, rows: isRejects ? restored(rows) : rows, describe: () => reportOf(name, file, format) };
}

/** Rows as they stood in the file that they came from first. */
async function* restored(batches: AsyncIterable<readonly RawRow[]>): AsyncGenerator<readonly RawRow[]> {
  for await (const rows of batches) yield rows.map(restoreRow);
}

async function* tableRows({ columns, rows }: Table): AsyncGenerator<readonly RawRow[]> {
  let row = 0;
  for await (const batch of rows) {
    yield batch.map((cells) => {
      row++;
      return { row, line: row, cells, names: columns };
    });
  }
}

function ownHeader(header: readonly string[]): readonly string[] {
  return isRejectsHeader(header) ? restoreHeader(header) : header;
}

function reportOf(name: string, file: TextFile, format: FileFormat) {
  return {
    name,
    format: format.kind,
    encoding: file.encoding,
    gzip: file.gzip,
    ...(format.kind === 'csv' ? { delimiter: format.delimiter } : {}),
    ...(file.ending === 'complete'
      ? {}
      : { incomplete: `${name} ${ENDINGS[file.ending]}: get a whole copy and import it again.` }),
  };
}

function attributesOf<T>(format: FileFormat, kind: ListKind<T>): ReadonlySet<number> {
  return format.kind === 'ndjson' ? new Set() : kind.attributes(format.header);
}

function formsOf(format: FileFormat, { forms }: WrittenForms): Pick<FileReport, 'forms'> {
  if (format.kind === 'ndjson' || forms.size === 0) return {};
  return { forms: [...forms].map(([index, form]) => ({ column: format.header[index] ?? '', form })) };
}

const ENDINGS: Readonly<Record<Exclude<FileEnding, 'complete'>, string>> = {
  cut_short: 'ends early, and only the rows before that were read',
  damaged: 'is damaged, and rows that were read from it may be wrong',
  bomb: 'unpacks to over 200 times its size, and was not read to its end',
};

/** Checks the shape of a row, then asks the list's own reader. */
function rowReader<T>(format: FileFormat, kind: ListKind<T>): (row: RawRow) => RowResult<T> {
  if (format.kind === 'ndjson') return ownNamesReader(kind);
  const read = kind.reader(format.header, false);
  const width = format.header.length;
  return (row) => {
    const problem = shapeProblem(row, width);
    return problem === undefined ? read(row.cells) : { kind: 'rejected', problems: [problem] };
  };
}

function shapeProblem(row: RawRow, width: number): Problem | undefined {
  if (row.fault !== undefined) return { reason: row.fault };
  if (row.cells.length < width) return { reason: 'too_few_columns' };
  const hasMore =
    row.cells.length > width && row.cells.slice(width).some((cell) => String(cell).trim() !== '');
  return hasMore ? { reason: 'too_many_columns' } : undefined;
}

/** Readers by the names of a record: most records of a file have the same. */
const MAX_READERS = 200;

function ownNamesReader<T>(kind: ListKind<T>): (row: RawRow) => RowResult<T> {
  const readers = new Map<string, (cells: readonly Cell[]) => RowResult<T>>();
  return (row) => {
    if (row.names === undefined) {
      return { kind: 'rejected', problems: [{ reason: row.fault ?? 'bad_json' }] };
    }
    if (row.names.length > MAX_COLUMNS)
      return { kind: 'rejected', problems: [{ reason: 'too_many_columns' }] };
    const key = row.names.join('\n');
    let read = readers.get(key);
    if (read === undefined) {
      if (readers.size >= MAX_READERS) readers.clear();
      readers.set(key, (read = kind.reader(row.names, true)));
    }
    return read(row.cells);
  };
}

class Tally {
  rows = 0;
  #rejected = 0;
  #warnings = 0;
  readonly #byReason: Partial<Record<ReasonCode, number>> = {};
  readonly #warningsByReason: Partial<Record<ReasonCode, number>> = {};

  count(result: RowResult<unknown>): void {
    this.rows++;
    if (result.kind === 'rejected') {
      this.#rejected++;
      const { reason } = result.problems[0];
      this.#byReason[reason] = (this.#byReason[reason] ?? 0) + 1;
      return;
    }
    if (result.warnings.length === 0) return;
    this.#warnings++;
    for (const { reason } of result.warnings) {
      this.#warningsByReason[reason] = (this.#warningsByReason[reason] ?? 0) + 1;
    }
  }

  report() {
    return {
      rows: this.rows,
      usable: this.rows - this.#rejected,
      rejected: this.#rejected,
      byReason: this.#byReason,
      warnings: this.#warnings,
      warningsByReason: this.#warningsByReason,
    };
  }
}
