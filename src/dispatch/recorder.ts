import type { ChangeRequest, MessageLedger } from '../delivery/ledger.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import type { LeasedTask, WorkQueue } from './work-queue.ts';

interface Answer {
  readonly task: LeasedTask;
  readonly request: ChangeRequest;
}

/** While the disk takes nothing, what carriers answered is kept here and tried again this often. */
const RETRY_MS = 500;
const BATCH = 1000;

/**
 * Records what became of attempts. One batch is being stored at a time, and all answers that come meanwhile make up the next: alone a message is
 * recorded at once, at full speed hundreds share a commit, and no timer is involved.
 */
export class Recorder {
  readonly #ledger: MessageLedger;
  readonly #queue: WorkQueue;
  readonly #clock: Clock;
  readonly #trouble: (error: Error) => void;
  #waiting: Answer[] = [];
  #storing: Promise<void> | undefined;

  /** `trouble` hears of every failed try to store. */
  constructor(ledger: MessageLedger, queue: WorkQueue, clock: Clock, trouble: (error: Error) => void) {
    this.#ledger = ledger;
    this.#queue = queue;
    this.#clock = clock;
    this.#trouble = trouble;
  }

  add(task: LeasedTask, request: ChangeRequest): void {
    this.#waiting.push({ task, request });
    // One microtask later all answers that came in the same turn are there.
    this.#storing ??= Promise.resolve().then(() => this.#store());
  }

  /** Resolves when all that was added is stored. */
  async idle(): Promise<void> {
    while (this.#storing !== undefined) await this.#storing;
  }

  async #store(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      await this.#storeBatch(batch);
    }
    this.#storing = undefined;
  }

  async #storeBatch(batch: readonly Answer[]): Promise<void> {
    for (;;) {
      try {
        await this.#ledger.apply(
          batch.map((answer) => answer.request),
          this.#clock.now(),
        );
        // The next answers do not wait for the queue: a task that is not done comes again and is found to be taken.
        void this.#queue
          .done(batch.map((answer) => answer.task))
          .catch((error: unknown) => this.#trouble(toError(error)));
        return;
      } catch (error) {
        this.#trouble(toError(error));
        // The intents are committed, so nothing is sent twice; until this is stored they count as being sent.
        await this.#clock.sleep(RETRY_MS);
      }
    }
  }
}
