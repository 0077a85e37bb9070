import type { AttributeValue, Scalar } from '../customer.ts';
import { attributeValue } from './cell-values.ts';
import type { Cell } from './raw-row.ts';
import type { ReasonCode } from './reasons.ts';

const MAX_ID_LENGTH = 128;
export const MAX_TEXT_LENGTH = 2_000;

/** What is wrong with an id, given as the cell and as its trimmed text: a spreadsheet rounded it, or it is none. */
export function idFault(cell: Cell, id: string): ReasonCode | undefined {
  const isRounded = typeof cell === 'number' ? !Number.isSafeInteger(cell) : /^\d[.,]\d+e\+?\d+$/i.test(id);
  if (isRounded) return 'rounded_number';
  return id.length > MAX_ID_LENGTH || /[\r\n\t]/.test(id) ? 'bad_id' : undefined;
}

/** The columns that are no field, by their names; empty ones are left out. `tooLong` hears of those that are too long to keep. */
export function readAttributes(
  cells: readonly Cell[],
  columns: readonly (readonly [index: number, name: string])[],
  tooLong: (index: number) => void,
): Readonly<Record<string, AttributeValue>> {
  const entries: [string, AttributeValue][] = [];
  for (const [index, name] of columns) {
    const cell = cells[index];
    if (cell === undefined || cell === '') continue;
    const value = attributeValue(cell);
    if (textLength(value) > MAX_TEXT_LENGTH) tooLong(index);
    else if (value !== '' && !isEmptyList(value)) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function textLength(value: AttributeValue): number {
  if (typeof value === 'object') return value.reduce((sum: number, item) => sum + scalarLength(item), 0);
  return scalarLength(value);
}

function scalarLength(value: Scalar): number {
  return typeof value === 'string' ? value.length : 1;
}

function isEmptyList(value: AttributeValue): boolean {
  return typeof value === 'object' && value.length === 0;
}
