import { createHash } from 'node:crypto';

const DIGITS = 8;
const WHOLE = 2 ** 32;
/** After every hexadecimal digit. */
const ABOVE_ALL = 'g';

/**
 * Where a customer stands when shares are drawn: 8 lower-case hexadecimal digits, the same in every store, and another place with
 * another seed. In DuckDB `substr(md5(seed || ':' || id), 1, 8)`, in Athena `substr(lower(to_hex(md5(to_utf8(...)))), 1, 8)`.
 */
export function sharePlace(customerId: string, seed = ''): string {
  return createHash('md5').update(`${seed}:${customerId}`).digest('hex').slice(0, DIGITS);
}

/** In a share of so many percent is whoever's place is less than this, compared as text. */
export function shareBound(percent: number): string {
  const bound = Math.ceil((percent / 100) * WHOLE);
  return bound >= WHOLE ? ABOVE_ALL : bound.toString(16).padStart(DIGITS, '0');
}

/** Parts of a whole in which percentages are counted, so that they are whole numbers: 1/10,000 of a percent. */
export const PERCENT_UNITS = 1_000_000;

/** `12.5%` is 125,000. */
export function percentUnits(percent: `${number}%`): number {
  return Math.round((Number(percent.slice(0, -1)) * PERCENT_UNITS) / 100);
}
