import { usedChannels } from '../../campaign/effective-settings.ts';
import { inspectDeployment } from '../../compose/inspect-deployment.ts';
import { type Inspection, inspectWorkspace } from '../../compose/inspect-workspace.ts';
import { readAccounts } from '../../compose/read-accounts.ts';
import { doctorReport } from '../../insight/doctor-report.ts';
import { type Command, type Session, show } from '../command.ts';
import { doctorText } from '../doctor-text.ts';

export const doctor: Command = {
  name: 'doctor',
  positionals: [],
  options: {},
  about: 'Checks whether it can send: workspace, AWS account, limits, and what to mend',
  async run(_args, session) {
    const { facts, settings, countries, wantedTemplates } = await inspect(session);
    const isReal = settings?.carriers === 'aws';
    if (isReal && !session.json)
      session.output.note(
        `Reading the account in ${settings.aws.region}, at most one call a second; Ctrl-C stops it.`,
      );
    const accounts = isReal
      ? await readAccounts(settings.aws.region, usedChannels(settings), {
          clock: session.clock,
          depth: 'everything',
        })
      : [];
    const report = doctorReport({ workspace: facts, settings, accounts, countries, wantedTemplates });
    show(session, report, () => doctorText(report));
    return report.canSend ? 0 : 1;
  },
};

function inspect({ folder, deployment, clock, random }: Session): Promise<Inspection> {
  return deployment === undefined
    ? inspectWorkspace(folder, clock)
    : inspectDeployment(deployment, { clock, random });
}
