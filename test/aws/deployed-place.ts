import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { makePlace, type Place } from '../cli/cpaas.ts';
import type { Moto } from '../support/moto.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, 'infrastructure/deploy.sh');

/** A folder with the `.env.aws` that the deploy script wrote there. */
export interface DeployedPlace {
  /** Commands run in it, on the deployed engine. */
  readonly place: Place;
  /** What functions have in their environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Deploys to an emulator with the script and the AWS CLI, as a person does. `carriers`: where the sending services are reached. */
export async function deployTo(
  moto: Moto,
  carriers: Readonly<Record<string, string>> = {},
): Promise<DeployedPlace> {
  const reach = {
    AWS_ENDPOINT_URL: moto.url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    ...carriers,
  };
  const place = makePlace(reach);
  await promisify(execFile)(SCRIPT, ['--region', 'us-east-1'], {
    cwd: place.folder,
    env: { ...process.env, ...reach },
    maxBuffer: 2 ** 26,
  });
  const written = parseEnv(readFileSync(place.path('.env.aws'), 'utf8'));
  const environment = Object.fromEntries(
    Object.entries({ ...written, ...reach }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  return { place, environment };
}
