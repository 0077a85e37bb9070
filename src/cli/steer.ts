import type { Campaign } from '../campaign/campaign-store.ts';
import type { LifecycleParts } from '../campaign/lifecycle.ts';
import { type Command, type Session, show } from './command.ts';
import { withWorkspace } from './with-workspace.ts';

/** A command that moves a campaign from any terminal, whoever is sending: it is in force when the command returns. */
export function steeringCommand(
  name: string,
  about: string,
  move: (parts: LifecycleParts, id: string, now: number) => Promise<Campaign>,
): Command {
  return {
    name,
    positionals: ['ID'],
    options: {},
    about,
    run: (args, session) =>
      withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
        const campaign = await move(workspace, args.positionals[0] ?? '', workspace.clock.now());
        showState(session, campaign);
        return 0;
      }),
  };
}

/** Where a campaign stands now. */
export function showState(session: Session, { id, state, reason }: Campaign): void {
  const document = { campaignId: id, state, ...(reason === '' ? {} : { reason }) };
  show(session, document, () => `Campaign ${id} is ${state}.\n`);
}
