import type { Workspace } from '../compose/workspace.ts';
import type { CampaignReport } from '../insight/campaign-report.ts';
import type { Session } from './command.ts';
import { reportOf } from './find-campaign.ts';
import { startEngine, type StartOptions } from './start-engine.ts';
import { CampaignWatch } from './watch-campaign.ts';

export interface RunOptions extends StartOptions {
  /** What is waited for after the last send: `receipts` of every message, or `everything` that is ever told about one. */
  readonly waitFor: 'receipts' | 'everything';
  /** The command that goes on with the campaign after this process was stopped. */
  readonly goOnWith: string;
}

const LOOK_EVERY_MS = 100;

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
  const watch = new CampaignWatch(session, workspace, campaignId, engine, LOOK_EVERY_MS);
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

/** A deployed engine sends by itself: each look costs some reads, and counters are a second late. */
const LOOK_FROM_AFAR_MS = 2_000;

/** Shows how a deployed engine's campaign goes until it ends or a person has seen enough; gives the report as it is then. */
export async function followCampaign(
  session: Session,
  workspace: Workspace,
  campaignId: string,
): Promise<CampaignReport> {
  const interrupted = session.catchInterrupts();
  const sending = {
    settings: workspace.settings,
    idle: () => new Promise<void>(() => undefined),
    noteHolds: () => undefined,
  };
  const watch = new CampaignWatch(session, workspace, campaignId, sending, LOOK_FROM_AFAR_MS);
  session.output.note(`${workspace.name} sends it; Ctrl-C only ends this display.`);
  if (await watch.untilEnded(interrupted)) await watch.untilTold('receipts', interrupted);
  else session.output.note(`cpaas: The deployed engine goes on with campaign ${campaignId}.`);
  return reportOf(workspace, campaignId);
}

/** This process ends with its own campaign; what else runs is said, so that nobody thinks it goes on. */
async function noteOthers(session: Session, workspace: Workspace, campaignId: string): Promise<void> {
  const running = await workspace.campaigns.list(['running']);
  const others = running.filter(({ id }) => id !== campaignId).map(({ id }) => id);
  if (others.length === 0) return;
  const worker = session.again('worker');
  session.output.note(`cpaas: Still to be sent: ${others.join(', ')}. \`${worker}\` goes on with them.`);
}
