import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { OutgoingEvent } from '../shapes/envelopes.ts';
import { sendInBatches } from './send-in-batches.ts';
import type { Sink } from './sink.ts';

/**
 * Puts events on a bus, `default` being the one where AWS's own arrive. AWS keeps sources that begin with `aws.` to itself, so it takes
 * these from an emulator's user only; what a topic would get has a source of ours, `simulated.sns`.
 */
export function eventBridgeSink(bus: string, region: string): Sink {
  const client = new EventBridgeClient({ region });
  const put = async (batch: readonly OutgoingEvent[]): Promise<readonly OutgoingEvent[]> => {
    try {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: batch.map((event) => entryOf(event, bus)) }),
      );
      return batch.filter((_, i) => Entries[i]?.EventId === undefined);
    } catch {
      return batch;
    }
  };
  return { send: (events) => sendInBatches(events, put), close: async () => client.destroy() };
}

function entryOf({ path, body }: OutgoingEvent, bus: string): PutEventsRequestEntry {
  if (path === 'sns') {
    return {
      EventBusName: bus,
      Source: 'simulated.sns',
      DetailType: 'Notification',
      Detail: JSON.stringify(body),
    };
  }
  const resources = Array.isArray(body['resources']) ? body['resources'].map(String) : [];
  return {
    EventBusName: bus,
    Source: String(body['source']),
    DetailType: String(body['detail-type']),
    Time: new Date(String(body['time'])),
    Resources: resources,
    Detail: JSON.stringify(body['detail']),
  };
}
