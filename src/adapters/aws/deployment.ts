import type { AwsAccess } from '../../channels/aws/client-config.ts';
import type { RequestWatch } from './request-watch.ts';

/** One engine that was deployed: everything that the adapters need to find it. */
export interface Deployment {
  /** `ai-cpaas-demo` unless it was deployed with another name. */
  readonly project: string;
  /** `dev` unless it was deployed to another environment. */
  readonly environment: string;
  readonly access: AwsAccess;
  /** Plans, raw events, settings. */
  readonly bucket: string;
  readonly queues: {
    /** Tasks of campaigns. */
    readonly work: string;
    /** Tasks of transactional messages: they are never behind a campaign. */
    readonly transactional: string;
    /** What carriers say, by way of EventBridge and SNS. */
    readonly events: string;
  };
  /** Sees every request that the adapters make; for counting them. */
  readonly watch?: RequestWatch;
}

/** `${ProjectName}-<thing>-${Environment}`, as the stack names everything. */
export function resourceName(
  { project, environment }: Pick<Deployment, 'project' | 'environment'>,
  thing: string,
): string {
  return `${project}-${thing}-${environment}`;
}
