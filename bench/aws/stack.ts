import { z } from 'zod';
import { resourcesOf } from '../../test/support/stack-template.ts';
import type { Stack } from './model.ts';

const lambda = z.object({ FunctionName: z.string(), MemorySize: z.number() });
const mapping = z.object({ EventSourceArn: z.string(), Enabled: z.boolean().default(true) });

/** What the template has that costs by standing there. */
export function stackCosts(): Stack {
  const memory = resourcesOf('AWS::Lambda::Function').map(({ properties }) => {
    const { FunctionName, MemorySize } = lambda.parse(properties);
    // `ai-cpaas-demo-dispatcher-dev`
    return [FunctionName.replace(/^ai-cpaas-demo-|-dev$/g, ''), MemorySize] as const;
  });
  const queueMappings = resourcesOf('AWS::Lambda::EventSourceMapping')
    .map(({ properties }) => mapping.parse(properties))
    .filter(({ EventSourceArn, Enabled }) => Enabled && EventSourceArn.includes(':sqs:'));
  return {
    alarms: resourcesOf('AWS::CloudWatch::Alarm').length,
    dashboards: resourcesOf('AWS::CloudWatch::Dashboard').length,
    queueMappings: queueMappings.length,
    memory: Object.fromEntries(memory),
  };
}
