import type { OutgoingEvent } from '../shapes/envelopes.ts';

/** What SQS and EventBridge take in one call. */
const BATCH = 10;
/** Batches under way at once. */
const AT_ONCE = 8;

/** Hands events over in batches; `put` and the answer give those that did not get there. */
export async function sendInBatches(
  events: readonly OutgoingEvent[],
  put: (batch: readonly OutgoingEvent[]) => Promise<readonly OutgoingEvent[]>,
): Promise<readonly OutgoingEvent[]> {
  const left: OutgoingEvent[] = [];
  for (let from = 0; from < events.length; from += BATCH * AT_ONCE) {
    const until = Math.min(events.length, from + BATCH * AT_ONCE);
    const batches: Promise<readonly OutgoingEvent[]>[] = [];
    for (let at = from; at < until; at += BATCH)
      batches.push(put(events.slice(at, Math.min(until, at + BATCH))));
    left.push(...(await Promise.all(batches)).flat());
  }
  return left;
}
