import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from './dynamodb.ts';
import type { StoreClock } from './store-clock.ts';

const dated = z.object({ headers: z.object({ date: z.string() }) });

/** Tells the clock of the `Date` of every answer of the tables, failures and repeats too, with the times of that very request. */
export function hearDates({ dynamo }: Tables, clock: Clock, store: StoreClock): void {
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const beforeMs = clock.monotonic();
      const result = await next(args);
      const afterMs = clock.monotonic();
      const { data } = dated.safeParse(result.response);
      const date = Date.parse(data?.headers.date ?? '');
      if (!Number.isNaN(date)) store.heard(beforeMs, date, afterMs);
      return result;
    },
    // After the signing and the retries, so that it sees one request and its answer and nothing else.
    { step: 'deserialize', priority: 'low', name: 'hearDates' },
  );
}
