import { publishedSettings, publishSettings } from '../adapters/aws/published-documents.ts';
import type { Deployment } from '../adapters/aws/deployment.ts';
import { openTables } from '../adapters/aws/dynamodb.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { deployedDefaults } from './deployed-defaults.ts';
import { localSettings } from './deployed-settings.ts';
import { openDeployedWorkspace } from './deployed-workspace.ts';
import { sharedWork } from './shared-work.ts';
import type { Workspace } from './workspace.ts';

export interface OpenOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Hears what takes long. */
  readonly note: (sentence: string) => void;
}

/**
 * Opens a deployed engine for a command, with the settings beside `.env.aws`; without such a file, with those that were published last.
 * @throws Failure of localSettings and publishedSettings.
 */
export async function openDeployed(
  deployment: Deployment,
  { clock, random, note }: OpenOptions,
): Promise<Workspace> {
  const { settings, isPublished } = await settingsOf(deployment);
  const workspace = await openDeployedWorkspace(deployment, { clock, random, settings, trustedClock: false });
  // DuckDB is loaded only for what needs it, and never in a function.
  const audience = async () => {
    const { DeployedAudience } = await import('./deployed-audience.ts');
    return new DeployedAudience({ workspace, note });
  };
  return {
    ...workspace,
    openAudience: async () => (await audience()).openIndex(),
    openRecords: audience,
    deployed: {
      publish: async () => {
        if (!isPublished) await publishSettings(workspace.tables, settings);
      },
      share: (trouble) => sharedWork(workspace, trouble),
    },
  };
}

async function settingsOf(
  deployment: Deployment,
): Promise<{ readonly settings: WorkspaceSettings; readonly isPublished: boolean }> {
  const local = localSettings(deployment);
  if (local !== undefined) return { settings: local, isPublished: false };
  const tables = openTables(deployment);
  try {
    const published = await publishedSettings(tables);
    return {
      settings: published?.settings ?? deployedDefaults(deployment),
      isPublished: published !== undefined,
    };
  } finally {
    tables.dynamo.destroy();
  }
}
