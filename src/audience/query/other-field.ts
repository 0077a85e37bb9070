import type { FieldQuery } from './query.ts';

/** The field that another one is held against, where it is no value. */
export function otherFieldOf(query: FieldQuery): string | undefined {
  const bound = boundOf(query);
  return typeof bound === 'object' ? bound.field : undefined;
}

function boundOf(query: FieldQuery) {
  if ('moreThan' in query) return query.moreThan;
  if ('atLeast' in query) return query.atLeast;
  if ('lessThan' in query) return query.lessThan;
  if ('atMost' in query) return query.atMost;
  if ('before' in query) return query.before;
  return 'after' in query ? query.after : undefined;
}

/** The same comparison with another field. */
export function withOtherField(query: FieldQuery, field: string): FieldQuery {
  const bound = { field };
  if ('moreThan' in query) return { ...query, moreThan: bound };
  if ('atLeast' in query) return { ...query, atLeast: bound };
  if ('lessThan' in query) return { ...query, lessThan: bound };
  if ('atMost' in query) return { ...query, atMost: bound };
  if ('before' in query) return { ...query, before: bound };
  return 'after' in query ? { ...query, after: bound } : query;
}
