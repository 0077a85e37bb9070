import type { Campaign } from '../campaign/campaign-store.ts';
import type { Workspace } from '../compose/workspace.ts';
import { type Tally, totalOf } from '../delivery/tally.ts';
import { campaignReport } from '../insight/campaign-report.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import type { Session } from './command.ts';
import { findCampaign, isOutOfBudget } from './find-campaign.ts';
import { ProgressDisplay } from './progress-display.ts';
import type { RunningEngine } from './start-engine.ts';

/** Who sends what is watched. */
export type Sending = Pick<RunningEngine, 'settings' | 'idle' | 'noteHolds'>;

/** Some receipts never come. */
const LONGEST_WAIT_MS = 30_000;

/** Looks at a campaign every so often, and shows it. */
export class CampaignWatch {
  readonly #workspace: Workspace;
  readonly #campaignId: string;
  readonly #display: ProgressDisplay;
  readonly #engine: Sending;
  readonly #everyMs: number;

  constructor(session: Session, workspace: Workspace, campaignId: string, engine: Sending, everyMs: number) {
    this.#everyMs = everyMs;
    this.#engine = engine;
    this.#workspace = workspace;
    this.#campaignId = campaignId;
    this.#display = new ProgressDisplay(session);
  }

  /** `false` when the signal came before. */
  untilEnded(signal: AbortSignal): Promise<boolean> {
    return this.#look(signal, (campaign, tally) => hasEnded(campaign) && totalOf(tally, 'sending') === 0);
  }

  async untilTold(waitFor: 'receipts' | 'everything', signal: AbortSignal): Promise<void> {
    const { clock } = this.#workspace;
    const until = clock.monotonic() + LONGEST_WAIT_MS;
    let isIdle = false;
    void this.#engine.idle().then(() => (isIdle = true));
    await this.#look(signal, (_campaign, tally) => {
      const isTold = isIdle || (waitFor === 'receipts' && totalOf(tally, 'sent') === 0);
      return isTold || clock.monotonic() >= until;
    });
  }

  async #look(signal: AbortSignal, isDone: (campaign: Campaign, tally: Tally) => boolean): Promise<boolean> {
    const { ledger, clock } = this.#workspace;
    let counted = '';
    while (!signal.aborted) {
      const campaign = await findCampaign(this.#workspace, this.#campaignId);
      const tally = await ledger.tally(campaign.id);
      // It costs 16 reads on AWS, and is shown only while nothing moves.
      const isStill = counted === (counted = JSON.stringify(tally));
      const nextDueAt = isStill ? await ledger.nextDueAt(campaign.id) : undefined;
      this.#display.update({
        report: campaignReport({
          campaign,
          tally,
          perSecond: {},
          settings: this.#engine.settings,
          now: clock.now(),
        }),
        partsPerMessage: partsPerMessage(campaign, this.#workspace),
        phase: phaseOf(campaign),
        nextDueAt,
      });
      this.#engine.noteHolds();
      if (isDone(campaign, tally)) return true;
      await clock.sleep(this.#everyMs, signal);
    }
    return false;
  }
}

function hasEnded(campaign: Campaign): boolean {
  return campaign.state === 'finished' || campaign.state === 'cancelled' || isOutOfBudget(campaign);
}

function phaseOf(campaign: Campaign): string {
  if (hasEnded(campaign)) return 'waiting for receipts';
  if (campaign.state !== 'paused') return campaign.state;
  return `paused (${campaign.reason}), \`cpaas resume ${campaign.id}\` goes on`;
}

function partsPerMessage({ totals }: Campaign, { settings }: Workspace): Readonly<Record<Channel, number>> {
  return perChannel((channel) => {
    const messages = totals?.channels[channel] ?? 0;
    const origins = settings.origins.filter((origin) => origin.channel === channel);
    const parts = origins.reduce((sum, origin) => sum + (totals?.origins[origin.id] ?? 0), 0);
    return messages === 0 || parts === 0 ? 1 : parts / messages;
  });
}
