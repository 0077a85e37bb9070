import { z } from 'zod';
import { openStreamAggregator } from '../compose/stream-aggregator-function.ts';

export interface StreamAggregatorFunction {
  /** Counts what is new of one shard; again changes nothing. Answers lines for metrics. */
  count(shardId: string, records: readonly unknown[]): Promise<readonly string[]>;
  readonly report: (line: string) => void;
}

/** The mapping has a tumbling window, which is what makes Lambda name the shard and wait for a state. */
const streamEvent = z.object({ shardId: z.string().min(1), Records: z.array(z.unknown()).default([]) });
const NO_STATE = { state: {} };

/** Makes counters of the ledger's changes. A batch that fails comes again as a whole, and counts once. */
export function makeStreamAggregator({ count, report }: StreamAggregatorFunction) {
  return async (event: unknown): Promise<typeof NO_STATE> => {
    const { shardId, Records } = streamEvent.parse(event);
    if (Records.length > 0) for (const line of await count(shardId, Records)) report(line);
    return NO_STATE;
  };
}

export const handler = makeStreamAggregator(openStreamAggregator(console.log));
