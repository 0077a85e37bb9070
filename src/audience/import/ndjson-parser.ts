import type { Scalar } from '../customer.ts';
import { type Cell, MAX_RECORD_LENGTH, type RawRow, type RowParser } from './raw-row.ts';

/**
 * One JSON object a line. `null` is no value; an object inside becomes `outer_inner` (but plain `inner` inside `attributes`), an
 * object or a list inside a list becomes its JSON. What MongoDB wraps for its type, `{"$date":"..."}`, is what is inside.
 */
export class NdjsonParser implements RowParser {
  #rest = '';
  #line = 0;
  #isSkipping = false;

  push(text: string): RawRow[] {
    const all = this.#rest + text;
    const rows: RawRow[] = [];
    let at = 0;
    for (let end = all.indexOf('\n'); end !== -1; end = all.indexOf('\n', at)) {
      if (this.#isSkipping) this.#isSkipping = false;
      else rows.push(this.#row(all.slice(at, end)));
      at = end + 1;
    }
    this.#rest = this.#isSkipping ? '' : all.slice(at);
    if (this.#rest.length > MAX_RECORD_LENGTH) {
      rows.push(this.#row(this.#rest));
      this.#rest = '';
      this.#isSkipping = true;
    }
    return rows;
  }

  end(isCut: boolean): RawRow[] {
    if (this.#rest === '') return [];
    const row = this.#row(this.#rest);
    // Only the whole of an object is JSON, so what parses was not cut.
    return [isCut && row.fault === 'bad_json' ? { ...row, fault: 'cut_short' } : row];
  }

  #row(text: string): RawRow {
    this.#line++;
    const at = { row: this.#line, line: this.#line };
    if (text.length > MAX_RECORD_LENGTH) return { ...at, cells: [], fault: 'too_long' };
    if (text.trim() === '') return { ...at, cells: [] };
    const named = parseNamed(text);
    return named === undefined ? { ...at, cells: [text], fault: 'bad_json' } : { ...at, ...named };
  }
}

function parseNamed(text: string): { names: string[]; cells: Cell[] } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const names: string[] = [];
    const cells: Cell[] = [];
    flatten(recordOf(value), '', names, cells);
    return { names, cells };
  } catch {
    // No JSON, or nested deeper than the stack.
    return undefined;
  }
}

/** A line of a rejects file (rejects.ts), mended and given again, holds the record in a field of its own. */
function recordOf(value: object): object {
  const isRejected = 'record' in value && 'kind' in value && 'reason' in value;
  return isRejected && typeof value.record === 'object' && value.record !== null ? value.record : value;
}

function flatten(object: object, prefix: string, names: string[], cells: Cell[]): void {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(object);
  for (const [name, given] of entries) {
    const value = unwrapped(given);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      names.push(prefix + name);
      cells.push(value);
    } else if (Array.isArray(value)) {
      names.push(prefix + name);
      cells.push(listCell(value));
    } else if (typeof value === 'object' && value !== null) {
      flatten(value, name === 'attributes' && prefix === '' ? '' : `${prefix}${name}_`, names, cells);
    }
  }
}

/** `{"$oid":"65f0"}`, `{"$date":"2026-03-31T12:00:00Z"}`, `{"$numberInt":"12"}`: MongoDB Extended JSON v2. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const [[type, inner] = ['', undefined], ...others] = entries;
  if (others.length > 0) return value;
  if (type === '$oid') return inner;
  if (/^\$number(Int|Long|Double|Decimal)$/.test(type)) return Number(inner);
  if (type !== '$date') return value;
  const time = unwrapped(inner);
  return typeof time === 'number' && Math.abs(time) < LAST_TIME ? new Date(time).toISOString() : time;
}

/** Epoch ms behind which there is no `Date`. */
const LAST_TIME = 8.64e15;

function listCell(items: readonly unknown[]): readonly Scalar[] {
  return items.flatMap((item) => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return [item];
    return item === null ? [] : [JSON.stringify(item)];
  });
}
