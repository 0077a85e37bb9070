import type { AsOf, Interval } from '../query/period.ts';
import type { Dialect } from './dialect.ts';
import { type Fragment, sql, whole } from './fragment.ts';
import type { AudienceSchema } from './schema.ts';

/** What is the same for every part of one query. */
export interface Scope {
  readonly asOf: AsOf;
  readonly schema: AudienceSchema;
  readonly dialect: Dialect;
}

/** Conditions, none where the interval is open at both ends. */
export function inInterval(time: Fragment, { from, until }: Interval): readonly Fragment[] {
  return [
    ...(from === undefined ? [] : [sql`${time} >= ${whole(from)}`]),
    ...(until === undefined ? [] : [sql`${time} < ${whole(until)}`]),
  ];
}
