import type { FileFormat } from './read-rows.ts';
import type { Cell, RawRow } from './raw-row.ts';
import { REASONS, type Problem } from './reasons.ts';

/** Where the text of a rejects file goes. Nothing is written while there is nothing to say. */
export interface RejectSink {
  write(text: string): Promise<void>;
}

/** `rejected`: nothing of the row was used. `warning`: it was used without the named values. */
export type RejectKind = 'rejected' | 'warning';

const COLUMNS = ['row', 'line', 'kind', 'column', 'reason'] as const;

/**
 * A rejects file is in the format of the file it is about, and can be mended and imported as it is: CSV with the five columns above
 * before those of the file, or, also for Parquet, NDJSON with the record in `record`. Records too long to keep are named without their text.
 */
export class RejectFile {
  readonly #format: FileFormat;
  readonly #sink: RejectSink;
  #hasHeader = false;

  constructor(format: FileFormat, sink: RejectSink) {
    this.#format = format;
    this.#sink = sink;
  }

  async add(row: RawRow, kind: RejectKind, problems: readonly Problem[]): Promise<void> {
    const column = problems.flatMap((problem) => problem.column ?? []).join(', ');
    const reason = problems
      .map((problem) => `${problem.column ?? 'the row'} ${REASONS[problem.reason]}`)
      .join('; ');
    if (this.#format.kind !== 'csv') {
      const record = row.names === undefined ? row.cells[0] : recordOf(row.names, row.cells);
      const entry = { row: row.row, line: row.line, kind, column, reason, record };
      await this.#sink.write(`${JSON.stringify(entry)}\n`);
      return;
    }
    const header = this.#hasHeader ? '' : csvLine([...COLUMNS, ...this.#format.header]);
    this.#hasHeader = true;
    await this.#sink.write(header + csvLine([row.row, row.line, kind, column, reason, ...row.cells]));
  }
}

function recordOf(names: readonly string[], cells: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(guard(String(cell)))).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",;|\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A cell that a spreadsheet would run as a formula gets a `'` in front. One that begins with `'` gets another, so that taking it off
 * gives back exactly what was there.
 */
function guard(text: string): string {
  return /^[='+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

function unguard(cell: Cell): Cell {
  return typeof cell === 'string' && /^'[='+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell)
    ? cell.slice(1)
    : cell;
}

/** Whether this is the header of a rejects file. */
export function isRejectsHeader(header: readonly string[]): boolean {
  return COLUMNS.every((name, i) => header[i] === name);
}

/** A row of a rejects file as it stood in the file that was rejected. */
export function restoreRow(row: RawRow): RawRow {
  return row.fault === undefined ? { ...row, cells: row.cells.slice(COLUMNS.length).map(unguard) } : row;
}

/** The header of a rejects file as it stood in the file that was rejected. */
export function restoreHeader(header: readonly string[]): readonly string[] {
  return header.slice(COLUMNS.length).map((name) => String(unguard(name)));
}
