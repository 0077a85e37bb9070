import type { Query } from './query.ts';

/** The same query with one way to write it: lists of lists made flat, lists of one without the list, `not not` gone. */
export function canonicalQuery(query: Query): Query {
  if ('and' in query) {
    const parts = query.and.map(canonicalQuery).flatMap((part) => ('and' in part ? part.and : [part]));
    const [first] = parts;
    return parts.length === 1 && first !== undefined ? first : { and: parts };
  }
  if ('or' in query) {
    const parts = query.or.map(canonicalQuery).flatMap((part) => ('or' in part ? part.or : [part]));
    const [first] = parts;
    return parts.length === 1 && first !== undefined ? first : { or: parts };
  }
  if ('not' in query) {
    const inner = canonicalQuery(query.not);
    return 'not' in inner ? inner.not : { not: inner };
  }
  if ('among' in query && query.among !== undefined) {
    const among = canonicalQuery(query.among);
    if (!('all' in among)) return { ...query, among };
    const { among: _everybody, ...rest } = query;
    return rest;
  }
  return query;
}
