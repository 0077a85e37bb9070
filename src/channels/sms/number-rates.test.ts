import { expect, test } from 'vitest';
import { documentedRate } from './number-rates.ts';

test.each([
  ['SHORT_CODE', 'US', 100],
  ['SHORT_CODE', 'CA', 100],
  ['SHORT_CODE', 'DE', undefined],
  ['TEN_DLC', 'US', 1],
  ['LONG_CODE', 'CA', 1],
  ['LONG_CODE', 'GB', 10],
  ['LONG_CODE', undefined, 10],
  ['TOLL_FREE', 'US', 3],
  ['SENDER_ID', 'GB', 10],
  ['SHARED_ROUTES', undefined, 20],
  ['SIMULATOR', 'US', undefined],
])('%s in %s: %s parts a second', (type, country, mps) => {
  const expected = mps === undefined ? { basis: 'unknown' } : { basis: 'documented', partsPerSecond: mps };
  expect(documentedRate(type, country)).toEqual(expected);
});
