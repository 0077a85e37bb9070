import type { z } from 'zod';
import { Failure } from '../kernel/failure.ts';

/** `value` read by `schema`; otherwise a `file_invalid` failure that names `where` and the first field that is wrong, never its value. */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Failure('file_invalid', `${where} cannot be used${field}: ${issue?.message ?? 'unreadable'}.`);
}
