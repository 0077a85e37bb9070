import { openDispatcher } from '../compose/dispatcher-function.ts';
import type { LentParts } from '../dispatch/lent-work.ts';
import { dispatchLent } from '../dispatch/lent-work.ts';
import { type InvocationContext, type PartialFailure, partialFailure, queueRecords } from './queue-event.ts';

export interface DispatcherFunction {
  /** Everything for one invocation, with the settings and limits of now. */
  open(): Promise<LentParts>;
  /** Lines for metrics about what was handed over. */
  taken(texts: readonly { readonly text: string; readonly sentAt: number }[]): Promise<readonly string[]>;
  readonly report: (line: string) => void;
}

/** What is kept for calls under way: a provider call takes 10 s at most, and its outcome is recorded after it. */
const RESERVE_MS = 15_000;

/** Sends work from a queue until it is done or its time is nearly over; what is left comes again by itself. */
export function makeDispatcher({ open, taken, report }: DispatcherFunction) {
  return async (event: unknown, context: InvocationContext): Promise<PartialFailure> => {
    const records = queueRecords(event);
    for (const line of await taken(records)) report(line);
    const parts = await open();
    const failed = await dispatchLent(parts, records, context.getRemainingTimeInMillis() - RESERVE_MS);
    return partialFailure(failed);
  };
}

export const handler = makeDispatcher(openDispatcher(console.log));
