import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingEvent } from '../shapes/envelopes.ts';
import { sendInBatches } from './send-in-batches.ts';
import type { Sink } from './sink.ts';

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
    send: (events) => sendInBatches(events, put),
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
