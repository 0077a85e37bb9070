import { type Fields, textOf, timeOf } from './json-fields.ts';
import { type Envelope, keep } from './reading.ts';

const CONFIRMATIONS: ReadonlySet<unknown> = new Set(['SubscriptionConfirmation', 'UnsubscribeConfirmation']);

/** What SES publishes when a topic is chosen. */
const TEST_MESSAGE = /^Successfully validated SNS topic for Amazon (SES|Pinpoint)/;

/** Looks like what SNS delivers without raw message delivery. */
export function isSnsEnvelope(fields: Fields): boolean {
  return fields['Type'] === 'Notification' || CONFIRMATIONS.has(fields['Type']);
}

/**
 * The message inside, with SNS's time; `undefined` when there is none to read, and it was kept. A confirmation holds an address that asks
 * to be fetched: it is noted and never fetched, since whoever writes to the queue would choose it (reliability.md, finding 12).
 */
export function openSns(
  fields: Fields,
  envelope: Envelope,
): { readonly text: string; readonly envelope: Envelope } | undefined {
  if (CONFIRMATIONS.has(fields['Type'])) {
    keep(envelope, 'notice', 'sns_subscription_confirmation');
    return undefined;
  }
  const text = textOf(fields['Message']);
  if (text === undefined) {
    keep(envelope, 'unread', 'sns_without_message');
    return undefined;
  }
  if (TEST_MESSAGE.test(text)) {
    keep(envelope, 'notice', 'sns_test_message');
    return undefined;
  }
  const at = timeOf(fields['Timestamp']) ?? envelope.at;
  return { text, envelope: { ...envelope, at, source: 'sns' } };
}
