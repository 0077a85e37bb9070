import { z } from 'zod';
import type { Query } from './query.ts';
import { QueryReader } from './query-reader.ts';

/**
 * Reads a query from YAML or JSON. Faults are told at the place where they are, and a tree that is too deep is not followed.
 * At most 8 levels, 100 parts, 1,000 values and 10,000 customers.
 */
export const querySchema = z.unknown().transform((input, context): Query => {
  const reader = new QueryReader((path, message) =>
    context.addIssue({ code: 'custom', path: [...path], message }),
  );
  return reader.read(input, []) ?? z.NEVER;
});
