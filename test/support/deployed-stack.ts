import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DeleteTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { type Deployment, resourceName } from '../../src/adapters/aws/deployment.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { packageFile } from '../../src/cli/package-files.ts';
import { localAccess } from './aws-access.ts';
import { makeTable } from './aws-deployment.ts';
import type { Moto } from './moto.ts';
import { warmAws } from './warm-aws.ts';

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
      ...(await warmAws()),
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

/**
 * The text that an AWS CLI command prints.
 * @param command words with a space between; what has spaces comes behind it.
 * @throws when it fails.
 */
export async function awsCli(moto: Moto, command: string, ...more: readonly string[]): Promise<string> {
  const args = ['--endpoint-url', moto.url, ...command.split(' '), ...more];
  const { status, stdout, stderr } = await runOnMoto(moto, 'aws', args);
  if (status !== 0) throw new Error(`aws ${command}: ${stderr}`);
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
  await turnOffMappings(moto);
  const deployment: Deployment = {
    project,
    environment,
    access: localAccess(moto.url),
    bucket: '',
    queues: { work: '', transactional: '', events: '' },
  };
  const { dynamo } = openTables(deployment);
  const TableName = resourceName(deployment, 'delivery-tracking');
  await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  await dynamo.send(new DeleteTableCommand({ TableName }));
  dynamo.destroy();
  await makeTable(deployment, 'delivery-tracking');
  return ran;
}

/** Lambda's own protocol, since nothing else here needs its client. */
async function turnOffMappings({ url }: Moto): Promise<void> {
  const mappings = `${url}/2015-03-31/event-source-mappings/`;
  const listed = z.object({ EventSourceMappings: z.array(z.object({ UUID: z.string() })) });
  // A moto of all services tells them apart by what the signature is for, and does not check it.
  const headers = {
    Authorization:
      'AWS4-HMAC-SHA256 Credential=a/20261122/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=b',
  };
  const answer = await fetch(mappings, { headers });
  for (const { UUID } of listed.parse(await answer.json()).EventSourceMappings)
    await fetch(`${mappings}${UUID}`, { method: 'PUT', headers, body: JSON.stringify({ Enabled: false }) });
}
