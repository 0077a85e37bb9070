import type { Query } from '../../query/query.ts';

/** All of them have to hold; absent where there is none. */
export function allOf(parts: readonly Query[]): Query | undefined {
  const [first] = parts;
  return parts.length <= 1 ? first : { and: parts };
}

/** One of them has to hold; absent where there is none. */
export function anyOf(parts: readonly Query[]): Query | undefined {
  const [first] = parts;
  return parts.length <= 1 ? first : { or: parts };
}
