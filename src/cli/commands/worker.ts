import type { CampaignState } from '../../campaign/campaign-store.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { type Command, type Session, show } from '../command.ts';
import { takenText } from '../events-text.ts';
import { type RunningEngine, startEngine } from '../start-engine.ts';
import { withWorkspace } from '../with-workspace.ts';

const LOOK_EVERY_MS = 200;

export const worker: Command = {
  name: 'worker',
  positionals: [],
  options: {
    events: { takes: 'QUEUE_URL', about: 'also reads the events of AWS from this SQS queue' },
  },
  about: 'Sends whatever runs in the workspace, until it is stopped',
  async run(args, session) {
    const eventQueue = args.values.get('events');
    return withWorkspace(session, { role: 'owner', create: false }, async (workspace) => {
      const interrupted = session.catchInterrupts();
      await workspace.deployed?.publish();
      const engine = startEngine(session, workspace, { eventQueue });
      const seen = await noteChanges(
        session,
        workspace,
        engine,
        AbortSignal.any([interrupted, engine.ended]),
      );
      await engine.stop();
      const campaigns = [...seen].map(([campaignId, state]) => ({ campaignId, state }));
      const events = eventQueue === undefined ? undefined : engine.taken;
      show(
        session,
        { campaigns, ...(events === undefined ? {} : { events }) },
        () => `Stopped; nothing is lost.${events === undefined ? '' : ` ${takenText(events)}`}\n`,
      );
      return 0;
    });
  },
};

/** Says when a campaign changes its state; gives the state of each at the end. */
async function noteChanges(
  session: Session,
  workspace: Workspace,
  engine: RunningEngine,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CampaignState>> {
  const states = new Map<string, CampaignState>();
  const look = async (isFirst: boolean) => {
    for (const { id, state } of await workspace.campaigns.list()) {
      if (states.get(id) === state) continue;
      states.set(id, state);
      if (!isFirst || state === 'running') session.output.note(`Campaign ${id} is ${state}.`);
    }
  };
  session.output.note(`Sending from ${workspace.name}; Ctrl-C stops it.`);
  await look(true);
  while (!signal.aborted) {
    await workspace.clock.sleep(LOOK_EVERY_MS, signal);
    await look(false);
    engine.noteHolds();
  }
  return states;
}
