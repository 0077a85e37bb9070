import type { ProviderEvent } from '../../delivery/event.ts';
import type { Accepted } from '../accepted.ts';
import type { OutgoingEvent } from './shapes/envelopes.ts';
import type { Sink } from './sinks/sink.ts';
import { type AccountState, takeNote, translate } from './translate.ts';

/** How many events can be asked for afterwards. */
const KEPT = 10_000;

/** Tells the world what happened: translates, notes what it means for the account, and hands it to the sink until it has it. */
export class EventOutlet {
  readonly #account: AccountState;
  readonly #sink: Sink | undefined;
  readonly #kept: OutgoingEvent[] = [];
  #batch: readonly ProviderEvent[] | undefined;
  #left: readonly OutgoingEvent[] = [];
  #handed = 0;

  constructor(account: AccountState, sink: Sink | undefined) {
    this.#account = account;
    this.#sink = sink;
  }

  /** Events that the sink took. */
  get handedCount(): number {
    return this.#handed;
  }

  /** The last events that were told, oldest first. */
  get kept(): readonly OutgoingEvent[] {
    return this.#kept;
  }

  /** See CarriersOptions.deliver: the same lists come again after a failure, and only what is left of them is sent again. */
  async deliver(events: readonly ProviderEvent[], about: readonly Accepted[]): Promise<void> {
    if (events !== this.#batch) this.#begin(events, about);
    const before = this.#left.length;
    if (this.#sink !== undefined) this.#left = await this.#sink.send(this.#left);
    else this.#left = [];
    this.#handed += before - this.#left.length;
    if (this.#left.length > 0)
      throw new Error(`${this.#left.length} events could not be handed over; they are tried again.`);
  }

  #begin(events: readonly ProviderEvent[], about: readonly Accepted[]): void {
    this.#batch = events;
    this.#left = events.flatMap((event, i) => {
      const accepted = about[i];
      if (accepted === undefined) return [];
      takeNote(event, accepted, this.#account);
      return translate(event, accepted, this.#account);
    });
    this.#kept.push(...this.#left);
    if (this.#kept.length > 2 * KEPT) this.#kept.splice(0, this.#kept.length - KEPT);
  }
}
