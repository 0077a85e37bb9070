import { DeleteCommand, GetCommand, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { FeedProgress, FeedStore } from '../../campaign/feed-store.ts';
import { asMessageId } from '../../delivery/message.ts';
import type { Clock } from '../../kernel/clock.ts';
import { queryAll, type Tables } from './dynamodb.ts';

/** Progress of a campaign that nobody asks about any more goes by itself. */
const KEPT_SECONDS = 90 * 24 * 3600;

const id = z.string().transform(asMessageId);
const stored = z.object({
  after: id.optional(),
  exhausted: z.boolean(),
  again_at: z.number(),
  wait_ms: z.number(),
  given: z.array(z.object({ count: z.number(), at: z.number(), sample: z.array(id) })),
});

/** One item a lane in the table of campaigns; read strongly, since the next tick goes on where the one before ended. */
export class AwsFeedStore implements FeedStore {
  readonly #tables: Tables;
  readonly #clock: Clock;

  constructor(tables: Tables, clock: Clock) {
    this.#tables = tables;
    this.#clock = clock;
  }

  async load(campaignId: string, originId: string): Promise<FeedProgress | undefined> {
    const { dynamo, name } = this.#tables;
    const Key = { pk: pkOf(campaignId), sk: originId };
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: name('campaigns'), Key, ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { after, exhausted, again_at: againAt, wait_ms: waitMs, given } = stored.parse(Item);
    return { after, exhausted, againAt, waitMs, given };
  }

  async save(campaignId: string, originId: string, progress: FeedProgress): Promise<void> {
    const { dynamo, name } = this.#tables;
    const { after, exhausted, againAt, waitMs, given } = progress;
    const Item: PutCommandInput['Item'] = {
      pk: pkOf(campaignId),
      sk: originId,
      after,
      exhausted,
      again_at: againAt,
      wait_ms: waitMs,
      given,
      ttl: Math.ceil(this.#clock.now() / 1000) + KEPT_SECONDS,
    };
    await dynamo.send(new PutCommand({ TableName: name('campaigns'), Item }));
  }

  async forget(campaignId: string): Promise<void> {
    const { dynamo, name } = this.#tables;
    const TableName = name('campaigns');
    const lanes = queryAll(this.#tables, {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pkOf(campaignId) },
      ProjectionExpression: 'pk, sk',
    });
    for await (const page of lanes)
      for (const { pk, sk } of page) await dynamo.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  }
}

function pkOf(campaignId: string): string {
  return `feed#${campaignId}`;
}
