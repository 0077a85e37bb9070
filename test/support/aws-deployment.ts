import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Deployment, resourceName } from '../../src/adapters/aws/deployment.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { type TableName, TABLES, tableOf } from '../../src/adapters/aws/tables.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import { localAccess } from './aws-access.ts';
import type { Moto } from './moto.ts';

let environments = 0;

/** An empty deployment of its own on a moto: only what was asked for is made. */
export async function makeDeployment(
  moto: Moto,
  make: {
    readonly tables?: readonly TableName[];
    readonly bucket?: boolean;
    readonly queues?: boolean;
  } = {},
): Promise<Deployment> {
  const project = 'cpaas-test';
  const environment = `e${++environments}`;
  const access = localAccess(moto.url);
  const deployment: Deployment = {
    project,
    environment,
    access,
    bucket: `${project}-data-${environment}`,
    queues: { work: '', transactional: '', events: '' },
  };
  for (const table of make.tables ?? []) await makeTable(deployment, table);
  if (make.bucket === true) {
    const s3 = new S3Client({ ...storeClientConfig(access), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: deployment.bucket }));
    s3.destroy();
  }
  return make.queues === true ? { ...deployment, queues: await makeQueues(deployment) } : deployment;
}

/** Every table, for those who need most of them. */
export const ALL_TABLES: readonly TableName[] = Object.keys(TABLES).filter(
  (name): name is TableName => name in TABLES,
);

/** A table as the stack makes it. */
export async function makeTable(deployment: Deployment, name: TableName): Promise<void> {
  const { dynamo } = openTables(deployment);
  await dynamo.send(new CreateTableCommand(tableInput(deployment, name)));
  dynamo.destroy();
}

/** What the stack's template says of the table as well (test/aws/template.test.ts compares). */
export function tableInput(
  deployment: Pick<Deployment, 'project' | 'environment'>,
  name: TableName,
): CreateTableCommandInput {
  const { partition, sort, indexes, stream, numbers } = tableOf(name);
  const keys = (hash: string, range: string | undefined) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
  const secondary = Object.entries(indexes).map(
    ([IndexName, index]): GlobalSecondaryIndex => ({
      IndexName,
      KeySchema: keys(index.partition, index.sort),
      Projection: { ProjectionType: index.projection },
    }),
  );
  const used = new Set(
    [partition, sort, ...Object.values(indexes).flatMap((index) => [index.partition, index.sort])].filter(
      (attribute) => attribute !== undefined,
    ),
  );
  return {
    TableName: resourceName(deployment, name),
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys(partition, sort),
    AttributeDefinitions: [...used].map((AttributeName) => ({
      AttributeName,
      AttributeType: numbers.includes(AttributeName) ? 'N' : 'S',
    })),
    ...(secondary.length === 0 ? {} : { GlobalSecondaryIndexes: secondary }),
    ...(stream
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const } }
      : {}),
  };
}

async function makeQueues(deployment: Deployment): Promise<Deployment['queues']> {
  const sqs = new SQSClient({ ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false });
  const make = async (thing: string) => {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: resourceName(deployment, thing) }),
    );
    return QueueUrl ?? '';
  };
  const queues = {
    work: await make('work'),
    transactional: await make('transactional'),
    events: await make('events'),
  };
  sqs.destroy();
  return queues;
}
