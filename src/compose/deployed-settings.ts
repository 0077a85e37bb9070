import { existsSync, readFileSync } from 'node:fs';
import type { Deployment } from '../adapters/aws/deployment.ts';
import { workspaceSettings, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { Failure } from '../kernel/failure.ts';
import { deployedDefaults } from './deployed-defaults.ts';
import { SETTINGS_FILE } from './settings-file.ts';
import { parseYamlFile } from './yaml-file.ts';

/**
 * The settings beside `.env.aws`, for its engine; `undefined`: there is no such file. Unless it says otherwise it is about the region that the
 * engine runs in.
 * @throws Failure `file_invalid`, naming the key; `unsupported` for simulated carriers.
 */
export function localSettings(deployment: Deployment): WorkspaceSettings | undefined {
  if (!existsSync(SETTINGS_FILE)) return undefined;
  const defaults = deployedDefaults(deployment);
  const settings = parseYamlFile(
    SETTINGS_FILE,
    readFileSync(SETTINGS_FILE, 'utf8'),
    workspaceSettings.extend({
      carriers: workspaceSettings.shape.carriers.unwrap().default('aws'),
      aws: workspaceSettings.shape.aws.unwrap().default(defaults.aws),
    }),
  );
  if (settings.carriers === 'simulated')
    throw new Failure(
      'unsupported',
      `${SETTINGS_FILE} asks for simulated carriers, which live in one process, and the engine of .env.aws runs in many: leave "carriers" out, or name a folder with --data.`,
    );
  return settings;
}
