import type { CarrierReply } from '../carrier.ts';
import type { AwsError, Reply } from './protocol.ts';

/** How a service says what a carrier decided. */
export interface Wording {
  accepted(providerId: string): object;
  throttled(reason: string): AwsError;
  refused(reason: string): AwsError;
  /** `undefined`: nothing can be said, the connection breaks. */
  notSent(reason: string): AwsError | undefined;
}

/** The answer over the wire to what a carrier decided. */
export function replyOf({ answer, afterMs }: CarrierReply, wording: Wording): Reply {
  switch (answer.kind) {
    case 'accepted':
      return { afterMs, answer: { kind: 'ok', body: wording.accepted(answer.providerId) } };
    case 'refused':
      return { afterMs, answer: { kind: 'error', error: wording.refused(answer.reason) } };
    case 'throttled':
      return { afterMs, answer: { kind: 'error', error: wording.throttled(answer.reason) } };
    case 'not_sent': {
      const error = wording.notSent(answer.reason);
      // A server that listens cannot refuse a connection: a broken one with nothing accepted is the nearest.
      return { afterMs, answer: error === undefined ? { kind: 'reset' } : { kind: 'error', error } };
    }
    case 'reset':
    case 'silence':
      return { afterMs, answer: { kind: answer.kind } };
  }
}
