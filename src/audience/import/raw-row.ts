import type { Scalar } from '../customer.ts';

/** A value as the file gives it: CSV knows text only, NDJSON and Parquet have types and lists. */
export type Cell = Scalar | readonly Scalar[];

/** A row that can't be read as one. */
export type RowFault = 'bad_quotes' | 'too_long' | 'cut_short' | 'bad_json';

/** One record of a file, before anyone asks what it means. */
export interface RawRow {
  /** As a spreadsheet counts: the header is row 1, blank rows count, line ends inside quotes do not. */
  readonly row: number;
  /** As a text editor counts: the line that the record begins on. */
  readonly line: number;
  /** With a `fault`: what there is of the text, as one cell, or nothing when it is too long to keep. */
  readonly cells: readonly Cell[];
  /** The names of the cells, where each record brings its own. */
  readonly names?: readonly string[];
  readonly fault?: RowFault;
}

/** Turns text that comes in pieces into rows. */
export interface RowParser {
  push(text: string): RawRow[];
  /** What is left. `isCut`: the file stops in the middle, so a record without a line end may lack its own end. */
  end(isCut: boolean): RawRow[];
}

/** In characters. A record beyond it is dropped as it comes, not kept: that is what bounds the memory of an import. */
export const MAX_RECORD_LENGTH = 1_000_000;

/** More columns are a mistake in the delimiter or the header, and each would become an attribute of everybody. */
export const MAX_COLUMNS = 1_000;
