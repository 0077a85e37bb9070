import type { Campaign } from '../campaign/campaign-store.ts';
import { type Engine, type EngineOptions, makeEngine } from '../compose/engine.ts';
import type { Workspace } from '../compose/workspace.ts';
import { totalOf } from '../delivery/tally.ts';
import { type CampaignReport, campaignReport } from '../insight/campaign-report.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import { Failure } from '../kernel/failure.ts';
import { seededRandom } from '../kernel/random.ts';
import type { Session } from './command.ts';
import { ProgressDisplay } from './progress-display.ts';
import { simulatorSeed } from './simulator-seed.ts';

export interface RunOptions {
  /** Of everything that is left to chance; absent: the workspace's, and retries that nobody can foresee. */
  readonly seed?: number | undefined;
  readonly carriers?: EngineOptions['carriers'];
  /** What is waited for after the last send, within half a minute: `receipts` of every message, or `everything` that is ever told about one. */
  readonly waitFor: 'receipts' | 'everything';
  /** The command that goes on with the campaign after this process was stopped. */
  readonly goOnWith: string;
}

const LOOK_EVERY_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/** The engine of an owned workspace, with trouble told on stderr: each kind once a minute. */
export function startEngine(session: Session, workspace: Workspace, options: { readonly seed?: number | undefined; readonly carriers?: EngineOptions['carriers'] }): Engine {
  const { output, clock } = session;
  const toldAt = new Map<string, number>();
  return makeEngine(options.seed === undefined ? workspace : { ...workspace, random: seededRandom(options.seed) }, {
    seed: simulatorSeed(workspace, options.seed),
    ...(options.carriers === undefined ? {} : { carriers: options.carriers }),
    trouble(error) {
      const now = clock.monotonic();
      if (now - (toldAt.get(error.message) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
      toldAt.set(error.message, now);
      output.note(`cpaas: ${error.message}`);
    },
  });
}

/**
 * Runs an owned workspace until this campaign has ended, and shows how it goes. A paused one is waited for, except when its budget is
 * used up: then nothing more can come of it. Gives the final report, or `undefined` when a person stopped the process.
 */
export async function runCampaign(session: Session, workspace: Workspace, campaignId: string, options: RunOptions): Promise<CampaignReport | undefined> {
  const interrupted = session.catchInterrupts();
  const stop = new AbortController();
  const engine = startEngine(session, workspace, options);
  const running = engine.run(stop.signal);
  const watch = new CampaignWatch(session, workspace, engine, campaignId);
  let hasEnded = false;
  try {
    hasEnded = await watch.untilEnded(interrupted);
    if (hasEnded) await watch.untilTold(options.waitFor, interrupted);
  } finally {
    stop.abort();
    await running;
    watch.end();
  }
  if (!hasEnded) {
    session.output.note(`cpaas: Stopped; nothing is lost, and \`${options.goOnWith}\` goes on with campaign ${campaignId}.`);
    return undefined;
  }
  await noteOthers(session, workspace, campaignId);
  return reportOf(workspace, campaignId);
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
  if (campaign === undefined) throw new Failure('not_found', `There is no campaign ${id} in this workspace: \`cpaas campaigns\` lists them.`);
  return campaign;
}

/** This process ends with its own campaign; what else runs is said, so that nobody thinks it goes on. */
async function noteOthers(session: Session, workspace: Workspace, campaignId: string): Promise<void> {
  const others = (await workspace.campaigns.list(['running'])).filter(({ id }) => id !== campaignId);
  if (others.length === 0) return;
  session.output.note(`cpaas: ${others.map(({ id }) => id).join(', ')} still runs, and waits for a process: \`cpaas worker\` goes on with it.`);
}

/** Looks at a campaign a few times a second. */
class CampaignWatch {
  readonly #session: Session;
  readonly #workspace: Workspace;
  readonly #engine: Engine;
  readonly #campaignId: string;
  readonly #display: ProgressDisplay;

  constructor(session: Session, workspace: Workspace, engine: Engine, campaignId: string) {
    this.#session = session;
    this.#workspace = workspace;
    this.#engine = engine;
    this.#campaignId = campaignId;
    this.#display = new ProgressDisplay(session);
  }

  /** `false` when the signal came before. */
  untilEnded(signal: AbortSignal): Promise<boolean> {
    return this.#look(signal, (campaign, sending) => {
      const isOver = campaign.state === 'finished' || campaign.state === 'cancelled' || isOutOfBudget(campaign);
      return isOver && sending === 0;
    });
  }

  /** Receipts come seconds after the last send; some never do. */
  async untilTold(waitFor: RunOptions['waitFor'], signal: AbortSignal): Promise<void> {
    const { clock } = this.#session;
    const until = clock.monotonic() + LONGEST_WAIT_MS;
    let isIdle = false;
    void this.#engine.carriers.idle().then(() => (isIdle = true));
    await this.#look(signal, (_campaign, _sending, unreceipted) => {
      return isIdle || clock.monotonic() >= until || (waitFor === 'receipts' && unreceipted === 0);
    });
  }

  end(): void {
    this.#display.end();
  }

  async #look(
    signal: AbortSignal,
    isDone: (campaign: Campaign, sending: number, unreceipted: number) => boolean,
  ): Promise<boolean> {
    const { ledger, settings, clock } = this.#workspace;
    while (!signal.aborted) {
      const campaign = await findCampaign(this.#workspace, this.#campaignId);
      const tally = await ledger.tally(this.#campaignId);
      this.#display.update({
        report: campaignReport({ campaign, tally, perSecond: {}, settings, now: clock.now() }),
        partsPerMessage: partsPerMessage(campaign, this.#workspace),
        phase: phaseOf(campaign),
      });
      if (isDone(campaign, totalOf(tally, 'sending'), totalOf(tally, 'sent'))) return true;
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    return false;
  }
}

export function isOutOfBudget(campaign: Campaign): boolean {
  return campaign.state === 'paused' && campaign.reason === 'budget';
}

function phaseOf(campaign: Campaign): string {
  if (campaign.state === 'finished' || campaign.state === 'cancelled' || isOutOfBudget(campaign)) return 'waiting for receipts';
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


