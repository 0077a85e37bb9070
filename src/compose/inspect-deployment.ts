import { unreachedParts } from '../adapters/aws/deployment-check.ts';
import type { Deployment } from '../adapters/aws/deployment.ts';
import { perChannel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { deploymentFailure } from './deployment-failure.ts';
import { deploymentName } from './deployment-env.ts';
import { localSettings } from './deployed-settings.ts';
import { type Inspection, inspectOpen, orProblem } from './inspect-workspace.ts';
import { openDeployed } from './open-deployed.ts';

/** Looks at a deployed engine; what is wrong becomes facts. */
export async function inspectDeployment(
  deployment: Deployment,
  kernel: { readonly clock: Clock; readonly random: Random },
): Promise<Inspection> {
  const problems: string[] = [];
  await orProblem(async () => localSettings(deployment), problems);
  for (const { what, error } of await unreachedParts(deployment))
    problems.push(`Its ${what} cannot be used: ${deploymentFailure(error, deployment).message}`);
  const seen = { folder: deploymentName(deployment), problems, now: kernel.clock.now() };
  if (problems.length > 0) {
    const facts = { ...seen, database: 'unusable' as const, customers: 0, latestRecordAt: 0 };
    return { facts, settings: undefined, countries: perChannel(() => ({})), wantedTemplates: [] };
  }
  const workspace = await openDeployed(deployment, { ...kernel, note: () => undefined });
  try {
    return await inspectOpen(workspace, { ...seen, database: 'ok' }, workspace.settings);
  } finally {
    workspace.close();
  }
}
