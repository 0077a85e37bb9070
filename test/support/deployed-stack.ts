import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { resourceName } from '../../src/adapters/aws/deployment.ts';
import { packageFile } from '../../src/cli/package-files.ts';
import { localAccess } from './aws-access.ts';
import { makeTable } from './aws-deployment.ts';
import type { Moto } from './moto.ts';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program against a moto, as an operator would against AWS. */
export async function runOnMoto(
  moto: Moto,
  program: string,
  args: readonly string[],
  { folder = process.cwd(), env = {} }: { readonly folder?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      ...motoEnvironment(moto),
      CPAAS_POLL_SECONDS: '0.1',
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { status, stdout, stderr };
}

/** What the AWS CLI and SDKs need to find a moto. */
export function motoEnvironment({ url }: Moto): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_REGION: 'us-east-1',
    // Version 1 of the AWS CLI knows this name alone.
    AWS_DEFAULT_REGION: 'us-east-1',
  };
}

export function runDeploy(moto: Moto, folder: string, args: readonly string[] = []): Promise<Ran> {
  return runOnMoto(moto, packageFile('infrastructure/deploy.sh'), args, { folder });
}

/** The text that an AWS CLI command prints. @throws when it fails. */
export async function awsCli(moto: Moto, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runOnMoto(moto, 'aws', ['--endpoint-url', moto.url, ...args]);
  if (status !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/**
 * Deploys into a moto and leaves `.env.aws` in the folder. Queues and the stream are freed from their functions: moto would start a container
 * for each message and each change, and a test drives the handlers itself. A mapping of a queue can be turned off; one of a stream
 * cannot, so its table is made anew, as it was.
 */
export async function deployStack(moto: Moto, folder: string, args: readonly string[] = []): Promise<Ran> {
  const ran = await runDeploy(moto, folder, args);
  if (ran.status !== 0) throw new Error(`deploy.sh: ${ran.stderr}`);
  const { CPAAS_PROJECT: project = '', CPAAS_ENVIRONMENT: environment = '' } = parseEnv(
    readFileSync(join(folder, '.env.aws'), 'utf8'),
  );
  const list = ['lambda', 'list-event-source-mappings', '--query', 'EventSourceMappings[].UUID'];
  for (const id of (await awsCli(moto, ...list, '--output', 'text')).split(/\s+/))
    await awsCli(moto, 'lambda', 'update-event-source-mapping', '--uuid', id, '--no-enabled');
  const deployment = {
    ...{ project, environment, access: localAccess(moto.url), bucket: '' },
    queues: { work: '', transactional: '', events: '' },
  };
  const table = ['--table-name', resourceName(deployment, 'delivery-tracking')];
  await awsCli(moto, 'dynamodb', 'update-table', '--no-deletion-protection-enabled', ...table);
  await awsCli(moto, 'dynamodb', 'delete-table', ...table);
  await makeTable(deployment, 'delivery-tracking');
  return ran;
}
