import { z } from 'zod';
import type { Channel } from '../kernel/channel.ts';
import type { AttributeValue } from './customer.ts';
import { QueryReader } from './query-reader.ts';

export { compileQuery } from './compile-query.ts';

/**
 * Whom a campaign is for. A field is a column of the customer list or an attribute, by its name as `fieldName` makes it.
 *
 * - Text is compared without regard to case; `is: 5` and `is: '5'` are the same.
 * - A customer without a value is in `isNot`, and in no other comparison but `exists: false`.
 * - Numbers are compared with attributes that are numbers, times with those that are ISO 8601. A date is a whole day in UTC:
 *   `before` is before its first moment, `after` is after its last.
 * - `consents` is agreed, not merely unknown; `reachable` is that there is an address.
 */
export type Query =
  | { readonly all: true }
  | { readonly field: string; readonly is: AttributeValue }
  | { readonly field: string; readonly isNot: AttributeValue }
  | { readonly field: string; readonly in: readonly AttributeValue[] }
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly exists: boolean }
  | { readonly field: string; readonly moreThan: number }
  | { readonly field: string; readonly atLeast: number }
  | { readonly field: string; readonly lessThan: number }
  | { readonly field: string; readonly atMost: number }
  | { readonly field: string; readonly before: string }
  | { readonly field: string; readonly after: string }
  | { readonly consents: Channel }
  | { readonly reachable: Channel }
  | { readonly customers: readonly string[] }
  | { readonly and: readonly Query[] }
  | { readonly or: readonly Query[] }
  | { readonly not: Query };

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
