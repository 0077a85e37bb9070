import { resumeCampaign } from '../../campaign/lifecycle.ts';
import type { Command } from '../command.ts';
import { showState } from '../steer.ts';
import { withWorkspace } from '../with-workspace.ts';
import { runAndReport } from './launch.ts';

export const resume: Command = {
  name: 'resume',
  positionals: ['ID'],
  options: {},
  about: 'Goes on with a paused campaign: in the process that sends, or here when there is none',
  async run(args, session) {
    const [id = ''] = args.positionals;
    return withWorkspace(session, { role: 'owner or guest', create: false }, async (workspace, role) => {
      const campaign = await resumeCampaign(workspace, id, workspace.clock.now());
      if (role === 'owner') return runAndReport(session, workspace, id, 'worker');
      showState(session, campaign);
      return 0;
    });
  },
};
