import type { Deployment } from '../adapters/aws/deployment.ts';
import { workspaceSettings, type WorkspaceSettings } from '../campaign/workspace-settings.ts';

/** Of a deployed engine to which nobody has given any. */
export function deployedDefaults({ access }: Deployment): WorkspaceSettings {
  return workspaceSettings.parse({ carriers: 'aws', aws: { region: access.region } });
}
