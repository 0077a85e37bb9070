import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Deployment, resourceName } from '../../src/adapters/aws/deployment.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';

/** What moto's bus does otherwise than AWS's, and what is done about it. */
export async function prepareBus(deployment: Deployment): Promise<void> {
  const bus = new EventBridgeClient(storeClientConfig(deployment.access));
  // A rule with a schedule and no pattern gets every event there, and refuses it, since a function is no target that moto knows.
  await bus.send(
    new RemoveTargetsCommand({ Rule: resourceName(deployment, 'tick'), Ids: [TICK_TARGET], Force: true }),
  );
  await subscribeToTopic(deployment, bus);
  bus.destroy();
}

/** As the template calls it. */
const TICK_TARGET = 'tick';

/**
 * The simulator puts what a topic would get on the bus, from a source of its own. This rule hands its notifications to the events queue as the
 * deployed topic's subscription does; what comes by EventBridge goes through the deployed rules.
 */
async function subscribeToTopic({ access, queues }: Deployment, bus: EventBridgeClient): Promise<void> {
  const sqs = new SQSClient({ ...storeClientConfig(access), useQueueUrlAsEndpoint: false });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queues.events, AttributeNames: ['QueueArn'] }),
  );
  sqs.destroy();
  const Name = 'simulated-topic';
  await bus.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: ['simulated.sns'] }) }));
  const InputTransformer = { InputPathsMap: { notification: '$.detail' }, InputTemplate: '<notification>' };
  const Arn = Attributes?.['QueueArn'] ?? '';
  await bus.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'events', Arn, InputTransformer }] }));
}
