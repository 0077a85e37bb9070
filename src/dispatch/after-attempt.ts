import type { Outcome } from '../channels/outcome.ts';
import type { Message } from '../delivery/message.ts';
import { AT_ONCE } from '../delivery/transition.ts';
import type { Random } from '../kernel/random.ts';

/** What a campaign does with a message whose fate nobody can tell, after `afterMs` without an event. */
export type OnUnknown =
  /** Nothing: it stays visible as unknown until an event settles it. Nobody gets it twice. */
  | { readonly kind: 'hold' }
  /** Send it again, `maxTries` in all: for codes and alarms, where twice is better than never. */
  | { readonly kind: 'resend'; readonly afterMs: number; readonly maxTries: number }
  | { readonly kind: 'fallback'; readonly afterMs: number };

/** First and longest wait before the same message is tried again; throttling clears sooner than a broken connection. */
const THROTTLED = { firstMs: 250, longestMs: 8_000 };
const NOT_SENT = { firstMs: 1_000, longestMs: 60_000 };

/** Full jitter: anywhere between nothing and the exponential bound, so that those who failed together do not come back together. */
export function fullJitter(
  round: number,
  bounds: { firstMs: number; longestMs: number },
  random: Random,
): number {
  const bound = Math.min(bounds.longestMs, bounds.firstMs * 2 ** Math.min(round, 20));
  return Math.ceil(random.next() * bound);
}

/**
 * When somebody has to look at the message again after this outcome; 0: never. `round` counts how often this message was put off
 * already (its attempts).
 */
export function dueAfter(
  outcome: Outcome,
  message: Message,
  policy: OnUnknown,
  round: number,
  now: number,
  random: Random,
): number {
  switch (outcome.kind) {
    case 'accepted':
      return message.receiptWaitMs > 0 ? now + message.receiptWaitMs : 0;
    case 'refused':
      return message.receiptWaitMs > 0 ? AT_ONCE : 0;
    case 'throttled':
      return now + fullJitter(round, THROTTLED, random);
    case 'not_sent':
      return now + fullJitter(round, NOT_SENT, random);
    case 'unknown':
      return policy.kind === 'hold' ? 0 : now + policy.afterMs;
  }
}
