import { publishedSettings, savedAllowance } from '../adapters/aws/published-documents.ts';
import type { Deployment } from '../adapters/aws/deployment.ts';
import type { Allowance, PublishedSettings } from '../campaign/published.ts';
import { systemClock } from '../kernel/clock.ts';
import { systemRandom } from '../kernel/random.ts';
import { type DeployedWorkspace, openDeployedWorkspace } from './deployed-workspace.ts';
import { deployedDefaults } from './deployed-defaults.ts';
import { keptFor, lazily } from './kept.ts';

/** What the functions have in common, kept between invocations. Nothing is read or connected before it is asked for. */
export interface FunctionParts {
  readonly deployment: () => Deployment;
  readonly workspace: () => Promise<DeployedWorkspace>;
  /** A few seconds old at most. */
  readonly settings: () => Promise<PublishedSettings>;
  /** What the account allows of these settings, a few seconds old at most; `undefined`: it was not read yet. */
  readonly allowance: () => Promise<Allowance | undefined>;
  /** A line for the log; errors here never hold personal data. */
  readonly trouble: (error: Error) => void;
}

/** A changed limit is heeded within it; a reading costs one read unit. */
const KEPT_MS = 5_000;

export function functionParts(report: (line: string) => void, deployment: () => Deployment): FunctionParts {
  const workspace = lazily(() =>
    openDeployedWorkspace(deployment(), {
      clock: systemClock,
      random: systemRandom,
      settings: deployedDefaults(deployment()),
      trustedClock: true,
    }),
  );
  const settings = keptFor(KEPT_MS, systemClock, async (): Promise<PublishedSettings> => {
    const { tables } = await workspace();
    return (await publishedSettings(tables)) ?? { settings: deployedDefaults(deployment()), version: '' };
  });
  const saved = keptFor(KEPT_MS, systemClock, async () => savedAllowance((await workspace()).tables));
  return {
    deployment,
    workspace,
    settings,
    async allowance() {
      const [{ version }, allowance] = await Promise.all([settings(), saved()]);
      return allowance?.version === version ? allowance : undefined;
    },
    trouble: ({ name, message }) => report(JSON.stringify({ level: 'error', name, message })),
  };
}
