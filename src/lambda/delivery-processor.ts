import { openDeliveryProcessor } from '../compose/delivery-processor-function.ts';
import type { ArrivedText } from '../delivery/take-in.ts';
import { takeLetters } from '../dispatch/take-letters.ts';
import { type PartialFailure, partialFailure, queueRecords } from './queue-event.ts';

export interface DeliveryProcessorFunction {
  /** Keeps texts word for word, before anything is done with them; again under the same id changes nothing. */
  archive(texts: readonly ArrivedText[], at: number, id: string): Promise<void>;
  /** Resolves when everything that the texts say is durable. */
  takeIn(texts: readonly ArrivedText[]): Promise<void>;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
}

/** Takes in what carriers say. A letter that breaks something comes again, and ends among the dead letters; the others do not wait for it. */
export function makeDeliveryProcessor({ archive, takeIn, trouble }: DeliveryProcessorFunction) {
  return async (event: unknown): Promise<PartialFailure> => {
    const records = queueRecords(event);
    const [first] = records;
    if (first === undefined) return partialFailure([]);
    const textOf = ({ text, sentAt: at }: (typeof records)[number]) => ({ text, source: 'queue', at });
    await archive(records.map(textOf), first.sentAt, first.id);
    const stored = await takeLetters(records, (some) => takeIn(some.map(textOf)), trouble);
    return partialFailure(records.filter((record) => !stored.includes(record)).map(({ id }) => id));
  };
}

export const handler = makeDeliveryProcessor(openDeliveryProcessor(console.log));
