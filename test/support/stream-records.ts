import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { type Deployment, resourceName } from '../../src/adapters/aws/deployment.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';

/** Records of one shard, in order. */
export interface ShardRecords {
  readonly shardId: string;
  readonly records: readonly _Record[];
}

/** Reads the stream of delivery-tracking from its begin. */
export async function openStream(deployment: Deployment): Promise<{
  /** What came since the last call; empty shards are left out. */
  next(): Promise<readonly ShardRecords[]>;
  close(): void;
}> {
  const client = new DynamoDBStreamsClient(storeClientConfig(deployment.access));
  const TableName = resourceName(deployment, 'delivery-tracking');
  const { Streams: [stream] = [] } = await client.send(new ListStreamsCommand({ TableName }));
  const StreamArn = stream?.StreamArn ?? '';
  const iterators = new Map<string, string | undefined>();
  return {
    async next() {
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
      const found: ShardRecords[] = [];
      for (const { ShardId: shardId = '' } of StreamDescription?.Shards ?? []) {
        if (!iterators.has(shardId)) {
          const start = { StreamArn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
          iterators.set(shardId, (await client.send(new GetShardIteratorCommand(start))).ShardIterator);
        }
        for (;;) {
          const ShardIterator = iterators.get(shardId);
          if (ShardIterator === undefined) break;
          const answer = await client.send(new GetRecordsCommand({ ShardIterator }));
          iterators.set(shardId, answer.NextShardIterator);
          const records = answer.Records ?? [];
          if (records.length === 0) break;
          found.push({ shardId, records });
        }
      }
      return found;
    },
    close: () => client.destroy(),
  };
}
