import { Dispatcher } from '../dispatch/dispatcher.ts';
import { type DispatchParts, LEASE_MS } from '../dispatch/lane-worker.ts';
import type { Route } from '../dispatch/route.ts';
import { parseFrequencyCap } from '../consent/frequency-cap.ts';
import { compileQuietHours } from '../consent/quiet-hours.ts';
import type { ChangeRequest } from '../delivery/ledger.ts';
import { forgetOldEvents } from '../delivery/retention.ts';
import { totalOf } from '../delivery/tally.ts';
import type { UnreadEventStore } from '../delivery/unread-event-store.ts';
import { laneOf } from '../dispatch/work-queue.ts';
import { dueAfter } from '../dispatch/after-attempt.ts';
import { toError } from '../kernel/failure.ts';
import type { Campaign, CampaignStore } from './campaign-store.ts';
import { messageComposer } from './compose-message.ts';
import { CampaignFeed } from './feed.ts';
import { isFinished, unsent } from './finish.ts';
import { allowedOrigins } from './plan.ts';
import { onUnknownOf, type RunningCampaign, SETTLE_BATCH, settleDue, type SettleParts } from './settle.ts';
import { originScope, scopesOf } from './workspace-settings.ts';

export interface RunnerParts extends SettleParts {
  readonly campaigns: CampaignStore;
  readonly unread: UnreadEventStore;
  readonly dispatch: DispatchParts;
  /** This process is the only one that sends: what is `sending` when it starts has lost its worker. */
  readonly soleWorker: boolean;
}

/** How often the campaigns are looked at: a pause, a fallback or a finish is acted on within this time. */
const TICK_MS = 100;
const SWEEP_EVERY_MS = 10_000;
const SWEEP_BATCH = 1000;
const FORGET_EVERY_MS = 3_600_000;

interface Active extends RunningCampaign {
  readonly feed: CampaignFeed;
  /** When it was last looked at nothing moved, and something had still to be sent. */
  missing: boolean;
}

/** Runs every campaign that is `running`: feeds it, sends it, settles what waits, and ends it when nothing is left. */
export class CampaignRunner {
  readonly #parts: RunnerParts;
  readonly #active = new Map<string, Active>();
  /** Campaigns that no longer run and may still have calls under way. */
  readonly #ending = new Set<string>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Runs until `stop` aborts; every provider call that was begun is recorded when it resolves. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock } = this.#parts.dispatch;
    const dispatcher = new Dispatcher(this.#parts.dispatch, (lane) => this.#routeOf(lane));
    // Before anything is sent: what is `sending` now is none of ours.
    await this.#guarded(() => this.#recover());
    const dispatching = dispatcher.run(stop);
    while (!stop.aborted) {
      const busy = await this.#guarded(() => this.#tick());
      if (busy !== true) await clock.sleep(TICK_MS, stop);
    }
    await dispatching;
  }

  /** What a process that died left behind. */
  async #recover(): Promise<void> {
    if (this.#parts.soleWorker) await this.#sweep(this.#parts.dispatch.clock.now() + 1);
  }

