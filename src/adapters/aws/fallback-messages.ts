import { z } from 'zod';
import { asMessageId, type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { getAll, inParallel, type Item, queryAll, type Tables } from './dynamodb.ts';
import { parseMessage } from './stored-message.ts';
import { attention, ATTENTION_SHARDS } from './tracking-item.ts';

const fallback = z.object({ message: z.string() });
const link = z.object({ next: z.string() });
const listed = z.object({ message_id: z.string() });

/** Messages of later steps: they stand whole in their own items of delivery-tracking, and each step names the next. */
export class FallbackMessages {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Unknown ids are left out. Read strongly: the task of a fallback follows its item at once. */
  async load(ids: readonly MessageId[]): Promise<readonly Message[]> {
    return (await this.#items(ids)).flatMap(messageOf);
  }

  /** Every step that followed these messages, step by step. */
  async following(ids: readonly MessageId[]): Promise<readonly Message[]> {
    const found: Message[] = [];
    for (let items = await this.#items(ids); items.length > 0; ) {
      items = await this.#items(
        items.flatMap((item) => link.safeParse(item).data?.next ?? []).map(asMessageId),
      );
      found.push(...items.flatMap(messageOf));
    }
    return found;
  }

  /**
   * Ids of a campaign after `after` that are queued and wait for nothing, in order, no first steps; fewer than `limit`: these are all. From an
   * index, which may be late by a moment.
   */
  async queued(campaignId: string, after: string, limit: number): Promise<readonly MessageId[]> {
    const shards = Array.from({ length: ATTENTION_SHARDS }, (_, shard) => shard);
    const found = await inParallel(shards, (shard) => this.#queuedOf(campaignId, shard, after, limit));
    return found.flat().sort().slice(0, limit);
  }

  async #queuedOf(
    campaignId: string,
    shard: number,
    after: string,
    limit: number,
  ): Promise<readonly MessageId[]> {
    const found: MessageId[] = [];
    const pages = queryAll(this.#tables, {
      TableName: this.#tables.name('delivery-tracking'),
      IndexName: 'attention-index',
      KeyConditionExpression: 'attention = :attention AND attention_at > :after',
      ExpressionAttributeValues: { ':attention': attention.queued(campaignId, shard), ':after': after },
    });
    for await (const items of pages) {
      const ids = items.map((item) => listed.parse(item).message_id);
      found.push(...ids.filter((id) => (parseMessageId(id)?.step ?? 1) > 1).map(asMessageId));
      if (found.length >= limit) break;
    }
    return found;
  }

  #items(ids: readonly MessageId[]): Promise<readonly Item[]> {
    const keys = ids.map((id) => ({ message_id: id }));
    return keys.length === 0 ? Promise.resolve([]) : getAll(this.#tables, 'delivery-tracking', keys, true);
  }
}

function messageOf(item: Item): readonly Message[] {
  const { data } = fallback.safeParse(item);
  return data === undefined ? [] : [parseMessage(data.message)];
}
