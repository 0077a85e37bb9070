import type { Query } from '../../query/query.ts';

/** What a query is put together from; nothing for one that is itself a condition. */
export function partsOfQuery(query: Query): readonly Query[] {
  if ('and' in query) return query.and;
  if ('or' in query) return query.or;
  if ('not' in query) return [query.not];
  return 'among' in query && query.among !== undefined ? [query.among] : [];
}
