import { retryFailed } from '../../campaign/lifecycle.ts';
import { type DeadLetters, deadLetters } from '../../insight/dead-letters.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { Failure, nearest } from '../../kernel/failure.ts';
import { type Command, show } from '../command.ts';
import { findCampaign } from '../find-campaign.ts';
import { countText, textTable } from '../text-table.ts';
import { withWorkspace } from '../with-workspace.ts';
import { runAndReport } from './launch.ts';

export const retry: Command = {
  name: 'retry',
  positionals: ['ID'],
  options: {
    reason: { takes: 'REASON', about: 'only those that failed for this reason' },
    list: { takes: 'flag', about: 'show what failed and why, and change nothing' },
  },
  about: 'Sends failed messages again: in the process that sends, or here when there is none',
  async run(args, session) {
    const [id = ''] = args.positionals;
    const isList = args.flags.has('list');
    const reason = args.values.get('reason');
    return withWorkspace(
      session,
      { role: isList ? 'guest' : 'owner or guest', create: false },
      async (workspace, role) => {
        const campaign = await findCampaign(workspace, id);
        const failed = deadLetters(await workspace.ledger.tally(id));
        if (isList) {
          show(session, { campaignId: id, failed }, () => listText(failed));
          return 0;
        }
        if (reason !== undefined) checkReason(id, reason, failed);
        const queued = await retryFailed(workspace, id, reason, workspace.clock.now());
        if (role === 'owner' && queued > 0 && campaign.state !== 'paused') {
          session.output.note(`cpaas: ${countText(queued)} messages are queued again.`);
          return runAndReport(session, workspace, id, 'worker');
        }
        show(session, { campaignId: id, queued }, () => `${countText(queued)} messages are queued again.\n`);
        return 0;
      },
    );
  },
};

function checkReason(id: string, reason: string, failed: readonly DeadLetters[]): void {
  const known = failed.map((letters) => letters.reason);
  if (known.includes(reason)) return;
  const near = nearest(reason, known);
  const hint =
    near === undefined ? `its reasons are ${known.join(', ') || 'none'}.` : `did you mean ${near}?`;
  throw new Failure('not_found', `No message of campaign ${id} failed for that reason: ${hint}`);
}

function listText(failed: readonly DeadLetters[]): string {
  if (failed.length === 0) return 'No message failed.\n';
  const rows = failed.map(({ reason, count, channels }) => [
    reason,
    countText(count),
    ...CHANNELS.map((channel) => countText(channels[channel] ?? 0)),
  ]);
  return `${textTable([['reason', 'failed', ...CHANNELS], ...rows], [1, 2, 3, 4])}\n`;
}
