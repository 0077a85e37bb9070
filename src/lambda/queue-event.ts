import { z } from 'zod';

const queueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ SentTimestamp: z.coerce.number() }),
    }),
  ),
});

/** A message of a queue, as Lambda hands it over. */
export interface QueueRecord {
  readonly id: string;
  readonly text: string;
  /** When it came into the queue, epoch ms. */
  readonly sentAt: number;
}

/** What Lambda says of an invocation. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** Messages that have to come again; the others are removed (aws-facts 5.4). */
export interface PartialFailure {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** @throws when Lambda hands over something else: the whole batch comes again. */
export function queueRecords(event: unknown): readonly QueueRecord[] {
  return queueEvent
    .parse(event)
    .Records.map(({ messageId: id, body: text, attributes: { SentTimestamp: sentAt } }) => ({
      id,
      text,
      sentAt,
    }));
}

export function partialFailure(ids: readonly string[]): PartialFailure {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}
