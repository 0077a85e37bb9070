import { isNothing } from './cell-values.ts';
import type { Cell, RawRow } from './raw-row.ts';
import type { FileFormat } from './read-rows.ts';
import { writtenDates } from './written-dates.ts';
import { commaLists } from './written-lists.ts';
import { decimalCommas, measures } from './written-numbers.ts';

/** How a column of a CSV file writes what ISO 8601 and programs write otherwise. */
export type WrittenForm =
  | 'day_first'
  | 'month_first'
  | 'year_first'
  | 'named_month'
  | 'decimal_comma'
  | 'percent'
  | 'money'
  | 'comma_list'
  | 'marked_text';

export interface WrittenColumn {
  readonly form: WrittenForm;
  /** The text as programs write it; `undefined` where it does not fit the form. */
  readonly plainText: (text: string) => string | undefined;
}

/**
 * What the columns of a CSV file are written in, told from its first rows: `31.12.2026`, `12/31/2026`, `1.234,50`, `$12`. A column keeps
 * its texts where they can be read in two ways (`03/04/2026` and no day above 12, `1,234`), and where one of them is nothing of the kind.
 */
export class WrittenForms {
  readonly #columns: ReadonlyMap<number, WrittenColumn>;

  /** `attributes`: the columns that are no known field. */
  constructor(format: FileFormat, sample: readonly RawRow[], attributes: ReadonlySet<number>) {
    const columns = new Map<number, WrittenColumn>();
    if (format.kind === 'csv')
      for (const index of format.header.keys()) {
        const texts = sample.flatMap(({ cells, fault }) => (fault === undefined ? textOf(cells[index]) : []));
        const column =
          texts.length === 0 ? undefined : writtenColumn(texts, format.delimiter, attributes.has(index));
        if (column !== undefined) columns.set(index, column);
      }
    this.#columns = columns;
  }

  /** The columns that are written in a form of their own, by their place. */
  get forms(): ReadonlyMap<number, WrittenForm> {
    return new Map([...this.#columns].map(([index, { form }]) => [index, form]));
  }

  /** The row with ISO dates and plain numbers; a cell that does not fit its column stays as it is. */
  rewrite(row: RawRow): RawRow {
    if (this.#columns.size === 0) return row;
    const cells = [...row.cells];
    for (const [index, { plainText }] of this.#columns) {
      const text = textOf(cells[index])[0];
      if (text !== undefined) cells[index] = plainText(text) ?? text;
    }
    return { ...row, cells };
  }
}

/** Known fields read money themselves, with its currency, and hold no lists. */
function writtenColumn(
  texts: readonly string[],
  delimiter: string,
  isAttribute: boolean,
): WrittenColumn | undefined {
  const plain = writtenDates(texts) ?? decimalCommas(texts, delimiter) ?? markedTexts(texts);
  return plain ?? (isAttribute ? (measures(texts) ?? commaLists(texts)) : undefined);
}

/** `'6540000123` and `'M5H 2N2`: spreadsheets write an apostrophe before what is text and no number, and some exports do. */
const MARKED = /^'([^']+)'?$/;
const marked: WrittenColumn = { form: 'marked_text', plainText: (text) => MARKED.exec(text)?.[1] };

function markedTexts(texts: readonly string[]): WrittenColumn | undefined {
  return texts.every(marked.plainText) && texts.some((text) => /\d/.test(text)) ? marked : undefined;
}

function textOf(cell: Cell | undefined): readonly string[] {
  const text = typeof cell === 'string' ? cell.trim() : '';
  return isNothing(text) ? [] : [text];
}
