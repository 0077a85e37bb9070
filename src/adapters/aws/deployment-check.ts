import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { storeClientConfig } from '../../channels/aws/client-config.ts';
import { toError } from '../../kernel/failure.ts';
import { type Deployment, resourceName } from './deployment.ts';
import { TABLES } from './tables.ts';

/** A part of a deployed engine that does not answer. */
export interface UnreachedPart {
  /** `table ai-cpaas-demo-campaigns-dev` */
  readonly what: string;
  readonly error: Error;
}

/** Asks every table, queue and the bucket whether it is there; costs nothing but requests. */
export async function unreachedParts(deployment: Deployment): Promise<readonly UnreachedPart[]> {
  const { access, bucket, queues } = deployment;
  const config = storeClientConfig(access);
  const dynamo = new DynamoDBClient(config);
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const s3 = new S3Client({ ...config, forcePathStyle: access.endpoint !== undefined });
  const asked: readonly { readonly what: string; readonly ask: () => Promise<unknown> }[] = [
    ...Object.keys(TABLES).map((thing) => {
      const TableName = resourceName(deployment, thing);
      return { what: `table ${TableName}`, ask: () => dynamo.send(new DescribeTableCommand({ TableName })) };
    }),
    ...Object.entries(queues).map(([name, QueueUrl]) => ({
      what: `queue for ${name}`,
      ask: () => sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] })),
    })),
    { what: `bucket ${bucket}`, ask: () => s3.send(new HeadBucketCommand({ Bucket: bucket })) },
  ];
  const answers = await Promise.all(
    asked.map(async ({ what, ask }) => {
      try {
        await ask();
        return [];
      } catch (thrown) {
        return [{ what, error: toError(thrown) }];
      }
    }),
  );
  for (const client of [dynamo, sqs, s3]) client.destroy();
  return answers.flat();
}
