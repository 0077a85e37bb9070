import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WorkspaceSettings, workspaceSettings } from '../campaign/workspace-settings.ts';
import { parseYamlFile } from './yaml-file.ts';

/** The settings file inside a workspace folder. */
export const SETTINGS_FILE = 'settings.yaml';

/** The settings of a workspace; all defaults where it has no file. @throws Failure `file_invalid`, naming the key. */
export function readSettings(folder: string): WorkspaceSettings {
  const path = join(folder, SETTINGS_FILE);
  if (!existsSync(path)) return workspaceSettings.parse({});
  return parseYamlFile(path, readFileSync(path, 'utf8'), workspaceSettings);
}
