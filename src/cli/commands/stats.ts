import { type WorkspaceStats, workspaceStats } from '../../insight/workspace-stats.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { dollarsToMicros, formatMoney } from '../../kernel/money.ts';
import { type Command, show } from '../command.ts';
import { countList, countText, textTable } from '../text-table.ts';
import { withWorkspace } from '../with-workspace.ts';

export const stats: Command = {
  name: 'stats',
  positionals: [],
  options: {},
  about: 'Shows the numbers of all campaigns together',
  async run(_args, session) {
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      const all = await workspaceStats(workspace);
      show(session, all, () => statsText(all));
      return 0;
    });
  },
};

function statsText(all: WorkspaceStats): string {
  const rows = CHANNELS.map((channel) => {
    const { sent, delivered, failed, deliveryRate, bounceRate, complaintRate, cost } = all.channels[channel];
    return [
      channel,
      ...[sent, delivered, failed].map(countText),
      ...[deliveryRate, bounceRate, complaintRate].map((rate) => `${(rate * 100).toFixed(2)}%`),
      formatMoney(dollarsToMicros(cost)),
    ];
  });
  const states = Object.fromEntries(Object.entries(all.campaigns).filter(([, count]) => count > 0));
  return [
    textTable(
      [['', 'sent', 'delivered', 'failed', 'delivery', 'bounces', 'complaints', 'cost'], ...rows],
      [1, 2, 3, 4, 5, 6, 7],
    ),
    '',
    `Customers      ${countText(all.customers)}`,
    `Campaigns      ${countList(states)}`,
    `Suppressions   ${countText(all.suppressions)}`,
    `Unmatched      ${countText(all.unmatchedEvents)} events of messages that are not ours`,
    `Cost           ${formatMoney(dollarsToMicros(all.cost.actual))}`,
    '',
  ].join('\n');
}
