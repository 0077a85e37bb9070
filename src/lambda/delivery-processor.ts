import { openDeliveryProcessor } from '../compose/delivery-processor-function.ts';
import type { ArrivedText } from '../delivery/take-in.ts';
import { takeLetters } from '../dispatch/take-letters.ts';
import { type InvocationContext, type PartialFailure, partialFailure, queueRecords } from './queue-event.ts';

export interface DeliveryProcessorFunction {
  /** Keeps texts word for word, before anything is done with them; again under the same id changes nothing. */
  archive(texts: readonly ArrivedText[], at: number, id: string): Promise<void>;
  /** Resolves when everything that the texts say is durable. */
  takeIn(texts: readonly ArrivedText[]): Promise<void>;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
}

/** Taken in together. A store that is slow, or holds callers back, gets through some portions of a batch in time, not the whole. */
const PORTION = 100;
/** What is kept for a portion that was begun: a second at most while the store is well. */
const RESERVE_MS = 15_000;

/**
 * Takes in what carriers say, until it is done or its time is nearly over. A letter that breaks something comes again, and ends among the
 * dead letters; the others do not wait for it.
 */
export function makeDeliveryProcessor({ archive, takeIn, trouble }: DeliveryProcessorFunction) {
  return async (event: unknown, context: InvocationContext): Promise<PartialFailure> => {
    const records = queueRecords(event);
    const [first] = records;
    if (first === undefined) return partialFailure([]);
    const textOf = ({ text, sentAt: at }: (typeof records)[number]) => ({ text, source: 'queue', at });
    await archive(records.map(textOf), first.sentAt, first.id);
    const take = (some: typeof records) => takeIn(some.map(textOf));
    const isOver = () => context.getRemainingTimeInMillis() < RESERVE_MS;
    const stored = new Set<string>();
    for (let at = 0; at < records.length && !isOver(); at += PORTION) {
      const portion = records.slice(at, at + PORTION);
      for (const { id } of await takeLetters(portion, take, trouble, isOver)) stored.add(id);
    }
    return partialFailure(records.filter(({ id }) => !stored.has(id)).map(({ id }) => id));
  };
}

export const handler = makeDeliveryProcessor(openDeliveryProcessor(console.log));
