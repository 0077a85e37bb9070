import { forgetOldEvents } from '../delivery/retention.ts';
import { type Tally, totalOf } from '../delivery/tally.ts';
import type { UnreadEventStore } from '../delivery/unread-event-store.ts';
import { LEASE_MS } from '../dispatch/lane-worker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Campaign } from './campaign-store.ts';
import { messageComposer } from './compose-message.ts';
import { CampaignFeed } from './feed.ts';
import type { FeedStore } from './feed-store.ts';
import { isFinished, unsent } from './finish.ts';
import { LookBack } from './look-back.ts';
import { allowedOrigins } from './plan.ts';
import { type RunningCampaign, SETTLE_BATCH, settleDue, type SettleParts } from './settle.ts';
import { type SweepParts, sweepStuck } from './sweep.ts';

export interface TickerParts extends SettleParts, SweepParts {
  readonly unread: UnreadEventStore;
  readonly feeds: FeedStore;
  readonly clock: Clock;
}

/** What a pass found. */
export interface Pass {
  /** There may be more to do at once. */
  readonly busy: boolean;
  /** When there is something to do again: now while something is being sent; `undefined`: nothing runs and nothing waits. */
  readonly nextAt: number | undefined;
}

const SWEEP_EVERY_MS = 10_000;
const FORGET_EVERY_MS = 3_600_000;

interface Active extends RunningCampaign {
  readonly feed: CampaignFeed;
  /** Since when nothing has moved although something has still to be sent, on the monotonic clock. */
  missing: { readonly since: number; readonly left: string } | undefined;
}

/** What has to be done for campaigns beside sending: feeds those that run, settles what waits, and ends them when nothing is left. */
export class CampaignTicker {
  readonly #parts: TickerParts;
  readonly #active = new Map<string, Active>();
  readonly #lookBack: LookBack;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(parts: TickerParts) {
    this.#parts = parts;
    this.#lookBack = new LookBack(parts);
  }

  /** What a process that died left behind: call it before anything is sent, and only where this process alone sends. */
  async recover(): Promise<void> {
    const now = this.#parts.clock.now();
    await sweepStuck(this.#parts, now + 1, now);
  }

  /** Looks at everything once. A store that fails ends it: what was done before is in the ledger, and the next pass goes on. */
  async pass(): Promise<Pass> {
    const { clock } = this.#parts;
    if (clock.monotonic() - this.#sweptAt >= SWEEP_EVERY_MS) {
      this.#sweptAt = clock.monotonic();
      await sweepStuck(this.#parts, clock.now() - LEASE_MS, clock.now());
      await this.#lookBack.look();
      await this.#forget();
    }
    const running = await this.#parts.campaigns.list(['running']);
    await this.#leaveAllBut(running);
    let busy = false;
    const next: number[] = (await this.#lookBack.end()) ? [clock.now()] : [];
    for (const campaign of running) {
      const { settled, nextAt } = await this.#advance(campaign);
      // Less than a full batch waits for the next tick: two processes whose clocks differ would else hand a message to and fro without end.
      busy ||= settled >= SETTLE_BATCH;
      if (nextAt !== undefined) next.push(nextAt);
    }
    return { busy, nextAt: next.length === 0 ? undefined : Math.min(...next) };
  }

  async #forget(): Promise<void> {
    const { clock } = this.#parts;
    if (clock.monotonic() - this.#forgotAt < FORGET_EVERY_MS) return;
    await forgetOldEvents(this.#parts, clock.now());
    this.#forgotAt = clock.monotonic();
  }

  async #leaveAllBut(running: readonly Campaign[]): Promise<void> {
    for (const id of this.#active.keys()) {
      if (running.some((campaign) => campaign.id === id)) continue;
      await this.#parts.queue.clear(id);
      await this.#parts.feeds.forget(id);
      this.#lookBack.add(id);
      // Last: what a store failed on is done again in the next pass.
      this.#active.delete(id);
    }
  }

  async #advance(campaign: Campaign): Promise<{ readonly settled: number; readonly nextAt?: number }> {
    const active = this.#activate(campaign);
    const { ledger, campaigns, clock } = this.#parts;
    const given = await this.#feed(active, campaign);
    const settled = await settleDue(this.#parts, active, clock.now());
    if (given + settled > 0) {
      active.missing = undefined;
      return { settled, nextAt: clock.now() };
    }
    const tally = await ledger.tally(campaign.id);
    this.#note(active, campaign, tally);
    if (await isFinished(ledger, campaign, tally)) {
      await campaigns.move(campaign.id, ['running'], 'finished', '', clock.now());
      return { settled: 0, nextAt: clock.now() };
    }
    // What only waits for a time in the ledger needs nobody until then.
    const isMoving = !waitsOnly(campaign, tally) || totalOf(tally, 'queued') === 0;
    const dueAt = isMoving ? undefined : await ledger.nextDueAt(campaign.id);
    return { settled: 0, nextAt: dueAt ?? clock.now() };
  }

  async #feed({ feed, missing }: Active, { definition, totals }: Campaign): Promise<number> {
    const { settings, clock } = this.#parts;
    const missingMs = missing === undefined ? undefined : clock.monotonic() - missing.since;
    let given = 0;
    for (const origin of allowedOrigins(settings, definition.origins)) {
      // Origins of fallbacks only are not in the plan; what waits there is fed when its queue was lost.
      if ((totals?.origins[origin.id] ?? 0) === 0 && missing === undefined) continue;
      const pace = Math.min(
        origin.limit.partsPerSecond,
        definition.limit?.partsPerSecond ?? Number.POSITIVE_INFINITY,
      );
      given += await feed.fill(origin.id, pace, missingMs);
    }
    return given;
  }

  #note(active: Active, campaign: Campaign, tally: Tally): void {
    const count = unsent(campaign, tally);
    const left = `${count} ${totalOf(tally, 'sending')}`;
    if (count === 0) active.missing = undefined;
    else if (active.missing?.left !== left) active.missing = { since: this.#parts.clock.monotonic(), left };
  }

  #activate(campaign: Campaign): Active {
    let active = this.#active.get(campaign.id);
    if (active === undefined) {
      const composer = messageComposer(campaign, this.#parts.prices, this.#parts.clock.now());
      const feed = new CampaignFeed(this.#parts, campaign.definition);
      active = { campaign, composer, feed, missing: undefined };
      this.#active.set(campaign.id, active);
    }
    return active;
  }
}

/** Every message that is not sent yet was started, and none is being sent. */
function waitsOnly(campaign: Campaign, tally: Tally): boolean {
  return totalOf(tally, 'sending') === 0 && unsent(campaign, tally) === totalOf(tally, 'queued');
}
