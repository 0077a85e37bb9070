import { addTaken, type ArrivedText, NOTHING_TAKEN, type TakenIn } from '../delivery/take-in.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import type { Random } from '../kernel/random.ts';
import { fullJitter } from './after-attempt.ts';
import type { Letter, Mailbox } from './mailbox.ts';
import { takeLetters } from './take-letters.ts';

export interface EventReaderParts {
  readonly mailbox: Mailbox;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves when everything that the texts say is durable. */
  readonly takeIn: (texts: readonly ArrivedText[]) => Promise<TakenIn>;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
}

/** Receives at once: one is 10 letters a round trip, 4 keep up with 1,000 messages/s and their receipts at 20 ms a round trip. */
const RECEIVERS = 4;
const WAIT = { firstMs: 500, longestMs: 30_000 };

/** Reads events from a queue until it is stopped. A letter is removed after what it says is durable, never before. */
export class EventReader {
  readonly #parts: EventReaderParts;
  #taken = NOTHING_TAKEN;

  constructor(parts: EventReaderParts) {
    this.#parts = parts;
  }

  /** Everything read so far. */
  get taken(): TakenIn {
    return this.#taken;
  }

  /** Resolves when what was begun is stored. */
  async run(stop: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: RECEIVERS }, () => this.#receive(stop)));
  }

  async #receive(stop: AbortSignal): Promise<void> {
    const { mailbox, clock, random, trouble } = this.#parts;
    for (let failures = 0; !stop.aborted; ) {
      try {
        const letters = await mailbox.receive(stop);
        if (letters.length > 0) await this.#store(letters);
        failures = 0;
      } catch (error) {
        trouble(toError(error));
        await clock.sleep(fullJitter(failures++, WAIT, random), stop);
      }
    }
  }

  async #store(letters: readonly Letter[]): Promise<void> {
    const { mailbox, trouble } = this.#parts;
    const stored = await takeLetters(letters, (some) => this.#takeAll(some), trouble);
    // What is still there comes again, and changes nothing then.
    const left = stored.length === 0 ? 0 : await mailbox.remove(stored.map(({ receipt }) => receipt));
    if (left > 0) trouble(new Error('Some events could not be removed from the queue; they come again.'));
  }

  async #takeAll(letters: readonly Letter[]): Promise<void> {
    const now = this.#parts.clock.now();
    const texts = letters.map(({ text, sentAt }) => ({ text, source: 'queue', at: sentAt ?? now }));
    const taken = await this.#parts.takeIn(texts);
    this.#taken = addTaken(this.#taken, taken);
  }
}
