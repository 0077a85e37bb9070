import { saveAllowance, savedAllowance } from '../adapters/aws/published-documents.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { PublishedSettings } from '../campaign/published.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import { AccountWatch, READ_EVERY_MS } from './account-watch.ts';
import type { DeployedWorkspace } from './deployed-workspace.ts';

/** Reads what the account allows, when the last reading is old or about other settings, so that those who send know it. */
export async function refreshAllowance(
  parts: {
    readonly settings: () => Promise<PublishedSettings>;
    readonly trouble: (error: Error) => void;
  },
  { tables, clock, random }: DeployedWorkspace,
): Promise<void> {
  const { settings, version } = await parts.settings();
  const saved = await savedAllowance(tables);
  if (saved?.version === version && clock.now() - saved.at < READ_EVERY_MS) return;
  const watch = new AccountWatch({
    settings: real(settings),
    clock,
    holds: new OriginHolds(clock, random),
    trouble: parts.trouble,
  });
  await watch.look(new AbortController().signal);
  await saveAllowance(tables, { version, at: clock.now(), settings: watch.settings, closed: watch.closed });
}

/** A deployed engine has no other carriers. */
function real(settings: WorkspaceSettings): WorkspaceSettings {
  return { ...settings, carriers: 'aws' };
}
