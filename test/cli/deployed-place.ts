import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { ALL_TABLES, makeDeployment } from '../support/aws-deployment.ts';
import type { Moto } from '../support/moto.ts';
import { POOL, startWire } from '../wire/simulator.ts';
import { campaignYaml, customersCsv, makePlace, type Place } from './cpaas.ts';
import { environmentOf } from './simulated-aws.ts';

/** Customers in the file of the place. */
export const COUNT = 12;
const SETTINGS = `
origins:
  - { id: sms, channel: sms, kind: pool, identity: ${POOL}, limit: { partsPerSecond: 100 } }
`;

export function envFile({ project, environment, access, bucket, queues }: Deployment): string {
  return Object.entries({
    CPAAS_PROJECT: project,
    CPAAS_ENVIRONMENT: environment,
    CPAAS_BUCKET: bucket,
    CPAAS_WORK_QUEUE: queues.work,
    CPAAS_TRANSACTIONAL_QUEUE: queues.transactional,
    CPAAS_EVENTS_QUEUE: queues.events,
    AWS_REGION: access.region,
    AWS_ENDPOINT_URL: access.endpoint ?? '',
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

export interface Deployed {
  readonly place: Place;
  readonly deployment: Deployment;
  /** Messages that carriers were asked to take. */
  readonly requests: () => number;
}

/** A folder as the deploy script leaves it, with settings and a campaign; carriers are simulated in this process. */
export async function deployedPlace(moto: Moto): Promise<Deployed> {
  const wire = await startWire();
  const deployment = await makeDeployment(moto, { tables: ALL_TABLES, bucket: true, queues: true });
  const place = makePlace(environmentOf(wire.url));
  place.write('.env.aws', envFile(deployment));
  place.write('settings.yaml', SETTINGS);
  place.write('customers.csv', customersCsv(COUNT));
  place.write('campaign.yaml', campaignYaml('spring'));
  return { place, deployment, requests: () => wire.carriers.log.totals().requests };
}
