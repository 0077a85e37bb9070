import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { deploymentFailure } from '../compose/deployment-failure.ts';
import { openWorkspace, type Workspace } from '../compose/workspace.ts';
import { Failure } from '../kernel/failure.ts';
import type { Session } from './command.ts';

/** In a folder; a deployed engine sends by itself, and every command is its guest. `owner`: may send, alone; `guest`: reads and steers; `owner or guest`: owner unless another process is. */
export type Role = 'owner' | 'guest' | 'owner or guest';

export interface WithOptions {
  readonly role: Role;
  readonly create: boolean;
  /** Instead of the folder's settings.yaml. */
  readonly settings?: WorkspaceSettings;
}

/** Does something with the session's workspace and closes it. @throws what openWorkspace and openDeployed throw. */
export async function withWorkspace<T>(
  session: Session,
  options: WithOptions,
  work: (workspace: Workspace, role: 'owner' | 'guest') => Promise<T>,
): Promise<T> {
  const { deployment } = session;
  if (deployment === undefined) {
    const { workspace, role } = await open(session, options);
    return closing(workspace, work(workspace, role));
  }
  try {
    const { clock, random, output } = session;
    const note = (sentence: string) => output.note(sentence);
    // A folder has no need of the stores of AWS, which are half of what would be loaded.
    const { openDeployed } = await import('../compose/open-deployed.ts');
    const workspace = await openDeployed(deployment, { clock, random, note });
    return await closing(workspace, work(workspace, 'guest'));
  } catch (thrown) {
    throw deploymentFailure(thrown, deployment);
  }
}

async function closing<T>(workspace: Workspace, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } finally {
    workspace.close();
  }
}

async function open(
  session: Session,
  { role, create, settings }: WithOptions,
): Promise<{ readonly workspace: Workspace; readonly role: 'owner' | 'guest' }> {
  const openAs = async (as: 'owner' | 'guest') => {
    const { clock, random } = session;
    const own = settings === undefined ? {} : { settings };
    return {
      workspace: await openWorkspace(session.folder, { role: as, create, clock, random, ...own }),
      role: as,
    };
  };
  if (role !== 'owner or guest') return openAs(role);
  try {
    return await openAs('owner');
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'workspace_busy') return openAs('guest');
    throw thrown;
  }
}
