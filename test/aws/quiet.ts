import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import type { DeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import type { Simulation } from '../wire-campaign/simulation.ts';
import type { RunningFunctions } from './running-functions.ts';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Nothing is sent, told, queued, counted or waited for any more. */
export async function isQuiet(
  workspace: DeployedWorkspace,
  simulation: Simulation,
  { functions, stream }: RunningFunctions,
): Promise<boolean> {
  const before = await simulation.counts();
  if (!before.allEventsTold) return false;
  for (const { id, state } of await workspace.campaigns.list()) {
    if (state !== 'finished' && state !== 'cancelled') return false;
    if ((await workspace.ledger.nextDueAt(id)) !== undefined) return false;
  }
  if ((await messagesLeft(workspace)) > 0) return false;
  if (functions['delivery-processor'].isBusy || functions.dispatcher.isBusy || stream.isBusy) return false;
  const after = await simulation.counts();
  return after.allEventsTold && after.carriers['requests'] === before.carriers['requests'];
}

async function messagesLeft({ deployment }: DeployedWorkspace): Promise<number> {
  const sqs = new SQSClient({ ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false });
  let left = 0;
  for (const QueueUrl of Object.values(deployment.queues)) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
    );
    for (const name of COUNTS) left += Number(Attributes[name] ?? 0);
  }
  sqs.destroy();
  return left;
}
