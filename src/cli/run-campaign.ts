import type { Campaign } from '../campaign/campaign-store.ts';
import type { Workspace } from '../compose/workspace.ts';
import { type Tally, totalOf } from '../delivery/tally.ts';
import { type CampaignReport, campaignReport } from '../insight/campaign-report.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import { Failure } from '../kernel/failure.ts';
import type { Session } from './command.ts';
import { ProgressDisplay } from './progress-display.ts';
import { type RunningEngine, startEngine, type StartOptions } from './start-engine.ts';

export interface RunOptions extends StartOptions {
  /** What is waited for after the last send: `receipts` of every message, or `everything` that is ever told about one. */
  readonly waitFor: 'receipts' | 'everything';
  /** The command that goes on with the campaign after this process was stopped. */
  readonly goOnWith: string;
}

const LOOK_EVERY_MS = 100;
/** Some receipts never come. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Runs an owned workspace until this campaign has ended, and shows how it goes. A paused one is waited for, except when its budget is
 * used up: then nothing more can come of it. Gives the final report, or `undefined` when a person stopped the process.
 */
export async function runCampaign(
  session: Session,
  workspace: Workspace,
  campaignId: string,
  options: RunOptions,
): Promise<CampaignReport | undefined> {
  const interrupted = session.catchInterrupts();
  const engine = startEngine(session, workspace, options);
  const watch = new CampaignWatch(session, workspace, campaignId, engine);
  const until = AbortSignal.any([interrupted, engine.ended]);
  let hasEnded = false;
  try {
    hasEnded = await watch.untilEnded(until);
    if (hasEnded) await watch.untilTold(options.waitFor, until);
  } finally {
    await engine.stop();
  }
  if (hasEnded) {
    await noteOthers(session, workspace, campaignId);
    return reportOf({ ...workspace, settings: engine.settings }, campaignId);
  }
  const again = session.again(options.goOnWith);
  session.output.note(
    `cpaas: Stopped; nothing is lost, and \`${again}\` goes on with campaign ${campaignId}.`,
  );
  return undefined;
}

/** The report of a campaign that must be there. @throws Failure `not_found`. */
export async function reportOf(workspace: Workspace, campaignId: string): Promise<CampaignReport> {
  const campaign = await findCampaign(workspace, campaignId);
  const { ledger, settings, clock } = workspace;
  const [tally, perSecond] = await Promise.all([ledger.tally(campaignId), ledger.sentPerSecond(campaignId)]);
  return campaignReport({ campaign, tally, perSecond, settings, now: clock.now() });
}

/** @throws Failure `not_found`. */
export async function findCampaign(workspace: Workspace, id: string): Promise<Campaign> {
  const campaign = await workspace.campaigns.find(id);
  if (campaign !== undefined) return campaign;
  const sentence = `There is no campaign ${id} in this workspace: \`cpaas campaigns\` lists them.`;
  throw new Failure('not_found', sentence);
}

/** Nothing more can be sent, whoever resumes it. */
export function isOutOfBudget(campaign: Campaign): boolean {
  return campaign.state === 'paused' && campaign.reason === 'budget';
}

/** This process ends with its own campaign; what else runs is said, so that nobody thinks it goes on. */
async function noteOthers(session: Session, workspace: Workspace, campaignId: string): Promise<void> {
  const running = await workspace.campaigns.list(['running']);
  const others = running.filter(({ id }) => id !== campaignId).map(({ id }) => id);
  if (others.length === 0) return;
  const worker = session.again('worker');
  session.output.note(`cpaas: Still to be sent: ${others.join(', ')}. \`${worker}\` goes on with them.`);
}

/** Looks at a campaign a few times a second, and shows it. */
class CampaignWatch {
  readonly #workspace: Workspace;
  readonly #campaignId: string;
  readonly #display: ProgressDisplay;
  readonly #engine: RunningEngine;

  constructor(session: Session, workspace: Workspace, campaignId: string, engine: RunningEngine) {
    this.#engine = engine;
    this.#workspace = workspace;
    this.#campaignId = campaignId;
    this.#display = new ProgressDisplay(session);
  }

  /** `false` when the signal came before. */
  untilEnded(signal: AbortSignal): Promise<boolean> {
    return this.#look(signal, (campaign, tally) => hasEnded(campaign) && totalOf(tally, 'sending') === 0);
  }

  async untilTold(waitFor: RunOptions['waitFor'], signal: AbortSignal): Promise<void> {
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
    while (!signal.aborted) {
      const campaign = await findCampaign(this.#workspace, this.#campaignId);
      const tally = await ledger.tally(campaign.id);
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
        nextDueAt: await ledger.nextDueAt(campaign.id),
      });
      this.#engine.noteHolds();
      if (isDone(campaign, tally)) return true;
      await clock.sleep(LOOK_EVERY_MS, signal);
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
