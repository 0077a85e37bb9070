import type { Channel } from '../kernel/channel.ts';
import { hash32, type Random, seededRandom } from '../kernel/random.ts';
import type { ChannelBehaviour, ReasonedShare } from './behaviour.ts';
import { drawDelay } from './delay.ts';

/** What becomes of one request. */
export type Fate =
  | { readonly kind: 'accepted' }
  /** Accepted; the connection breaks, or nothing ever comes. */
  | { readonly kind: 'answer_lost'; readonly by: 'reset' | 'silence' }
  | { readonly kind: 'refused'; readonly reason: string; readonly suppress: boolean }
  | { readonly kind: 'throttled'; readonly reason: string }
  | { readonly kind: 'not_sent'; readonly reason: string; readonly hold: 'message' | 'origin' }
  /** Nothing accepted and no answer, ever. */
  | { readonly kind: 'timed_out' };

export interface DrawnFate {
  readonly fate: Fate;
  readonly latencyMs: number;
}

/**
 * Chance by who and which time, not by the order of calls: the same seed gives the same person the same luck however the timing falls.
 * `nth` counts the requests to the address on the channel from 0; those that were throttled had no luck drawn and do not count.
 */
export function luckOf(
  seed: number,
  purpose: 'answer' | 'receipts',
  channel: Channel,
  address: string,
  nth: number,
): Random {
  // Hashed piece by piece: joining the pieces first costs half a microsecond more.
  const kind = hash32(purpose, hash32(channel, seed));
  return seededRandom(hash32(address, kind ^ Math.imul(nth, 0x9e3779b1)));
}

/** Draws what the shares of a channel make of a request. Each draw has its place, so one share does not move what another decides. */
export function drawFate(random: Random, behaviour: ChannelBehaviour): DrawnFate {
  const latencyMs = drawDelay(random, behaviour.latency);
  const reasonLuck = random.next();
  const resetLuck = random.next();
  return { fate: fateAt(random.next(), reasonLuck, resetLuck, behaviour), latencyMs };
}

function fateAt(luck: number, reasonLuck: number, resetLuck: number, behaviour: ChannelBehaviour): Fate {
  const { refused, notSent, timedOut, answerLost } = behaviour;
  let upTo = refused.share;
  if (luck < upTo) {
    const { reason, suppress } = pickReason(reasonLuck, refused);
    return { kind: 'refused', reason, suppress: suppress ?? false };
  }
  upTo += notSent.share;
  if (luck < upTo) {
    const { reason, hold } = pickReason(reasonLuck, notSent);
    return { kind: 'not_sent', reason, hold: hold ?? 'message' };
  }
  upTo += timedOut;
  if (luck < upTo) return { kind: 'timed_out' };
  upTo += answerLost.share;
  if (luck < upTo)
    return { kind: 'answer_lost', by: resetLuck < answerLost.resetShare ? 'reset' : 'silence' };
  return { kind: 'accepted' };
}

type Reason = ReasonedShare['reasons'][number];

/** The reason at `luck` of the whole weight. */
export function pickReason(luck: number, { reasons }: ReasonedShare): Reason {
  let left = luck * reasons.reduce((sum, r) => sum + r.weight, 0);
  for (const candidate of reasons) {
    left -= candidate.weight;
    if (left < 0) return candidate;
  }
  return reasons.at(-1) ?? { reason: 'unknown', weight: 1 };
}
