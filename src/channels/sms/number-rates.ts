import type { Rate } from '../account.ts';

/** Parts a second by kind of origin as AWS documents them (aws-facts 1.3), for accounts whose service sends no limits yet. */
const DOCUMENTED: readonly { readonly type: string; readonly country?: string; readonly mps: number }[] = [
  { type: 'SHORT_CODE', country: 'US', mps: 100 },
  { type: 'SHORT_CODE', country: 'CA', mps: 100 },
  // Set by the approved campaign since 2026-09-15; one a number before that, which is never too much.
  { type: 'TEN_DLC', mps: 1 },
  { type: 'LONG_CODE', country: 'CA', mps: 1 },
  { type: 'LONG_CODE', mps: 10 },
  { type: 'TOLL_FREE', mps: 3 },
  { type: 'SENDER_ID', mps: 10 },
  { type: 'SHARED_ROUTES', mps: 20 },
];

/** The rate of a kind of number in a country: of rows that fit, the one that names the country goes first. */
export function documentedRate(type: string, country: string | undefined): Rate {
  const rows = DOCUMENTED.filter((row) => row.type === type);
  const row =
    rows.find((each) => each.country === country && country !== undefined) ??
    rows.find((each) => each.country === undefined);
  return row === undefined ? { basis: 'unknown' } : { basis: 'documented', partsPerSecond: row.mps };
}
