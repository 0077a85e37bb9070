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

/** What keeps a deployed engine from being quiet: nothing is sent, told, queued, counted or waited for any more when it is empty. */
export async function whatIsLeft(
  workspace: DeployedWorkspace,
  simulation: Simulation,
  { functions, stream }: RunningFunctions,
): Promise<readonly string[]> {
  const before = await simulation.counts();
  const left: string[] = [];
  if (!before.allEventsTold) left.push('events to tell');
  for (const { id, state } of await workspace.campaigns.list()) {
    if (state !== 'finished' && state !== 'cancelled') left.push(`${id} is ${state}`);
    const due = await workspace.ledger.nextDueAt(id);
    if (due !== undefined) left.push(`${id} waits until ${new Date(due).toISOString()}`);
  }
  left.push(...(await queued(workspace)));
  for (const name of ['delivery-processor', 'dispatcher'] as const)
    if (functions[name].isBusy) left.push(`${name} is busy`);
  if (stream.isBusy) left.push('records to count');
  const after = await simulation.counts();
  if (after.carriers['requests'] !== before.carriers['requests']) left.push('requests to carriers');
  return left;
}

async function queued({ deployment }: DeployedWorkspace): Promise<readonly string[]> {
  const sqs = new SQSClient({ ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false });
  const left: string[] = [];
  for (const [name, QueueUrl] of Object.entries(deployment.queues)) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
    );
    for (const count of COUNTS)
      if (Number(Attributes[count] ?? 0) > 0) left.push(`${name} ${count} ${Attributes[count]}`);
  }
  sqs.destroy();
  return left;
}
