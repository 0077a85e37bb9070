import { z } from 'zod';
import type { Query } from '../query/query.ts';
import { querySchema } from '../query/read-query.ts';
import { canonicalText } from './rewrite-query.ts';

/** What the tool was given, checked for its form. */
export interface ModelAnswer {
  readonly query: Query;
  /** Phrases with the part of the query that each of them became. */
  readonly phrases: readonly { readonly text: string; readonly part: Query }[];
  readonly notUnderstood: readonly string[];
  readonly assumptions: readonly string[];
  readonly refines: boolean;
}

export type Checked =
  | { readonly ok: true; readonly answer: ModelAnswer }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Of a text that a model wrote; more is not read by anybody. */
const SENTENCE = 300;
const MOST = 30;

const sentences = z
  .array(z.string())
  .max(MOST)
  .transform((list) => list.map((text) => text.slice(0, SENTENCE).replaceAll(/\s+/g, ' ').trim()))
  .transform((list) => list.filter((text) => text !== ''));

const answerSchema = z.object({
  query: querySchema,
  understood: z
    .array(z.object({ text: z.string(), part: z.unknown() }))
    .max(MOST)
    .default([]),
  notUnderstood: sentences.default([]),
  assumptions: sentences.default([]),
  refines: z.boolean().default(false),
});

/** Errors told to the model; the first ones say enough. */
const MOST_ERRORS = 10;

/** Checks the form of what the tool was given. A phrase whose part is no query, or is not in the tree, goes: it proves nothing. */
export function checkAnswer(input: unknown): Checked {
  const parsed = answerSchema.safeParse(input);
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, MOST_ERRORS);
    return {
      ok: false,
      errors: errors.map(
        ({ path, message }) => `${path.length === 0 ? 'input' : path.join('.')}: ${message}`,
      ),
    };
  }
  const { query, understood, ...rest } = parsed.data;
  const inside = partsOf(query);
  const phrases = understood.flatMap(({ text, part }) => {
    const tree = querySchema.safeParse(part);
    return tree.success && inside.has(canonicalText(tree.data)) ? [{ text, part: tree.data }] : [];
  });
  return { ok: true, answer: { query, phrases, ...rest } };
}

/** Every part of a query and the query itself, in the form in which they are compared. */
function partsOf(query: Query): ReadonlySet<string> {
  const parts = new Set<string>();
  const add = (part: Query) => {
    parts.add(canonicalText(part));
    if ('and' in part) for (const each of part.and) add(each);
    else if ('or' in part) for (const each of part.or) add(each);
    else if ('not' in part) add(part.not);
    else if (('top' in part || 'share' in part) && part.among !== undefined) {
      const { among, ...rest } = part;
      parts.add(canonicalText(rest));
      add(among);
    }
  };
  add(query);
  return parts;
}
