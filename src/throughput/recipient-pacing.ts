import type { Channel } from '../kernel/channel.ts';

/** The least time between two messages to one person, in ms: SMS 1 a second, WhatsApp's pair rate 1 every 6 s, email none. */
const APART_MS: Readonly<Record<Channel, number>> = { sms: 1_000, whatsapp: 6_000, email: 0 };

/** After this nothing that was remembered matters any more. */
const FORGET_MS = Math.max(...Object.values(APART_MS));

/**
 * Keeps messages to one person apart, for one worker process: two messages to a person within seconds are rare, and a provider that sees
 * them from two processes says "too fast", which burns nothing.
 *
 * Memory holds who was written to in the last 6 to 12 s: two generations of names, of which the older is dropped as a whole.
 */
export class RecipientPacing {
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  #recentSince = Number.NEGATIVE_INFINITY;

  /** The first time at which this person may be sent to again on this channel: `now`, or later. Epoch ms. */
  nextAllowedAt(channel: Channel, addressKey: string, now: number): number {
    if (APART_MS[channel] === 0) return now;
    const name = `${channel} ${addressKey}`;
    const sentAt = this.#recent.get(name) ?? this.#older.get(name) ?? Number.NEGATIVE_INFINITY;
    // A clock that was set back must not hold anybody for longer than the rule says.
    return Math.max(now, Math.min(sentAt, now) + APART_MS[channel]);
  }

  /** Notes that a message goes to this person now (epoch ms). */
  sent(channel: Channel, addressKey: string, now: number): void {
    if (APART_MS[channel] === 0) return;
    if (Math.abs(now - this.#recentSince) > FORGET_MS) {
      this.#older = this.#recent;
      this.#recent = new Map();
      this.#recentSince = now;
    }
    this.#recent.set(`${channel} ${addressKey}`, now);
  }

  /** How many sends are remembered. */
  get size(): number {
    return this.#recent.size + this.#older.size;
  }
}
