import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TABLES, type TableName, tableOf } from '../../src/adapters/aws/tables.ts';
import { METRIC_NAMES } from '../../src/insight/metrics.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { resourcesOf, STACK, type StackResource, TEMPLATE } from '../support/stack-template.ts';
import { tableInput } from '../support/aws-deployment.ts';

const record = z.record(z.string(), z.unknown());
const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;

/** A resource by what it is called in AWS. */
function named(type: string, name: string): StackResource {
  const found = resourcesOf(type).find(({ properties }) => Object.values(properties).includes(name));
  if (found === undefined) throw new Error(`The stack has no ${type} ${name}.`);
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

test('fits into one request, with room', () => {
  expect(statSync(TEMPLATE).size).toBeLessThan(51_200);
});

test.skipIf(!hasCfnLint)('cfn-lint has nothing to say', () => {
  expect(spawnSync('cfn-lint', [TEMPLATE], { encoding: 'utf8' }).stdout).toBe('');
});

test.skipIf(!hasShellcheck)('shellcheck has nothing to say about deploy.sh', () => {
  const script = TEMPLATE.replace(/cloudformation\/.*/, 'deploy.sh');
  expect(spawnSync('shellcheck', [script], { encoding: 'utf8' }).stdout).toBe('');
});

describe('names that stay', () => {
  test.each([
    ['AWS::DynamoDB::Table', 'rate-limits'],
    ['AWS::DynamoDB::Table', 'delivery-tracking'],
    ['AWS::Lambda::Function', 'delivery-processor'],
    ['AWS::IAM::Role', 'delivery-processor'],
    ['AWS::IAM::Role', 'messaging-app'],
    ['AWS::Events::Rule', 'sms-delivery'],
    ['AWS::Events::Rule', 'whatsapp-delivery'],
    ['AWS::Events::Rule', 'email-delivery'],
    ['AWS::SNS::Topic', 'messaging-alarms'],
    ['AWS::CloudWatch::Alarm', 'sms-throttling'],
    ['AWS::CloudWatch::Alarm', 'whatsapp-throttling'],
    ['AWS::CloudWatch::Alarm', 'delivery-failures'],
    ['AWS::CloudWatch::Alarm', 'rate-limit-capacity'],
  ])('%s %s', (type, thing) => {
    expect(named(type, `ai-cpaas-demo-${thing}-dev`).type).toBe(type);
  });
});

describe('tables', () => {
  const names = Object.keys(TABLES).filter((name): name is TableName => name in TABLES);

  test.each(names)('%s is what the adapters say, and hard to lose', (name) => {
    const { properties, retained } = named('AWS::DynamoDB::Table', `ai-cpaas-demo-${name}-dev`);
    const { StreamSpecification: stream, ...wanted } = tableInput(
      { project: 'ai-cpaas-demo', environment: 'dev' },
      name,
    );
    expect(properties).toMatchObject({
      ...wanted,
      AttributeDefinitions: expect.arrayContaining([...(wanted.AttributeDefinitions ?? [])]),
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(listOf(properties['AttributeDefinitions'])).toHaveLength(wanted.AttributeDefinitions?.length ?? 0);
    expect(listOf(properties['GlobalSecondaryIndexes'])).toHaveLength(
      wanted.GlobalSecondaryIndexes?.length ?? 0,
    );
    expect(properties['StreamSpecification']).toEqual(
      stream === undefined ? undefined : { StreamViewType: stream.StreamViewType },
    );
    expect(properties['TimeToLiveSpecification']).toEqual(
      tableOf(name).ttl === undefined ? undefined : { AttributeName: 'ttl', Enabled: true },
    );
    expect(retained).toBe(true);
  });

  test('and there are no others', () => {
    expect(resourcesOf('AWS::DynamoDB::Table')).toHaveLength(names.length);
  });
});

describe('queues', () => {
  const queues = resourcesOf('AWS::SQS::Queue');
  const nameOf = ({ properties }: StackResource) => String(properties['QueueName']);
  const arnOf = (queue: StackResource) => `arn:aws:sqs:us-east-1:123456789012:${nameOf(queue)}`;
  const isWork = (queue: StackResource) => !/dead-letters/.test(nameOf(queue));

  test.each(queues.map((queue) => [nameOf(queue), queue] as const))('%s', (_, queue) => {
    const { properties } = queue;
    expect(properties['SqsManagedSseEnabled']).toBe(true);
    const policies = resourcesOf('AWS::SQS::QueuePolicy').filter((policy) =>
      listOf(policy.properties['Queues']).some((url) => String(url).endsWith(`/${nameOf(queue)}`)),
    );
    expect(policies).toHaveLength(1);
    expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
    if (isWork(queue))
      expect(record.parse(properties['RedrivePolicy'])['deadLetterTargetArn']).toMatch(/-dead-letters-dev$/);
    else expect(properties['MessageRetentionPeriod']).toBe(14 * 86_400);
  });

  test('stay hidden for six times as long as their function may run, in batches that answer for each message', () => {
    const mappings = resourcesOf('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
    const ofQueues = mappings.filter(({ EventSourceArn: arn }) =>
      queues.some((queue) => arnOf(queue) === arn),
    );
    expect(ofQueues.map(({ EventSourceArn: arn }) => arn).toSorted()).toEqual(
      queues.filter(isWork).map(arnOf).toSorted(),
    );
    for (const mapping of ofQueues) {
      const queue = queues.find((each) => arnOf(each) === mapping['EventSourceArn']);
      const { properties } = named('AWS::Lambda::Function', String(mapping['FunctionName']));
      const window = Number(mapping['MaximumBatchingWindowInSeconds'] ?? 0);
      expect(Number(queue?.properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(
        6 * Number(properties['Timeout']) - window,
      );
      expect(mapping['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(Number(record.parse(mapping['ScalingConfig'])['MaximumConcurrency'])).toBeGreaterThanOrEqual(2);
    }
  });

  test('the stream tells its shard, is repeated for hours, and what is given up is kept', () => {
    const mapping = resourcesOf('AWS::Lambda::EventSourceMapping').find(
      ({ properties }) => properties['StartingPosition'] !== undefined,
    );
    expect(mapping?.properties).toMatchObject({
      TumblingWindowInSeconds: expect.any(Number),
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 64_800,
      DestinationConfig: {
        OnFailure: { Destination: expect.stringMatching(/background-dead-letters-dev$/) },
      },
    });
  });
});

describe('rules', () => {
  const rules = resourcesOf('AWS::Events::Rule');

  test.each(rules.map((rule) => [String(rule.properties['Name']), rule] as const))(
    '%s',
    (_, { properties }) => {
      const targets = listOf(properties['Targets']);
      expect(targets).toHaveLength(1);
      expect(targets[0]).toMatchObject({
        RetryPolicy: {
          MaximumRetryAttempts: expect.any(Number),
          MaximumEventAgeInSeconds: expect.any(Number),
        },
        DeadLetterConfig: { Arn: expect.stringMatching(/dead-letters-dev$/) },
      });
      if (properties['ScheduleExpression'] === undefined)
        expect(listOf(record.parse(properties['EventPattern'])['detail-type'])).not.toEqual([]);
    },
  );
});

describe('functions', () => {
  const functions = resourcesOf('AWS::Lambda::Function');

  test('are those that are bundled', () => {
    expect(functions.map(({ properties }) => properties['FunctionName'])).toEqual([
      'ai-cpaas-demo-dispatcher-dev',
      'ai-cpaas-demo-delivery-processor-dev',
      'ai-cpaas-demo-tick-dev',
      'ai-cpaas-demo-stream-aggregator-dev',
    ]);
  });

  test.each(functions.map((each) => [each.logicalId, each] as const))('%s', (_, { properties }) => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(properties['LoggingConfig']).toEqual({ LogGroup: '/aws/lambda/ai-cpaas-demo-messaging-dev' });
    expect(Object.keys(record.parse(record.parse(properties['Environment'])['Variables']))).toEqual([
      'CPAAS_PROJECT',
      'CPAAS_ENVIRONMENT',
      'CPAAS_BUCKET',
      'CPAAS_WORK_QUEUE',
      'CPAAS_TRANSACTIONAL_QUEUE',
      'CPAAS_EVENTS_QUEUE',
    ]);
  });

  test('invocations without a queue before them have dead letters of their own', () => {
    expect(resourcesOf('AWS::Lambda::EventInvokeConfig').map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        FunctionName: 'ai-cpaas-demo-tick-dev',
        DestinationConfig: { OnFailure: { Destination: expect.stringMatching(/dead-letters-dev$/) } },
      }),
    ]);
  });
});

describe('who may come in', () => {
  const statement = z.object({
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z.unknown().optional(),
    Condition: z.unknown().optional(),
  });
  const policies = STACK.flatMap(({ logicalId, properties }) =>
    ['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument']
      .filter((name) => name in properties)
      .flatMap((name) => listOf(record.parse(properties[name])['Statement']))
      .map((each) => ({ logicalId, text: JSON.stringify(each), ...statement.parse(each) })),
  );

  test('is never everybody, and a service only on behalf of this account', () => {
    const open = policies
      .filter(({ Effect }) => Effect === 'Allow')
      .filter(({ Principal }) => JSON.stringify(Principal ?? '').includes('"*"'));
    expect(open).toEqual([]);
    const services = policies.filter(({ text }) => text.includes('"Service"'));
    expect(services.length).toBeGreaterThan(8);
    const free = services.filter(
      ({ text }) => !/aws:SourceArn|aws:SourceAccount|kms:EncryptionContext/.test(text),
    );
    // A function's role is passed to it by who deploys it.
    expect(free.every(({ text }) => text.includes('"lambda.amazonaws.com"'))).toBe(true);
  });

  test('queues, topics and the bucket speak TLS alone, and the bucket is closed', () => {
    const tls = policies.filter(({ text }) => text.includes('"aws:SecureTransport":"false"'));
    expect(tls.map(({ Effect }) => Effect)).toEqual(tls.map(() => 'Deny'));
    expect(tls.map(({ logicalId }) => logicalId).toSorted()).toEqual([
      'AlarmsTopicPolicy',
      'BackgroundDeadLettersPolicy',
      'CarrierEventsTopicPolicy',
      'DataBucketPolicy',
      'EventsQueuePolicy',
      'QueuesTlsOnly',
    ]);
    expect(resourcesOf('AWS::S3::Bucket')[0]?.properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: expect.anything(),
    });
    for (const { properties } of resourcesOf('AWS::SNS::Topic'))
      expect(properties['KmsMasterKeyId']).toBe('TopicsKey');
  });
});

describe('alarms and the dashboard', () => {
  const alarms = resourcesOf('AWS::CloudWatch::Alarm');
  const dashboard = String(resourcesOf('AWS::CloudWatch::Dashboard')[0]?.properties['DashboardBody']);
  const NAMESPACE = 'ai-cpaas-demo/Messaging';

  /** Our metrics that an alarm looks at, `name` or `name channel`. */
  function ofAlarm({ properties }: StackResource): readonly string[] {
    const queries = listOf(properties['Metrics']).map((each) => record.parse(each));
    const stats = [
      properties,
      ...queries.flatMap(({ MetricStat: stat }) =>
        stat === undefined ? [] : [record.parse(record.parse(stat)['Metric'])],
      ),
    ].filter((metric) => metric['Namespace'] === NAMESPACE);
    const selected = queries.flatMap(({ Expression: text }) => [
      ...String(text ?? '').matchAll(/SELECT \w+\((\w+)\) FROM SCHEMA\("([^"]+)"/g),
    ]);
    return [
      ...stats.map(({ MetricName: name }) => String(name)),
      ...selected.filter(([, , namespace]) => namespace === NAMESPACE).map(([, name = '']) => name),
    ];
  }

  /** Rows of the dashboard with `.` and `...` written out. */
  function rowsOfDashboard(): readonly (readonly string[])[] {
    const body = z.object({
      widgets: z.array(z.object({ properties: z.object({ metrics: z.array(z.array(z.unknown())) }) })),
    });
    return body.parse(JSON.parse(dashboard)).widgets.flatMap(({ properties: { metrics } }) => {
      let before: readonly string[] = [];
      return metrics.flatMap((row) => {
        const names = row.filter((each) => typeof each === 'string');
        if (names.length === 0) return [];
        const [first, ...rest] = names;
        const full = first === '...' ? [...before.slice(0, before.length - rest.length), ...rest] : names;
        before = full.map((name, i) => (name === '.' ? (before[i] ?? '') : name));
        return [before];
      });
    });
  }

  test('use what the code tells, and what the code tells is used', () => {
    const rows = rowsOfDashboard().filter(([namespace]) => namespace === NAMESPACE);
    const used = new Set([...alarms.flatMap(ofAlarm), ...rows.map(([, name = '']) => name)]);
    expect([...used].toSorted()).toEqual([...METRIC_NAMES].toSorted());
    for (const [, , ...dimensions] of rows)
      expect(dimensions).toEqual([
        'Environment',
        'dev',
        'Channel',
        expect.toSatisfy((channel: string) => CHANNELS.some((each) => each === channel)),
      ]);
  });

  test('the dashboard is free: 50 metrics at most', () => {
    const rows = rowsOfDashboard();
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows.map((row) => row.join(' '))).size).toBeLessThanOrEqual(50);
  });

  test('each alarm is told to somebody, and an engine at rest alarms nobody', () => {
    expect(alarms.length).toBeGreaterThanOrEqual(12);
    for (const { properties } of alarms)
      expect(properties).toMatchObject({
        AlarmActions: [expect.stringMatching(/messaging-alarms-dev$/)],
        TreatMissingData: 'notBreaching',
        AlarmDescription: expect.stringMatching(/\.$/),
      });
  });
});
