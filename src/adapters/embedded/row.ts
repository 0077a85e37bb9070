import type { SQLOutputValue, StatementSync } from 'node:sqlite';

/** A row as an array, in the order of the columns. */
export type Row = readonly SQLOutputValue[];

/** All rows of a statement prepared by `Database.statement`, which gives arrays (the types of node:sqlite know only objects). */
export function rowsOf(
  statement: StatementSync,
  ...parameters: readonly (string | number | null)[]
): readonly Row[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- setReturnArrays(true) was called on it
  return statement.all(...parameters) as unknown as readonly Row[];
}

/** The first row, or `undefined`. */
export function rowOf(
  statement: StatementSync,
  ...parameters: readonly (string | number | null)[]
): Row | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- setReturnArrays(true) was called on it
  return statement.get(...parameters) as unknown as Row | undefined;
}

/** Column `index` as a number. @throws when the schema and the code disagree. */
export function int(row: Row, index: number): number {
  const value = row[index];
  if (typeof value !== 'number') throw new TypeError(`Column ${index} is ${typeof value}, not a number.`);
  return value;
}

/** Column `index` as text. @throws when the schema and the code disagree. */
export function text(row: Row, index: number): string {
  const value = row[index];
  if (typeof value !== 'string') throw new TypeError(`Column ${index} is ${typeof value}, not text.`);
  return value;
}

export function optionalInt(row: Row, index: number): number | undefined {
  return row[index] === null ? undefined : int(row, index);
}

export function optionalText(row: Row, index: number): string | undefined {
  return row[index] === null ? undefined : text(row, index);
}
