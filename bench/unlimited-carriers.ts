import type { Carriers } from '../src/compose/carriers.ts';
import type { ProviderEvent } from '../src/delivery/event.ts';
import { type ReceiveParts, receiveEvents } from '../src/delivery/receive-events.ts';
import { type Clock } from '../src/kernel/clock.ts';
import { perChannel } from '../src/kernel/channel.ts';

/** Events handed over at once. */
const BATCH = 2_000;
const PRICE = 10_020;

/**
 * Carriers that take everything at once and tell `delivered` in the next turn of the event loop: next to nothing of what is measured is
 * theirs (the simulated ones, with their faults, take 8 us a message).
 */
export class UnlimitedCarriers implements Carriers {
  readonly simulated = undefined;
  readonly providers = perChannel((channel) => ({
    channel,
    send: async ({ attemptId }: { readonly attemptId: string }) => {
      const providerId = `0a0b0c0d-1111-2222-3333-${String(++this.accepted).padStart(12, '0')}`;
      this.#told.push({
        eventId: `delivered-${providerId}`,
        source: 'bench',
        channel,
        type: 'delivered',
        at: this.#clock.now(),
        attemptId,
        providerId,
        price: PRICE,
      });
      this.#telling ??= this.#tell();
      return { kind: 'accepted', providerId } as const;
    },
  }));
  accepted = 0;
  readonly #receiving: ReceiveParts;
  readonly #clock: Clock;
  #told: ProviderEvent[] = [];
  #telling: Promise<void> | undefined;

  constructor(receiving: ReceiveParts, clock: Clock) {
    this.#receiving = receiving;
    this.#clock = clock;
  }

  async ready(): Promise<void> {}

  async idle(): Promise<void> {
    while (this.#telling !== undefined) await this.#telling;
  }

  async stop(): Promise<void> {
    await this.idle();
  }

  async #tell(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#told.length > 0) {
      await receiveEvents(this.#receiving, this.#told.splice(0, BATCH), this.#clock.now());
    }
    this.#telling = undefined;
  }
}
