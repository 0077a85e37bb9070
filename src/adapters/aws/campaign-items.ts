import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Tables } from './dynamodb.ts';

/** Parts of the table that can be read at once. */
export const CAMPAIGN_SEGMENTS = [0, 1, 2, 3] as const;

/**
 * Every item of a campaign in one part of delivery-tracking, read consistently. It reads the whole part, every campaign in it: 0.25 read
 * units a kilobyte.
 */
export async function* campaignItems(
  { dynamo, name }: Tables,
  campaignId: string,
  Segment: number,
): AsyncGenerator<Item, void, undefined> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const answer = await dynamo.send(
      new ScanCommand({
        TableName: name('delivery-tracking'),
        FilterExpression: 'campaign_id = :campaign',
        ExpressionAttributeValues: { ':campaign': campaignId },
        ConsistentRead: true,
        Segment,
        TotalSegments: CAMPAIGN_SEGMENTS.length,
        ExclusiveStartKey,
      }),
    );
    yield* answer.Items ?? [];
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}
