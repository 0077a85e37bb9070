import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { inParallel, type Tables } from './dynamodb.ts';
import type { TableName } from './tables.ts';

const SEGMENTS = 4;

/** Counts by reading the whole table, some segments at once: half a read unit for each 4 KB that stand there, filtered out or not. */
export async function countItems(
  { dynamo, name }: Tables,
  table: TableName,
  filter: Pick<ScanCommandInput, 'FilterExpression' | 'ExpressionAttributeValues'> = {},
): Promise<number> {
  const counts = await inParallel([...Array(SEGMENTS).keys()], async (Segment) => {
    let count = 0;
    let from: ScanCommandInput['ExclusiveStartKey'];
    do {
      const answer = await dynamo.send(
        new ScanCommand({
          TableName: name(table),
          Select: 'COUNT',
          Segment,
          TotalSegments: SEGMENTS,
          ExclusiveStartKey: from,
          ...filter,
        }),
      );
      count += answer.Count ?? 0;
      from = answer.LastEvaluatedKey;
    } while (from !== undefined);
    return count;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
