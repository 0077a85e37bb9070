import type { RawRow } from './raw-row.ts';

/** Rows that are looked at before the first is read: so many days are not all below 13 by chance. */
const SAMPLE_ROWS = 200;

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
