import { type Channel, perChannel } from '../kernel/channel.ts';

/** The least time between two messages to one person, in ms: SMS 1 a second, WhatsApp's pair rate 1 every 6 s, email none. */
const APART_MS: Readonly<Record<Channel, number>> = { sms: 1_000, whatsapp: 6_000, email: 0 };

/**
 * Who was written to, and how many ms after the begin of the generation: so small a number needs no memory beside the map. A generation is
 * dropped as a whole once nothing in it matters.
 */
interface Generation {
  readonly since: number;
  readonly sentAfter: Map<string, number>;
}

interface Generations {
  recent: Generation;
  older: Generation;
}

function generation(since: number): Generation {
  return { since, sentAfter: new Map() };
}

/**
 * Keeps messages to one person apart, for one worker process: two messages to a person within seconds are rare, and a provider that sees
 * them from two processes says "too fast", which burns nothing.
 *
 * Memory holds who was written to in the last one to two spans of the channel (at 25,000 SMS a second 50,000 names).
 */
export class RecipientPacing {
  readonly #channels = perChannel<Generations>(() => ({
    recent: generation(Number.NEGATIVE_INFINITY),
    older: generation(Number.NEGATIVE_INFINITY),
  }));
  #sends = 0;

  /** How many sends were noted so far: while it stays, so do the answers for one `now`. */
  get sends(): number {
    return this.#sends;
  }

  /** The first time at which this person may be sent to again on this channel: `now`, or later. Epoch ms. */
  nextAllowedAt(channel: Channel, addressKey: string, now: number): number {
    const apart = APART_MS[channel];
    if (apart === 0) return now;
    const { recent, older } = this.#channels[channel];
    const sentAt = sentAtIn(recent, addressKey) ?? sentAtIn(older, addressKey);
    // A clock that was set back must not hold anybody for longer than the rule says.
    return sentAt === undefined ? now : Math.max(now, Math.min(sentAt, now) + apart);
  }

  /** Notes that a message goes to this person now (epoch ms). */
  sent(channel: Channel, addressKey: string, now: number): void {
    const apart = APART_MS[channel];
    if (apart === 0) return;
    this.#sends++;
    const generations = this.#channels[channel];
    if (Math.abs(now - generations.recent.since) > apart) {
      generations.older = generations.recent;
      generations.recent = generation(now);
    }
    generations.recent.sentAfter.set(addressKey, now - generations.recent.since);
  }

  /** How many sends are remembered. */
  get size(): number {
    return Object.values(this.#channels).reduce(
      (sum, { recent, older }) => sum + recent.sentAfter.size + older.sentAfter.size,
      0,
    );
  }
}

function sentAtIn({ since, sentAfter }: Generation, addressKey: string): number | undefined {
  const after = sentAfter.get(addressKey);
  return after === undefined ? undefined : since + after;
}
