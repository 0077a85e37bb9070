import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { Deployment } from '../adapters/aws/deployment.ts';
import { Failure } from '../kernel/failure.ts';

export type { Deployment };

/** Written by infrastructure/deploy.sh into the folder that it is run in. */
export const DEPLOYMENT_FILE = '.env.aws';

const VARIABLES = z.object({
  CPAAS_PROJECT: z.string().min(1),
  CPAAS_ENVIRONMENT: z.string().min(1),
  CPAAS_BUCKET: z.string().min(1),
  CPAAS_WORK_QUEUE: z.url(),
  CPAAS_TRANSACTIONAL_QUEUE: z.url(),
  CPAAS_EVENTS_QUEUE: z.url(),
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL: z.url().optional(),
});

/**
 * A deployment from environment variables.
 * @param where that they stand, for the sentence: `.env.aws`.
 * @throws Failure `file_invalid`, which names what is missing.
 */
export function parseDeployment(variables: NodeJS.Dict<string>, where: string): Deployment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = VARIABLES.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new Failure(
      'file_invalid',
      `${where} does not say ${names} as it should: run infrastructure/deploy.sh again, which writes it.`,
    );
  }
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, ...names } = parsed.data;
  return {
    project: names.CPAAS_PROJECT,
    environment: names.CPAAS_ENVIRONMENT,
    access: { region, ...(endpoint === undefined ? {} : { endpoint }) },
    bucket: names.CPAAS_BUCKET,
    queues: {
      work: names.CPAAS_WORK_QUEUE,
      transactional: names.CPAAS_TRANSACTIONAL_QUEUE,
      events: names.CPAAS_EVENTS_QUEUE,
    },
  };
}

/**
 * The deployment that the current folder is about; `undefined`: none. What its file says of AWS holds for the whole process from then on, as if
 * it had been exported: carriers are reached where the stores are, except where the environment says otherwise.
 * @throws Failure `file_invalid`.
 */
export function findDeployment(): Deployment | undefined {
  if (!existsSync(DEPLOYMENT_FILE)) return undefined;
  const variables = parseEnv(readFileSync(DEPLOYMENT_FILE, 'utf8'));
  const deployment = parseDeployment(variables, DEPLOYMENT_FILE);
  for (const [name, value] of Object.entries(variables))
    if (name.startsWith('AWS_')) process.env[name] ??= value;
  return deployment;
}

/** The deployment that a function belongs to. @throws Failure `file_invalid`. */
export function deploymentOfFunction(): Deployment {
  return parseDeployment(process.env, 'The environment of this function');
}

/** What people call it. */
export function deploymentName({ project, environment, access }: Deployment): string {
  return `${project} (${environment}) in ${access.region}`;
}
