import type { Outcome } from '../outcome.ts';

/** The outcome of a call that AWS did not refuse. Without an id it may have been anybody who answered. */
export function accepted(messageId: string | undefined): Outcome {
  return messageId === undefined || messageId === ''
    ? { kind: 'unknown', reason: 'unreadable_answer' }
    : { kind: 'accepted', providerId: messageId };
}
