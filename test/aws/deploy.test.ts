import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { awsCli, deployStack, runDeploy, runOnMoto } from '../support/deployed-stack.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { STACK } from '../support/stack-template.ts';

/** Types that moto's CloudFormation passes over; test/aws/template.test.ts looks at them in the template. */
const NOT_IN_MOTO: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'moto has alarms, but does not make them from a template',
  'AWS::Lambda::EventInvokeConfig': 'moto invokes nothing asynchronously',
  'AWS::S3::BucketPolicy': 'moto would refuse plain http, which the policy is for',
  'AWS::SNS::Subscription':
    'moto makes subscriptions that stand inside a topic only, and those have no dead letters',
  'AWS::SNS::TopicPolicy': 'moto checks no policies of topics',
  'AWS::SQS::QueuePolicy': 'moto checks no policies of queues',
};

const STACK_NAME = 'ai-cpaas-messaging-infrastructure';

describe.skipIf(!hasMoto)('deploy.sh', () => {
  let moto: Moto;
  let folder: string;

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());
  beforeEach(async () => {
    await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' });
    folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is clear about what is wrong, and begins nothing then', { timeout: 300_000 }, async () => {
    const wrong = [
      [['--nonsense'], 2, '--nonsense is not known.'],
      [['--project'], 2, '--project needs a value.'],
      [['--project', 'UPPER'], 2, '--project must be 3 to 19'],
      [['--environment', 'my-dev'], 2, '--environment must be 1 to 10'],
      [['--parameter', 'x'], 2, '--parameter needs NAME=VALUE'],
      [['--region', 'nowhere'], 1, "'nowhere' is no AWS region"],
      [['--destroy'], 1, 'there is nobody to ask: use --yes'],
    ] as const;
    for (const [args, status, text] of wrong) {
      const ran = await runDeploy(moto, folder, args);
      expect([ran.status, ran.stderr], args.join(' ')).toEqual([status, expect.stringContaining(text)]);
    }
    expect((await runDeploy(moto, folder, ['--help'])).stdout).toContain('Usage: infrastructure/deploy.sh');
    const away = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' };
    const script = join(import.meta.dirname, '../../infrastructure/deploy.sh');
    const alone = await runOnMoto(moto, script, [], { folder, env: away });
    expect(alone.stderr).toContain('AWS does not know who you are (Could not connect to the endpoint URL');
    const without = await runOnMoto(moto, '/bin/bash', [script], { folder, env: { PATH: '/nowhere' } });
    expect(without.status).not.toBe(0);
    const stacks = await awsCli(
      moto,
      'cloudformation',
      'list-stacks',
      '--query',
      'StackSummaries',
      '--output',
      'text',
    );
    expect(stacks).toBe('');
  });

  test('deploys, changes nothing the second time, and removes all but the data', {
    timeout: 600_000,
  }, async () => {
    const first = await deployStack(moto, folder, ['--alarm-email', 'ops@example.com']);
    expect(first.stdout).toContain(`Making ${STACK.length} resources of ${STACK_NAME}.`);

    const env = join(folder, '.env.aws');
    expect(statSync(env).mode & 0o777).toBe(0o600);
    const text = readFileSync(env, 'utf8');
    expect(parseEnv(text)).toEqual({
      CPAAS_PROJECT: 'ai-cpaas-demo',
      CPAAS_ENVIRONMENT: 'dev',
      AWS_REGION: 'us-east-1',
      CPAAS_BUCKET: 'ai-cpaas-demo-data-dev-123456789012-us-east-1',
      CPAAS_WORK_QUEUE: `${moto.url}/123456789012/ai-cpaas-demo-work-dev`,
      CPAAS_TRANSACTIONAL_QUEUE: `${moto.url}/123456789012/ai-cpaas-demo-transactional-dev`,
      CPAAS_EVENTS_QUEUE: `${moto.url}/123456789012/ai-cpaas-demo-events-dev`,
      AWS_ENDPOINT_URL: moto.url,
    });

    const listed = z
      .array(z.tuple([z.string(), z.string()]))
      .parse(
        JSON.parse(
          await awsCli(
            moto,
            ...['cloudformation', 'list-stack-resources', '--stack-name', STACK_NAME, '--output', 'json'],
            ...['--query', 'StackResourceSummaries[].[LogicalResourceId,ResourceType]'],
          ),
        ),
      );
    // Moto lists what it passed over without a name.
    const made = listed.map(([id]) => id).filter((id) => id !== '');
    expect(made.toSorted()).toEqual(
      STACK.filter(({ type }) => NOT_IN_MOTO[type] === undefined)
        .map(({ logicalId }) => logicalId)
        .toSorted(),
    );

    const second = await runDeploy(moto, folder);
    expect(second.status, second.stderr).toBe(0);
    expect(second.stdout).toContain(`Nothing to change: ${STACK_NAME} is up to date.`);
    expect(second.stdout).not.toMatch(/Uploaded|Made|Wrote|Making|Changing/);
    expect(readFileSync(env, 'utf8')).toBe(text);

    const refused = await runDeploy(moto, folder, ['--parameter', 'Nonsense=1']);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('has no parameter Nonsense'),
    ]);

    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const removed = await runDeploy(moto, folder, ['--destroy', '--yes']);
    expect(removed.status, removed.stderr).toBe(0);
    expect(removed.stdout).toContain('Kept, with everything that is in it');
    expect(() => statSync(env)).toThrow('ENOENT');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    const tables = await awsCli(moto, 'dynamodb', 'list-tables', '--query', 'length(TableNames)');
    expect(tables).toBe('5');
    expect(await awsCli(moto, 's3', 'ls')).toMatch(/^\S+ \S+ ai-cpaas-demo-data-dev-123456789012-us-east-1$/);
    expect(await awsCli(moto, 'lambda', 'list-functions', '--query', 'length(Functions)')).toBe('0');

    const again = await runDeploy(moto, folder, ['--destroy', '--yes']);
    expect(again.stdout).toContain('There is no stack of ai-cpaas-demo dev in us-east-1.');
  });

  test('a second engine has a stack of its own', { timeout: 600_000 }, async () => {
    await awsCli(
      moto,
      ...['cloudformation', 'create-stack', '--stack-name', STACK_NAME, '--template-body'],
      '{"Parameters":{"ProjectName":{"Type":"String"},"Environment":{"Type":"String"}},"Resources":{"T":{"Type":"AWS::SNS::Topic"}}}',
      ...[
        '--parameters',
        'ParameterKey=ProjectName,ParameterValue=first',
        'ParameterKey=Environment,ParameterValue=prod',
      ],
    );
    const ran = await deployStack(moto, folder, ['--project', 'second']);
    expect(ran.stdout).toContain(
      `second dev in us-east-1, account 123456789012, stack ${STACK_NAME}-second-dev`,
    );
    const first = await awsCli(
      moto,
      ...[
        'cloudformation',
        'describe-stacks',
        '--stack-name',
        STACK_NAME,
        '--query',
        'Stacks[0].StackStatus',
        '--output',
        'text',
      ],
    );
    expect(first).toBe('CREATE_COMPLETE');
  });
});
