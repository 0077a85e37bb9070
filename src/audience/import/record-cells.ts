import { parseTimeSpan } from '../iso-time.ts';
import { parseAmount } from './amount.ts';
import { idFault, MAX_TEXT_LENGTH } from './cell-limits.ts';
import { isNothing, isUnreadable, plainText } from './cell-values.ts';
import type { ColumnPlan } from './columns.ts';
import { parseCurrency } from './currency.ts';
import type { Cell } from './raw-row.ts';
import type { Problem, ReasonCode } from './reasons.ts';

/**
 * The cells of one row after another, by the fields they are. The first thing that is wrong with a row is kept, and what is read after
 * it does not matter. One of them serves a whole file: 10,000,000 rows make no garbage here.
 */
export class RecordCells<F extends string> {
  readonly #header: readonly string[];
  readonly #fields: ReadonlyMap<F, number>;
  #cells: readonly Cell[] = [];
  #problem: Problem | undefined;

  constructor(header: readonly string[], plan: ColumnPlan<F>) {
    this.#header = header;
    this.#fields = plan.fields;
  }

  /** What is wrong with the row so far. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  begin(cells: readonly Cell[]): void {
    this.#cells = cells;
    this.#problem = undefined;
    for (const [index, cell] of cells.entries()) {
      if (typeof cell !== 'number' && isUnreadable(cell))
        this.#problem ??= this.problemAt('bad_encoding', index);
    }
  }

  /** `undefined`: nothing is there. */
  text(field: F): string | undefined {
    const index = this.#fields.get(field);
    const cell = index === undefined ? undefined : this.#cells[index];
    if (cell === undefined) return undefined;
    const text = typeof cell === 'string' ? cell.trim() : String(cell);
    return isNothing(text) ? undefined : text;
  }

  /** Text as people wrote it, where "None" may be a name. */
  words(field: F): string | undefined {
    const index = this.#fields.get(field);
    const text = String((index === undefined ? undefined : this.#cells[index]) ?? '').trim();
    if (text.length > MAX_TEXT_LENGTH) this.refuse('long_value', field);
    return text === '' ? undefined : plainText(text);
  }

  /** An id that has to be there, or `''` with a problem. */
  id(field: F, missing: ReasonCode): string {
    const id = this.text(field);
    if (id === undefined) {
      this.#problem ??= { reason: missing };
      return '';
    }
    const fault = idFault(this.#cells[this.#fields.get(field) ?? -1] ?? '', id);
    if (fault !== undefined) this.refuse(fault, field);
    return id;
  }

  /** Epoch ms of a time that has to be there, or 0 with a problem. */
  time(field: F): number {
    const text = this.text(field);
    if (text === undefined) {
      this.#problem ??= { reason: 'missing_time' };
      return 0;
    }
    const span = parseTimeSpan(text);
    if (span === undefined) this.refuse('bad_time', field);
    return span?.startAt ?? 0;
  }

  quantity(field: F): number {
    const text = this.text(field);
    if (text === undefined) return 1;
    const amount = parseAmount(text);
    if ('value' in amount && amount.currency === undefined) return amount.value;
    this.refuse('bad_quantity', field);
    return 1;
  }

  currency(field: F): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const currency = parseCurrency(text);
    if (currency === undefined) this.refuse('bad_currency', field);
    return currency;
  }

  /** `currency`: of the row, as far as it has a column for it. */
  amount(
    field: F,
    currency: string | undefined,
  ): { readonly value: number; readonly currency?: string } | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    if (this.#isNumber(field)) return { value: Number(text) };
    const amount = parseAmount(text, currency);
    if ('value' in amount) return amount;
    this.refuse(amount.problem, field);
    return undefined;
  }

  refuse(reason: ReasonCode, field: F): void {
    this.#problem ??= this.problemAt(reason, this.#fields.get(field) ?? -1);
  }

  problemAt(reason: ReasonCode, index: number): Problem {
    const column = this.#header[index];
    return column === undefined ? { reason } : { reason, column };
  }

  #isNumber(field: F): boolean {
    const cell = this.#cells[this.#fields.get(field) ?? -1];
    return typeof cell === 'number' && Number.isFinite(cell);
  }
}
