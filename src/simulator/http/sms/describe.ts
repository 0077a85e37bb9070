import type { z } from 'zod';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import { pageOf } from '../pages.ts';
import { invalidInput, notFound, validation } from './errors.ts';

/** What every operation that describes things may be asked. */
interface Asked {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[] | undefined;
}

interface Description<I extends Asked, T> {
  readonly name: string;
  readonly schema: z.ZodType<I>;
  /** The things, or the kind and name of what is not there. */
  find(input: I): readonly T[] | { readonly missing: string; readonly id: string };
  /** What a thing has under the name of a filter. */
  readonly facets?: Readonly<Record<string, (thing: T) => readonly string[]>>;
  /** The result, of the things of one page in their wire form. */
  result(things: readonly T[], input: I): Record<string, unknown>;
}

/** An operation that lists things, with filters and pages. AWS gives 100 a page at most; here that is what it gives. */
export function describeOperation<I extends Asked, T>(description: Description<I, T>): Operation {
  const { name, schema, find, facets = {}, result } = description;
  return operation(name, schema, invalidInput, (input) => {
    const found = find(input);
    if ('missing' in found) return failed(notFound(found.missing, found.id));
    const wanted = (input.Filters ?? []).reduce<readonly T[]>(
      (things, { Name, Values }) =>
        things.filter((thing) => facets[Name]?.(thing).some((value) => Values.includes(value)) ?? false),
      found,
    );
    const page = pageOf(wanted, input.MaxResults ?? 100, input.NextToken);
    if (page === undefined) return failed(validation('INVALID_NEXT_TOKEN'));
    const { items, nextToken } = page;
    return ok({ ...result(items, input), ...(nextToken !== undefined && { NextToken: nextToken }) });
  });
}

/** The named things, all when none are named, or the first name that is not there. */
export function named<T>(
  things: readonly T[],
  names: readonly string[] | undefined,
  type: string,
  find: (name: string) => T | undefined,
): readonly T[] | { readonly missing: string; readonly id: string } {
  if (names === undefined || names.length === 0) return things;
  const found: T[] = [];
  for (const name of names) {
    const thing = find(name);
    if (thing === undefined) return { missing: type, id: name };
    found.push(thing);
  }
  return found;
}
