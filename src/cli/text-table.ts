/** Rows as lines with aligned columns, two blanks between them. `right`: columns of numbers. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  const pad = (cell: string, i: number) =>
    right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** `3 unreachable, 1 spam`: counts by name, the most first; `none` when there is nothing. */
export function countList(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0
    ? 'none'
    : entries.map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`).join(', ');
}

/** `1,234`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
