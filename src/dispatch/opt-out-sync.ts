import type { OptOutList } from '../channels/sms/opt-out-list.ts';
import { addressKey } from '../consent/address-key.ts';
import type { OptOutNews, OptOutQueue } from '../consent/opt-out-queue.ts';
import type { SuppressionStore } from '../consent/suppression-store.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import type { Random } from '../kernel/random.ts';
import { fullJitter } from './after-attempt.ts';

export interface OptOutSyncParts {
  readonly list: OptOutList;
  readonly optOuts: OptOutQueue;
  readonly suppressions: SuppressionStore;
  readonly clock: Clock;
  readonly random: Random;
  /** See addressKey. */
  readonly secret: string;
  /** Something failed that is tried again; never holds personal data. */
  readonly trouble: (error: Error) => void;
}

/** How often the queue is looked at. */
const LOOK_EVERY_MS = 1_000;
const READ_EVERY_MS = 3_600_000;
/** AWS allows 10 calls a second of each kind, to everybody who uses the account. */
const CALL_EVERY_MS = 125;
const BATCH = 100;
const RETRY = { firstMs: 2_000, longestMs: 600_000 };

/**
 * Keeps our suppressions and the carrier's own opt-out lists in step: what we learn is put there, so that other senders of the account
 * heed it, and what stands there (the carrier fills it when somebody answers STOP) is suppressed here, at the start and every hour.
 */
export class OptOutSync {
  readonly #parts: OptOutSyncParts;
  #names: readonly string[] | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(parts: OptOutSyncParts) {
    this.#parts = parts;
  }

  /** Runs until `stop` aborts. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, random, trouble } = this.#parts;
    while (!stop.aborted) {
      let waitMs = LOOK_EVERY_MS;
      try {
        await this.pass(stop);
        this.#failures = 0;
      } catch (error) {
        trouble(toError(error));
        waitMs += fullJitter(this.#failures++, RETRY, random);
      }
      await clock.sleep(waitMs, stop);
    }
  }

  /** Puts on the lists what waits, and reads them when their hour has come. */
  async pass(stop: AbortSignal): Promise<void> {
    await this.#push(stop);
    if (this.#parts.clock.monotonic() - this.#readAt >= READ_EVERY_MS) await this.#readBack(stop);
  }

  async #lists(): Promise<readonly string[]> {
    const names = this.#names ?? (await this.#parts.list.names());
    this.#names = names;
    return names;
  }

  async #push(stop: AbortSignal): Promise<void> {
    const { optOuts, clock, random } = this.#parts;
    while (!stop.aborted) {
      const due = await optOuts.due(clock.now(), BATCH);
      if (due.length === 0) return;
      for (const news of due) {
        if (stop.aborted) return;
        try {
          await this.#tell(news, stop);
          await optOuts.done(news);
        } catch (error) {
          // The next one may pass: only this number waits longer and longer.
          await optOuts.putOff(news, clock.now() + RETRY.firstMs + fullJitter(news.tries, RETRY, random));
          throw error;
        }
      }
    }
  }

  /** All lists: somebody who opted out wants nothing from any of our senders. */
  async #tell({ number, out }: OptOutNews, stop: AbortSignal): Promise<void> {
    const { list, clock } = this.#parts;
    for (const name of await this.#lists()) {
      // What the carrier refuses to take off its list stays stopped there, and is suppressed here again when the list is read.
      if (out) await list.put(name, number);
      else await list.remove(name, number);
      await clock.sleep(CALL_EVERY_MS, stop);
    }
  }

  async #readBack(stop: AbortSignal): Promise<void> {
    const { list, clock } = this.#parts;
    for (const name of await this.#lists()) {
      let next: string | undefined;
      do {
        const page = await list.page(name, next);
        await this.#suppress(page.numbers);
        next = page.next;
        await clock.sleep(CALL_EVERY_MS, stop);
        if (stop.aborted) return;
      } while (next !== undefined);
    }
    this.#readAt = clock.monotonic();
    // An origin may be given another list in the meantime.
    this.#names = undefined;
  }

  /** But for the numbers whose own word is still on its way to the list. */
  async #suppress(listed: readonly { readonly number: string; readonly at: number }[]): Promise<void> {
    const { optOuts, suppressions, secret, clock } = this.#parts;
    const waiting = await optOuts.waiting(listed.map(({ number }) => number));
    const now = clock.now();
    await suppressions.add(
      listed
        .filter(({ number }) => !waiting.has(number))
        .map(({ number, at }) => ({
          key: addressKey(secret, 'sms', number),
          channel: 'sms',
          reason: 'opted_out',
          source: 'AWS opt-out list',
          at: Math.min(at > 0 ? at : now, now),
        })),
    );
  }
}
