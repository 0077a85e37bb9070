import type { AwsAccess } from '../../src/channels/aws/client-config.ts';

/** Access to a local server with made-up credentials. */
export function localAccess(endpoint: string, sendTimeoutMs = 10_000): AwsAccess {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'made-up' };
  return { region: 'us-east-1', endpoint, credentials, sendTimeoutMs };
}
