import type { Campaign } from '../../campaign/campaign-store.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { type CampaignReport, campaignReport } from '../../insight/campaign-report.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { dollarsToMicros, formatMoney } from '../../kernel/money.ts';
import { type Command, show } from '../command.ts';
import { reportText } from '../report-text.ts';
import { reportOf } from '../find-campaign.ts';
import { countText, textTable } from '../text-table.ts';
import { withWorkspace } from '../with-workspace.ts';

export const campaigns: Command = {
  name: 'campaigns',
  positionals: ['[ID]'],
  options: {},
  about: 'Lists the campaigns, or shows the report of one',
  async run(args, session) {
    const [id] = args.positionals;
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      if (id !== undefined) {
        const report = await reportOf(workspace, id);
        show(session, report, () => reportText(report));
        return 0;
      }
      const all = await workspace.campaigns.list();
      const reports = await Promise.all(all.map((campaign) => withoutRates(workspace, campaign)));
      show(session, { campaigns: reports }, () => listText(reports));
      return 0;
    });
  },
};

/** Rates are left out: they are counted from every message. */
async function withoutRates(workspace: Workspace, campaign: Campaign): Promise<CampaignReport> {
  const tally = await workspace.ledger.tally(campaign.id);
  return campaignReport({
    campaign,
    tally,
    perSecond: {},
    settings: workspace.settings,
    now: workspace.clock.now(),
  });
}

function listText(reports: readonly CampaignReport[]): string {
  if (reports.length === 0) return 'There are no campaigns yet: `cpaas launch CAMPAIGN.yaml` makes one.\n';
  const header = ['campaign', 'state', 'planned', 'queued', 'sent', 'delivered', 'failed', 'cost', 'name'];
  const rows = reports.map((report) => {
    const total = (name: 'queued' | 'sent' | 'delivered' | 'failed') =>
      countText(CHANNELS.reduce((sum, channel) => sum + report.channels[channel][name], 0));
    return [
      report.campaignId,
      report.reason === undefined ? report.state : `${report.state} (${report.reason})`,
      countText(report.planned),
      total('queued'),
      total('sent'),
      total('delivered'),
      total('failed'),
      formatMoney(dollarsToMicros(report.cost.actual)),
      report.name,
    ];
  });
  return `${textTable([header, ...rows], [2, 3, 4, 5, 6, 7])}\n`;
}
