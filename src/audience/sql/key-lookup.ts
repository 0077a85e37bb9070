import { isAboutCustomersAlone } from '../query/customer-test.ts';
import type { Query } from '../query/query.ts';

/**
 * The only customers that can be in the query, when it names them and asks nothing but what their own records say: a store with keys then
 * fetches those instead of reading a table, and tests each in memory. `undefined` when everybody has to be looked at.
 */
export function keyLookup(query: Query): readonly string[] | undefined {
  if (!isAboutCustomersAlone(query)) return undefined;
  const named = namedIn(query);
  return named === undefined ? undefined : [...new Set(named)];
}

function namedIn(query: Query): readonly string[] | undefined {
  if ('customers' in query) return query.customers;
  if ('or' in query) {
    const parts = query.or.map(namedIn);
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if ('and' in query) return fewest(query.and.map(namedIn));
  if ('share' in query) return query.among && namedIn(query.among);
  return undefined;
}

function fewest(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.toSorted((a, b) => a.length - b.length)[0];
}
