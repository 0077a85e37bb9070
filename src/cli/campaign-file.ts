import { compileQuietHours } from '../consent/quiet-hours.ts';
import { type CampaignDefinition, campaignDefinition } from '../campaign/definition.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { parseYamlFile } from '../compose/yaml-file.ts';
import { compileChannelTemplates } from '../content/message-template.ts';
import { Failure, nearest } from '../kernel/failure.ts';
import { readTextFile } from './input-file.ts';

/**
 * Reads a campaign and tries everything in it that could be wrong, so that a campaign which is stored can be planned.
 * @throws Failure `file_unreadable`, `file_invalid`: one sentence with the file and the key.
 */
export async function readCampaignFile(
  path: string,
  settings: WorkspaceSettings,
): Promise<CampaignDefinition> {
  const definition = parseYamlFile(path, await readTextFile(path), campaignDefinition);
  try {
    compileChannelTemplates(definition.templates);
    if (definition.quietHours !== undefined) compileQuietHours(definition.quietHours, definition.timezone);
  } catch (thrown) {
    if (thrown instanceof Failure)
      throw new Failure(thrown.code, `${path}: ${thrown.message}`, { cause: thrown });
    throw thrown;
  }
  checkOrigins(path, definition, settings);
  return definition;
}

function checkOrigins(path: string, definition: CampaignDefinition, settings: WorkspaceSettings): void {
  const known = settings.origins.map((origin) => origin.id);
  for (const name of definition.origins ?? []) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const hint = near === undefined ? `there are ${known.join(', ')}.` : `did you mean ${near}?`;
    throw new Failure(
      'file_invalid',
      `${path}: "origins" names ${name}, which is not in settings.yaml: ${hint}`,
    );
  }
}
