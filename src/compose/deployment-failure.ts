import type { Deployment } from '../adapters/aws/deployment.ts';
import { callFailure } from '../channels/aws/call-failure.ts';
import { remedyOf } from '../channels/aws/remedies.ts';
import { Failure, toError } from '../kernel/failure.ts';
import { DEPLOYMENT_FILE, deploymentName } from './deployment-env.ts';

/** Names of what AWS says when a table, a queue or a bucket is not there. */
const MISSING: ReadonlySet<string> = new Set([
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'NoSuchBucket',
  'NotFound',
]);
const REFUSED: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'Forbidden']);

/** What AWS said about a deployed engine as a sentence for a person; what it did not say as it is. */
export function deploymentFailure(thrown: unknown, deployment: Deployment): Error {
  const cause = toError(thrown);
  if (cause instanceof Failure || !isOfAws(cause)) return cause;
  const name = deploymentName(deployment);
  if (MISSING.has(cause.name))
    return new Failure(
      'not_found',
      `The deployed engine ${name} is not there, or not whole: compare ${DEPLOYMENT_FILE}, or run infrastructure/deploy.sh.`,
      { cause },
    );
  if (REFUSED.has(cause.name))
    return new Failure(
      'account_unusable',
      `These credentials may not use the deployed engine ${name}: take on its role messaging-app (\`aws sts get-caller-identity\` says who you are).`,
      { cause },
    );
  const { kind, ...rest } = callFailure(thrown);
  const reason = 'reason' in rest ? rest.reason : kind;
  return new Failure(
    'unsupported',
    remedyOf(reason) ??
      `The deployed engine ${name} cannot be reached (${reason.replaceAll('_', ' ')}): try it again.`,
    { cause },
  );
}

/** Errors of the SDK have metadata, or say that nothing was reached. */
function isOfAws(error: Error): boolean {
  return '$metadata' in error || error.name === 'CredentialsProviderError' || error.name === 'TimeoutError';
}
