import { canonicalQuery } from '../query/canonical-query.ts';
import { NOBODY, type Query } from '../query/query.ts';

/** A query that has no other inside. */
export type Leaf = Exclude<
  Query,
  | { readonly and: unknown }
  | { readonly or: unknown }
  | { readonly not: unknown }
  | { readonly top: unknown }
  | { readonly share: unknown }
>;
export type Ranked = Extract<Query, { readonly top: unknown } | { readonly share: unknown }>;

/** What becomes of the parts of a query; `undefined`: the part goes, and the others stay as they are. */
export interface Rewriting {
  leaf(leaf: Leaf): Query | undefined;
  ranked(ranked: Ranked): Ranked | undefined;
}

/** The query with its parts rewritten, from the inside out. NOBODY when nothing is left of it. */
export function rewriteQuery(query: Query, rewriting: Rewriting): Query {
  return rewritten(query, rewriting) ?? NOBODY;
}

function rewritten(query: Query, rewriting: Rewriting): Query | undefined {
  if ('and' in query || 'or' in query) {
    const parts = ('and' in query ? query.and : query.or).flatMap((part) => rewritten(part, rewriting) ?? []);
    const [first, ...others] = parts;
    if (first === undefined || others.length === 0) return first;
    return 'and' in query ? { and: parts } : { or: parts };
  }
  if ('not' in query) {
    const inner = rewritten(query.not, rewriting);
    return inner && { not: inner };
  }
  if (!('top' in query) && !('share' in query)) return rewriting.leaf(query);
  const ranked = rewriting.ranked(query);
  if (ranked === undefined || query.among === undefined) return ranked;
  const among = rewritten(query.among, rewriting);
  const { among: _before, ...rest } = ranked;
  return among === undefined ? rest : { ...rest, among };
}

/** Two queries that differ only in the order and the brackets of and and or, and in the case of texts, have the same. */
export function canonicalText(query: Query): string {
  return JSON.stringify(canonical(canonicalQuery(query)));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value === 'string') return value.toLowerCase();
  if (typeof value !== 'object' || value === null) return value;
  if ('in' in value && Array.isArray(value.in) && value.in.length === 1) {
    const { in: list, ...rest } = value;
    return canonical({ ...rest, is: list[0] });
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]),
  );
}
