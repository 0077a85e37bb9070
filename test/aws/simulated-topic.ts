import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';

/**
 * The simulator puts what a topic would get on the bus, from a source of its own. This rule hands its notifications to the events queue as the
 * deployed topic's subscription does; what comes by EventBridge goes through the deployed rules.
 */
export async function subscribeToTopic({ access, queues }: Deployment): Promise<void> {
  const config = storeClientConfig(access);
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queues.events, AttributeNames: ['QueueArn'] }),
  );
  sqs.destroy();
  const bus = new EventBridgeClient(config);
  const Name = 'simulated-topic';
  await bus.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: ['simulated.sns'] }) }));
  const InputTransformer = { InputPathsMap: { notification: '$.detail' }, InputTemplate: '<notification>' };
  const Arn = Attributes?.['QueueArn'] ?? '';
  await bus.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'events', Arn, InputTransformer }] }));
  bus.destroy();
}
