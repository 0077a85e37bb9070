import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingEvent } from '../shapes/envelopes.ts';
import type { Sink } from './sink.ts';

const BATCH = 10;
/** Batches under way at once. */
const AT_ONCE = 8;

/** Puts events into a queue as rules of EventBridge and subscriptions of topics do, without raw delivery. */
export function sqsSink(queueUrl: string, region: string): Sink {
  const client = new SQSClient(clientConfig(queueUrl, region));
  const put = async (batch: readonly OutgoingEvent[]): Promise<readonly OutgoingEvent[]> => {
    const Entries = batch.map(({ body }, i) => ({ Id: String(i), MessageBody: JSON.stringify(body) }));
    try {
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      return Failed.flatMap(({ Id }) => batch[Number(Id)] ?? []);
    } catch {
      return batch;
    }
  };
  return {
    async send(events) {
      const left: OutgoingEvent[] = [];
      for (let from = 0; from < events.length; from += BATCH * AT_ONCE) {
        const batches: Promise<readonly OutgoingEvent[]>[] = [];
        for (let at = from; at < Math.min(events.length, from + BATCH * AT_ONCE); at += BATCH)
          batches.push(put(events.slice(at, Math.min(events.length, at + BATCH))));
        left.push(...(await Promise.all(batches)).flat());
      }
      return left;
    },
    close: async () => client.destroy(),
  };
}

/** A queue of AWS is where its region says, or where AWS_ENDPOINT_URL_SQS does; any other is where its URL says. */
function clientConfig(queueUrl: string, region: string) {
  const ofQueue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\./.exec(queueUrl)?.[1];
  return ofQueue === undefined
    ? { region, endpoint: new URL(queueUrl).origin }
    : { region: ofQueue, useQueueUrlAsEndpoint: false };
}
