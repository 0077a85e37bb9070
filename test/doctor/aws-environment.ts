import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { StandIn } from './stand-in.ts';

export const SERVICES = ['PINPOINT_SMS_VOICE_V2', 'SOCIALMESSAGING', 'SESV2'];

/** A stand-in for AWS that the SDK of this process finds, with credentials, and a new folder for each test. */
export function awsEnvironment(): { readonly aws: StandIn; folder(): string } {
  const aws = new StandIn();
  let folder = '';
  beforeAll(() => aws.start());
  afterAll(() => aws.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cpaas-doctor-'));
    aws.calls.splice(0);
    for (const service of SERVICES) process.env[`AWS_ENDPOINT_URL_${service}`] = aws.url;
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return { aws, folder: () => folder };
}