  /** A store that fails is tried again at the next tick: what was done before is in the ledger. */
  async #guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#parts.dispatch.trouble(toError(error));
      return undefined;
    }
  }

  /** `true` when there may be more to do at once. */
  async #tick(): Promise<boolean> {
    const { clock } = this.#parts.dispatch;
    if (clock.monotonic() - this.#sweptAt >= SWEEP_EVERY_MS) {
      this.#sweptAt = clock.monotonic();
      await this.#sweep(clock.now() - LEASE_MS);
      await this.#lookBack();
      await this.#forget();
    }
    const running = await this.#parts.campaigns.list(['running']);
    await this.#forgetAllBut(running);
    let busy = false;
    for (const campaign of running) {
      const settled = await this.#advance(campaign);
      // Less than a full batch waits for the next tick: two processes whose clocks differ would else hand a message to and fro without end.
      busy ||= settled >= SETTLE_BATCH;
    }
    return busy;
  }

  /** Campaigns that have ended and still have something to do. */
  async #lookBack(): Promise<void> {
    const { campaigns, ledger, dispatch } = this.#parts;
    // A process may have died between the cancel and the end of what was queued.
    for (const campaign of await campaigns.list(['cancelled'])) this.#ending.add(campaign.id);
    const now = dispatch.clock.now();
    for (const { id } of await campaigns.list(['finished'])) {
      // A late receipt, a retry, or a message that another process took up at the moment of the finish.
      const waits =
        ((await ledger.nextDueAt(id)) ?? Number.POSITIVE_INFINITY) <= now ||
        totalOf(await ledger.tally(id), 'queued') > 0;
      if (waits) await campaigns.move(id, ['finished'], 'running', '', now);
    }
  }

  async #forget(): Promise<void> {
    const { clock } = this.#parts.dispatch;
    if (clock.monotonic() - this.#forgotAt < FORGET_EVERY_MS) return;
    await forgetOldEvents(this.#parts, clock.now());
    this.#forgotAt = clock.monotonic();
  }

  async #forgetAllBut(running: readonly Campaign[]): Promise<void> {
    for (const id of this.#active.keys()) {
      if (running.some((campaign) => campaign.id === id)) continue;
      this.#active.delete(id);
      await this.#parts.queue.clear(id);
      this.#ending.add(id);
    }
    for (const id of this.#ending) await this.#end(id);
  }

  /** What was in flight when a campaign was cancelled may come back to the queue (throttled, not sent): it is cancelled too. */
  async #end(id: string): Promise<void> {
    const campaign = await this.#parts.campaigns.find(id);
    if (campaign?.state === 'cancelled') {
      const tally = await this.#parts.ledger.tally(id);
      if (totalOf(tally, 'queued') > 0) await this.#parts.ledger.cancelQueued(id);
      if (totalOf(tally, 'sending') > 0) return;
    }
    this.#ending.delete(id);
  }

  async #advance(campaign: Campaign): Promise<number> {
    const active = this.#activate(campaign);
    const { settings, ledger, campaigns, dispatch } = this.#parts;
    let given = 0;
    for (const origin of allowedOrigins(settings, campaign.definition.origins)) {
      // Origins of fallbacks only are not in the plan; what waits there is fed when its queue was lost.
      if ((campaign.totals?.origins[origin.id] ?? 0) === 0 && !active.missing) continue;
      const pace = Math.min(
        origin.limit.partsPerSecond,
        campaign.definition.limit?.partsPerSecond ?? Number.POSITIVE_INFINITY,
      );
      given += await active.feed.fill(origin.id, pace, active.missing);
    }
    const settled = await settleDue(this.#parts, active, dispatch.clock.now());
    active.missing = false;
    if (given + settled > 0) return settled;
    const tally = await ledger.tally(campaign.id);
    active.missing = unsent(campaign, tally) > 0;
    if (await isFinished(ledger, campaign, tally)) {
      await campaigns.move(campaign.id, ['running'], 'finished', '', dispatch.clock.now());
    }
    return 0;
  }

  #activate(campaign: Campaign): Active {
    let active = this.#active.get(campaign.id);
    if (active === undefined) {
      const composer = messageComposer(campaign, this.#parts.prices, this.#parts.dispatch.clock.now());
      const { plan, queue, dispatch } = this.#parts;
      active = {
        campaign,
        composer,
        feed: new CampaignFeed(plan, queue, dispatch.clock, campaign.definition),
        missing: false,
      };
      this.#active.set(campaign.id, active);
    }
    return active;
  }

  /** Attempts whose worker is gone: nobody can tell what became of them. */
  async #sweep(before: number): Promise<void> {
    const { ledger, plan, campaigns, dispatch } = this.#parts;
    for (;;) {
      const stuck = await ledger.stuck(before, SWEEP_BATCH);
      if (stuck.length === 0) return;
      const messages = new Map(
        (await plan.load(stuck.map((ref) => ref.messageId))).map((message) => [message.id, message]),
      );
      const now = dispatch.clock.now();
      const changes: ChangeRequest[] = [];
      for (const { messageId: id, number } of stuck) {
        const message = messages.get(id);
        const campaign = message && (await campaigns.find(message.campaignId));
        if (message === undefined || campaign === undefined) continue;
        const outcome = { kind: 'unknown', reason: 'worker_lost' } as const;
        const dueAt = dueAfter(outcome, message, onUnknownOf(campaign.definition), 0, now, dispatch.random);
        changes.push({ id, change: { kind: 'outcome', number, outcome, dueAt } });
      }
      await ledger.apply(changes, now);
      if (stuck.length < SWEEP_BATCH || changes.length === 0) return;
    }
  }

  async #routeOf(lane: string): Promise<Route | undefined> {
    const at = lane.indexOf('/');
    const campaign = await this.#parts.campaigns.find(lane.slice(0, at));
    const origin = this.#parts.settings.origins.find((each) => each.id === lane.slice(at + 1));
    if (campaign?.state !== 'running' || origin === undefined) return undefined;
    const { definition } = campaign;
    const quiet = definition.quietHours && compileQuietHours(definition.quietHours, definition.timezone);
    const parts = this.#parts;
    return {
      lane: laneOf({ campaignId: campaign.id, originId: origin.id }),
      campaignId: campaign.id,
      origin,
      messageType: campaign.definition.messageType,
      // Asked for at every step: an account may lower a limit while the lane runs.
      get scopes() {
        const { settings } = parts;
        const now = settings.origins.find(({ id }) => id === origin.id) ?? origin;
        return scopesOf(settings, now, { id: campaign.id, limit: definition.limit });
      },
      originScope: originScope(origin.id),
      onUnknown: onUnknownOf(definition),
      caps: [definition.frequencyCap, this.#parts.settings.frequencyCap]
        .filter((cap) => cap !== undefined)
        .map(parseFrequencyCap),
      allowedAt: quiet ?? ((_zone, moment) => moment),
    };
  }
}
