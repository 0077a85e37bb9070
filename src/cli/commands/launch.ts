import { launchCampaign } from '../../campaign/launch.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { Failure } from '../../kernel/failure.ts';
import { type Command, type Session, show } from '../command.ts';
import { readCampaignFile } from '../campaign-file.ts';
import { dryRun, planWithoutKeeping } from '../dry-run.ts';
import { planText, reportText } from '../report-text.ts';
import { findCampaign, isOutOfBudget, reportOf, runCampaign } from '../run-campaign.ts';
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
          `There are no customers in ${workspace.folder}: import some with \`cpaas import customers FILE\`.`,
        );
      }
      if (!args.flags.has('yes')) await confirmed(session, workspace, definition, path);
      const campaign = await launchCampaign(workspace, definition, workspace.clock.now());
      return runAndReport(session, workspace, campaign.id, `launch ${path}`);
    });
  },
};

/** Real carriers cost money and reach people: before a campaign is launched for the first time, its price is shown and a yes is wanted. */
async function confirmed(
  session: Session,
  workspace: Workspace,
  definition: CampaignDefinition,
  path: string,
): Promise<void> {
  const { settings, campaigns, clock } = workspace;
  if (settings.carriers === 'simulated' || (await campaigns.find(definition.id)) !== undefined) return;
  const { plan } = await planWithoutKeeping(workspace, definition, clock.now());
  session.output.note(planText(plan));
  const command = session.again(`launch ${path} --yes`);
  const sentence = `Nothing was sent: this would go out through AWS in ${settings.aws.region}; \`${command}\` sends it.`;
  throw new Failure('not_confirmed', sentence);
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
    : await runCampaign(session, workspace, campaignId, { waitFor: 'receipts', goOnWith });
  if (report === undefined) return 1;
  show(session, report, () => reportText(report));
  if (!isOutOfBudget(await findCampaign(workspace, campaignId))) return 0;
  session.output.note(
    `cpaas: Campaign ${campaignId} stopped at its budget: what is queued would cost more than is left.`,
  );
  return 1;
}
