import type { Scalar } from '../../customer.ts';
import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { shownField } from '../data/shown-field.ts';
import { partsOfQuery } from './query-parts.ts';

/** Why nobody can be meant, as a sentence: the words were then hardly read as they were meant. */
export function contradictionIn(query: Query, fields: ReadonlyMap<string, FieldWords>): string | undefined {
  const field = contradictedField(query, fields);
  if (field !== undefined)
    return `Nobody has two values of ${shownField(field)} at once; say "or" between the groups if either is meant.`;
  if (isItselfAndNot(query)) return 'Nobody is in a group and outside of it.';
  if (isNobodyWho(query)) return '"Nobody" beside other words was taken as no customer at all.';
  return isBoughtAndNothing(query) ? 'Nobody has bought something and nothing at all.' : undefined;
}

/**
 * The field of which a condition wants two values at once, which nobody has: "cats in Cork and dogs in Dublin" was then not meant as one
 * group, though it was read as one.
 */
function contradictedField(query: Query, fields: ReadonlyMap<string, FieldWords>): FieldWords | undefined {
  if ('and' in query) {
    const wanted = new Map<string, ReadonlySet<Scalar>>();
    for (const part of query.and) {
      const field = 'field' in part ? fields.get(part.field) : undefined;
      const values = 'is' in part ? [part.is] : 'in' in part ? part.in : undefined;
      if (field === undefined || values === undefined || field.type === 'list') continue;
      const before = wanted.get(field.name);
      const both = values.filter((value) => before === undefined || before.has(value));
      if (both.length === 0) return field;
      wanted.set(field.name, new Set(both));
    }
  }
  for (const part of partsOfQuery(query)) {
    const found = contradictedField(part, fields);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `Germans not in Germany`, where both are the same field. */
function isItselfAndNot(query: Query): boolean {
  if ('and' in query) {
    const wanted = new Set(query.and.map((part) => JSON.stringify(part)));
    if (query.and.some((part) => 'not' in part && wanted.has(JSON.stringify(part.not)))) return true;
  }
  return partsOfQuery(query).some(isItselfAndNot);
}

/** `nobody who bought a tent`, of whom something else was said. */
function isNobodyWho(query: Query): boolean {
  const isNobody = (part: Query) => 'not' in part && 'all' in part.not;
  return ('and' in query && query.and.some(isNobody)) || partsOfQuery(query).some(isNobodyWho);
}

/** Something bought and nothing bought at all. */
function isBoughtAndNothing(query: Query): boolean {
  if ('and' in query) {
    const isNothing = query.and.some(
      (part) =>
        'not' in part &&
        'bought' in part.not &&
        Object.keys(part.not).length === 1 &&
        Object.keys(part.not.bought).length === 0,
    );
    const isSomething = query.and.some((part) => 'bought' in part && part.times === undefined);
    if (isNothing && isSomething) return true;
  }
  return partsOfQuery(query).some(isBoughtAndNothing);
}
