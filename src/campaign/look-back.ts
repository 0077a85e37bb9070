import { totalOf } from '../delivery/tally.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CampaignStore } from './campaign-store.ts';

export interface LookBackParts {
  readonly campaigns: CampaignStore;
  readonly ledger: MessageLedger;
  readonly clock: Clock;
}

/** Receipts take 72 hours at most (aws-facts 1.6): after it nothing of a campaign moves by itself. */
const RECEIPTS_MS = 72 * 3_600_000;
/** All campaigns of all times are listed this often; in between those that this process saw end are enough. */
const LIST_EVERY_MS = 600_000;

/** Campaigns that have ended and still have something to do. */
export class LookBack {
  readonly #parts: LookBackParts;
  /** They may still have calls under way. */
  readonly #ending = new Set<string>();
  /** Ended within the time that receipts take. */
  #ended: readonly { readonly id: string; readonly at: number }[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: LookBackParts) {
    this.#parts = parts;
  }

  /** This process worked for it until now, and it does not run any more. */
  add(id: string): void {
    this.#ending.add(id);
    this.#ended = [...this.#ended, { id, at: this.#parts.clock.now() }];
  }

  /** A late receipt, a retry, or a message that another process took up at the moment of the finish: the campaign runs again. */
  async look(): Promise<void> {
    const { campaigns, ledger, clock } = this.#parts;
    await this.#list();
    const now = clock.now();
    this.#ended = this.#ended.filter(({ at }) => now - at <= RECEIPTS_MS);
    for (const { id } of this.#ended) {
      const waits =
        ((await ledger.nextDueAt(id)) ?? Number.POSITIVE_INFINITY) <= now ||
        totalOf(await ledger.tally(id), 'queued') > 0;
      if (waits) await campaigns.move(id, ['finished'], 'running', '', now);
    }
  }

  async #list(): Promise<void> {
    const { campaigns, clock } = this.#parts;
    if (clock.monotonic() - this.#listedAt < LIST_EVERY_MS) return;
    this.#listedAt = clock.monotonic();
    const ended = await campaigns.list(['finished', 'cancelled']);
    const recent = ended.filter(({ finishedAt = 0 }) => clock.now() - finishedAt <= RECEIPTS_MS);
    // A process may have died between the cancel and the end of what was queued.
    for (const { id, state } of recent) if (state === 'cancelled') this.#ending.add(id);
    this.#ended = recent
      .filter(({ state }) => state === 'finished')
      .map(({ id, finishedAt = 0 }) => ({ id, at: finishedAt }));
  }

  /** What was in flight when a campaign was cancelled may come back to the queue (throttled, not sent): it is cancelled too. `true`: some go on. */
  async end(): Promise<boolean> {
    for (const id of this.#ending) await this.#end(id);
    return this.#ending.size > 0;
  }

  async #end(id: string): Promise<void> {
    const { campaigns, ledger } = this.#parts;
    const campaign = await campaigns.find(id);
    if (campaign?.state === 'cancelled') {
      const tally = await ledger.tally(id);
      if (totalOf(tally, 'queued') > 0) await ledger.cancelQueued(id);
      if (totalOf(tally, 'sending') > 0) return;
    }
    this.#ending.delete(id);
  }
}
