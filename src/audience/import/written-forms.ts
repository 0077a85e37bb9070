import { isNothing } from './cell-values.ts';
import type { FileFormat } from './read-rows.ts';
import type { Cell, RawRow } from './raw-row.ts';

/** How a column of a CSV file writes what ISO 8601 and programs write otherwise. */
export type WrittenForm = 'day_first' | 'month_first' | 'decimal_comma';

/** Rows that are looked at before the first is read: so many days are not all below 13 by chance. */
const SAMPLE_ROWS = 200;

const DATE =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
/** Thousands may be parted by points, blanks and apostrophes. */
const COMMA_NUMBER = /^-?(0|[1-9]\d*|[1-9]\d{0,2}(?:[.\s\u00a0\u202f'\u2019]\d{3})+)(?:,(\d+))?$/u;

/**
 * What the columns of a CSV file are written in, told from its first rows: `31.12.2026`, `12/31/2026`, `1.234,50`. A column keeps its
 * texts where they can be read in two ways (`03/04/2026` and no day above 12, `1,234`), and where one of them is nothing of the kind.
 */
export class WrittenForms {
  readonly #forms: ReadonlyMap<number, WrittenForm>;

  constructor(format: FileFormat, sample: readonly RawRow[]) {
    const forms = new Map<number, WrittenForm>();
    if (format.kind === 'csv')
      for (const index of format.header.keys()) {
        const texts = sample.flatMap(({ cells, fault }) => (fault === undefined ? textOf(cells[index]) : []));
        const form =
          texts.length === 0 ? undefined : (dateForm(texts) ?? numberForm(texts, format.delimiter));
        if (form !== undefined) forms.set(index, form);
      }
    this.#forms = forms;
  }

  /** The columns that are written in a form of their own, by their place. */
  get columns(): ReadonlyMap<number, WrittenForm> {
    return this.#forms;
  }

  /** The row with ISO dates and plain numbers; a cell that does not fit its column stays as it is. */
  rewrite(row: RawRow): RawRow {
    if (this.#forms.size === 0) return row;
    const cells = [...row.cells];
    for (const [index, form] of this.#forms) {
      const cell = cells[index];
      if (typeof cell === 'string') cells[index] = plainText(cell.trim(), form) ?? cell;
    }
    return { ...row, cells };
  }
}

/** The first rows of a file, and all of them again. */
export async function sampled(
  rows: AsyncIterable<readonly RawRow[]>,
): Promise<{ sample: readonly RawRow[]; rows: AsyncIterable<readonly RawRow[]> }> {
  const rest = rows[Symbol.asyncIterator]();
  const sample: RawRow[] = [];
  while (sample.length < SAMPLE_ROWS) {
    const next = await rest.next();
    if (next.done === true) break;
    for (const row of next.value) sample.push(row);
  }
  return { sample, rows: joined(sample, rest) };
}

async function* joined(
  first: readonly RawRow[],
  rest: AsyncIterator<readonly RawRow[]>,
): AsyncGenerator<readonly RawRow[]> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function textOf(cell: Cell | undefined): readonly string[] {
  const text = typeof cell === 'string' ? cell.trim() : '';
  return isNothing(text) ? [] : [text];
}

function dateForm(texts: readonly string[]): WrittenForm | undefined {
  const dates = texts.map((text) => DATE.exec(text));
  const mark = dates[0]?.[2];
  if (mark === undefined || dates.some((date) => date?.[2] !== mark)) return undefined;
  const isDayFirst = texts.every((text) => plainText(text, 'day_first') !== undefined);
  const isMonthFirst = texts.every((text) => plainText(text, 'month_first') !== undefined);
  // Nobody writes the month first with points.
  if (isDayFirst && (!isMonthFirst || mark === '.')) return 'day_first';
  return isMonthFirst && !isDayFirst ? 'month_first' : undefined;
}

/** In a file with commas between its cells a quoted `38,40` is rather two sizes than a number. */
function numberForm(texts: readonly string[], delimiter: string): WrittenForm | undefined {
  if (delimiter === ',' || !texts.some((text) => text.includes(','))) return undefined;
  const numbers = texts.map((text) => COMMA_NUMBER.exec(text));
  if (numbers.includes(null)) return undefined;
  const isSure = numbers.some((number) => {
    const [, whole = '', decimals] = number ?? [];
    return decimals !== undefined && (decimals.length !== 3 || whole === '0' || whole.length > 3);
  });
  return isSure ? 'decimal_comma' : undefined;
}

function plainText(text: string, form: WrittenForm): string | undefined {
  if (form === 'decimal_comma')
    return COMMA_NUMBER.test(text) ? text.replaceAll(/[^\d,-]/g, '').replace(',', '.') : undefined;
  const [, first = '', , second = '', year = '', hour, minute = '', seconds = '00', half] =
    DATE.exec(text) ?? [];
  const [day, month] = form === 'day_first' ? [first, second] : [second, first];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  // 31 February is another day of March.
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) return undefined;
  return hour === undefined ? date : `${date}T${hourOfDay(hour, half)}:${minute}:${seconds}`;
}

function hourOfDay(hour: string, half: string | undefined): string {
  const past = half?.toLowerCase() === 'p' ? 12 : 0;
  return String(half === undefined ? Number(hour) : (Number(hour) % 12) + past).padStart(2, '0');
}
