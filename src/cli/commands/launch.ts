import type { CampaignDefinition } from '../../campaign/definition.ts';
import { launchCampaign } from '../../campaign/launch.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { Failure } from '../../kernel/failure.ts';
import { type Command, type Session, show } from '../command.ts';
import { readCampaignFile } from '../campaign-file.ts';
import { confirmSend } from '../confirm-send.ts';
import { dryRun, planWithoutKeeping } from '../dry-run.ts';
import { refuseMissingTemplate } from '../refuse-missing-template.ts';
import { reportText } from '../report-text.ts';
import { findCampaign, isOutOfBudget, reportOf } from '../find-campaign.ts';
import { followCampaign, runCampaign } from '../run-campaign.ts';
import { withWorkspace } from '../with-workspace.ts';

export const launch: Command = {
  name: 'launch',
  positionals: ['CAMPAIGN.yaml'],
  options: {
    'dry-run': { takes: 'flag', about: 'decide everything, send nothing' },
    yes: { takes: 'flag', about: 'do not ask before real carriers are used (the simulated ones never ask)' },
  },
  about: 'Plans a campaign and sends it; launched again, it goes on where it was',
  async run(args, session) {
    const [path = ''] = args.positionals;
    const isDry = args.flags.has('dry-run');
    return withWorkspace(session, { role: isDry ? 'guest' : 'owner', create: false }, async (workspace) => {
      const definition = await readCampaignFile(path, workspace.settings);
      if (isDry) return dryRun(session, workspace, definition);
      if ((await workspace.customers.count()) === 0) {
        throw new Failure(
          'not_found',
          `There are no customers in ${workspace.name}: import some with \`cpaas import customers FILE\`.`,
        );
      }
      await confirmLaunch(session, workspace, definition, args.flags.has('yes'));
      // Before the first message: those who send heed what it was planned with.
      await workspace.deployed?.publish();
      const campaign = await launchCampaign(workspace, definition, workspace.clock.now());
      return runAndReport(session, workspace, campaign.id, `launch ${path}`);
    });
  },
};

/** A campaign that was launched before was confirmed then. @throws Failure `not_confirmed`. */
async function confirmLaunch(
  session: Session,
  workspace: Workspace,
  definition: CampaignDefinition,
  yes: boolean,
): Promise<void> {
  const { settings, campaigns, customers, clock } = workspace;
  if (settings.carriers !== 'aws') return;
  const before = await campaigns.find(definition.id);
  if (before?.state === 'finished' || before?.state === 'cancelled') return;
  await refuseMissingTemplate(session, workspace, definition);
  if (before !== undefined && before.state !== 'draft') return;
  const { plan } = await planWithoutKeeping(workspace, definition, clock.now());
  const towards = `${(await customers.count()).toLocaleString('en-US')} imported customers, those that the campaign is for`;
  await confirmSend(session, { plan, settings, towards, yes });
}

/** Runs a campaign to its end, unless it has ended, and shows its report. */
export async function runAndReport(
  session: Session,
  workspace: Workspace,
  campaignId: string,
  goOnWith: string,
): Promise<number> {
  const before = await findCampaign(workspace, campaignId);
  if (before.state === 'cancelled') {
    throw new Failure(
      'wrong_state',
      `Campaign ${campaignId} was cancelled: \`cpaas campaigns ${campaignId}\` shows it; give a new one another id.`,
    );
  }
  const isOver = before.state === 'finished' || isOutOfBudget(before);
  const report = isOver
    ? await reportOf(workspace, campaignId)
    : workspace.deployed === undefined
      ? await runCampaign(session, workspace, campaignId, { waitFor: 'receipts', goOnWith })
      : await followCampaign(session, workspace, campaignId);
  if (report === undefined) return 1;
  show(session, report, () => reportText(report));
  if (!isOutOfBudget(await findCampaign(workspace, campaignId))) return 0;
  session.output.note(
    `cpaas: Campaign ${campaignId} stopped at its budget: what is queued would cost more than is left.`,
  );
  return 1;
}
