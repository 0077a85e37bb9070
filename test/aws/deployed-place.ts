import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { parseDeployment } from '../../src/compose/deployment-env.ts';
import { makePlace, type Place } from '../cli/cpaas.ts';
import { localAccess } from '../support/aws-access.ts';
import { deployStack, motoEnvironment } from '../support/deployed-stack.ts';
import type { Moto } from '../support/moto.ts';

/** A folder with the `.env.aws` that the deploy script wrote there: commands run on the deployed engine in it. */
export interface DeployedPlace extends Place {
  readonly deployment: Deployment;
  /** What functions have in their environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Deploys to an emulator, as a person does. `carriers`: where the sending services are reached. */
export async function deployTo(
  moto: Moto,
  carriers: Readonly<Record<string, string>>,
): Promise<DeployedPlace> {
  const reach = { ...motoEnvironment(moto), ...carriers };
  const place = makePlace(reach);
  await deployStack(moto, place.folder);
  const written = parseEnv(readFileSync(place.path('.env.aws'), 'utf8'));
  const own = Object.entries(written).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...place,
    deployment: { ...parseDeployment(written, '.env.aws'), access: localAccess(moto.url) },
    environment: { ...Object.fromEntries(own), ...reach },
  };
}
