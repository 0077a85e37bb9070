import { Failure } from '../../kernel/failure.ts';
import { CsvParser } from './csv-parser.ts';
import { NdjsonParser } from './ndjson-parser.ts';
import { MAX_COLUMNS, MAX_RECORD_LENGTH, type RawRow, type RowParser } from './raw-row.ts';
import type { TextFile } from './text-file.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export type FileFormat =
  | { readonly kind: 'csv'; readonly delimiter: Delimiter; readonly header: readonly string[] }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'parquet'; readonly header: readonly string[] };

/**
 * The format of a file, told from its first line, and its rows after the header in the pieces they come in. Blank rows are left
 * out. `isKnown` tells which headers make sense: a delimiter that gives one goes before those that give more columns.
 * @throws Failure `file_invalid` for a JSON array or a header that cannot be read, and what `TextFile` throws.
 */
export async function readRows(
  file: TextFile,
  name: string,
  isKnown: (header: readonly string[]) => boolean,
): Promise<{ format: FileFormat; rows: AsyncIterable<readonly RawRow[]> }> {
  const pieces = file[Symbol.asyncIterator]();
  let start = '';
  while (!hasFirstLine(start)) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    start += value;
  }
  const first = start.trimStart()[0];
  if (first === '[')
    throw new Failure('file_invalid', `${name} is a JSON array: give one object a line, without brackets.`);
  if (/^\s*\{\s*\n/.test(start)) {
    throw new Failure('file_invalid', `${name} has JSON objects of several lines: give one object a line.`);
  }
  if (first === '{') {
    return { format: { kind: 'ndjson' }, rows: parse(new NdjsonParser(), start, pieces, file) };
  }
  const hint = /^\s*"?sep=([,;|\t])"?\n/.exec(start);
  const { delimiter, header } = chooseDelimiter(start, hint?.[1], name, isKnown);
  const rows = parse(new CsvParser(delimiter), start, pieces, file);
  return { format: { kind: 'csv', delimiter, header }, rows: skipHeader(rows, hint === null ? 1 : 2) };
}

/** Whether a whole line with something on it is there, whatever the quotes; the header may still go on behind it. */
function hasFirstLine(text: string): boolean {
  const from = text.search(/\S/);
  if (from === -1) return false;
  if (text.length - from > 2 * MAX_RECORD_LENGTH) return true;
  const lineEnd = text.indexOf('\n', from);
  const quotes = text.slice(from, lineEnd).split('"').length - 1;
  return lineEnd !== -1 && (quotes % 2 === 0 || text.length - from > MAX_RECORD_LENGTH);
}

function chooseDelimiter(
  start: string,
  hint: string | undefined,
  name: string,
  isKnown: (header: readonly string[]) => boolean,
): { delimiter: Delimiter; header: readonly string[] } {
  let best: { delimiter: Delimiter; header: readonly string[] } | undefined;
  for (const delimiter of DELIMITERS) {
    if (hint !== undefined && delimiter !== hint) continue;
    const header = headerOf(start, delimiter, hint === undefined ? 0 : 1);
    if (header === undefined) continue;
    if (header.length <= MAX_COLUMNS && isKnown(header)) return { delimiter, header };
    if (best === undefined || header.length > best.header.length) best = { delimiter, header };
  }
  if (best === undefined) {
    throw new Failure('file_invalid', `${name} has no readable first line: it has to name the columns.`);
  }
  if (best.header.length > MAX_COLUMNS) {
    const sentence = `${name} has ${best.header.length} columns, more than ${MAX_COLUMNS}: leave out what is not needed.`;
    throw new Failure('file_invalid', sentence);
  }
  return best;
}

function headerOf(start: string, delimiter: string, skip: number): readonly string[] | undefined {
  const parser = new CsvParser(delimiter);
  const rows = [...parser.push(start), ...parser.end(false)].filter((row) => !isBlank(row));
  const row = rows[skip];
  return row === undefined || row.fault !== undefined ? undefined : row.cells.map(String);
}

async function* parse(
  parser: RowParser,
  start: string,
  pieces: AsyncGenerator<string>,
  file: TextFile,
): AsyncGenerator<readonly RawRow[]> {
  yield withoutBlank(parser.push(start));
  for await (const piece of pieces) yield withoutBlank(parser.push(piece));
  yield withoutBlank(parser.end(file.ending !== 'complete'));
}

async function* skipHeader(
  batches: AsyncIterable<readonly RawRow[]>,
  count: number,
): AsyncGenerator<readonly RawRow[]> {
  let left = count;
  for await (const rows of batches) {
    const skipped = Math.min(left, rows.length);
    left -= skipped;
    yield skipped === 0 ? rows : rows.slice(skipped);
  }
}

function withoutBlank(rows: readonly RawRow[]): readonly RawRow[] {
  return rows.filter((row) => !isBlank(row));
}

function isBlank(row: RawRow): boolean {
  if (row.fault !== undefined || row.names !== undefined) return false;
  return row.cells.every((cell) => cell === '' || (typeof cell === 'string' && cell.trim() === ''));
}
