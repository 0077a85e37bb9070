import type { CampaignDefinition } from '../campaign/definition.ts';
import { type Decision, planCampaign } from '../campaign/plan.ts';
import type { PlanTotals } from '../campaign/campaign-store.ts';
import type { Workspace } from '../compose/workspace.ts';
import { emptyTally } from '../delivery/tally.ts';
import { campaignReport } from '../insight/campaign-report.ts';
import { PlanForecast, type PlanReport } from '../insight/plan-report.ts';
import { type Session, show } from './command.ts';
import { planText } from './report-text.ts';

/** Message ids of a plan that is not kept begin with it. */
const NO_KEY = '0';

/** Plans a campaign with the code that plans a real one, and keeps nothing: `see` gets the decisions. */
export async function planWithoutKeeping(
  workspace: Workspace,
  definition: CampaignDefinition,
  now: number,
  see: (decisions: readonly Decision[]) => Promise<void> = async () => undefined,
): Promise<{ readonly totals: PlanTotals; readonly plan: PlanReport }> {
  const forecast = new PlanForecast(definition, workspace.settings);
  const totals = await planCampaign(
    workspace,
    { id: definition.id, key: NO_KEY, definition },
    now,
    async (decisions) => {
      forecast.see(decisions);
      await see(decisions);
    },
  );
  return { totals, plan: forecast.report(totals) };
}

/** Decides everything, sends nothing, keeps nothing: the report of a campaign of which everything is still to be sent. */
export async function dryRun(
  session: Session,
  workspace: Workspace,
  definition: CampaignDefinition,
): Promise<number> {
  const now = session.asOf ?? session.clock.now();
  const { totals, plan } = await planWithoutKeeping(workspace, definition, now);
  const campaign = {
    id: definition.id,
    key: NO_KEY,
    state: 'planned' as const,
    reason: '',
    definition,
    totals,
    createdAt: now,
    launchedAt: undefined,
    finishedAt: undefined,
  };
  const report = campaignReport({
    campaign,
    tally: emptyTally(),
    perSecond: {},
    settings: workspace.settings,
    now,
  });
  const { finishAt, warnings } = plan;
  show(
    session,
    { ...report, dryRun: true, finishAt, warnings },
    () => `${planText(plan)}\nThis was a dry run: nothing was sent.\n`,
  );
  return 0;
}
