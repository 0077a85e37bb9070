import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { OptOutNews, OptOutQueue, WaitingOptOut } from '../../consent/opt-out-queue.ts';
import { getAll, inParallel, orFound, type Tables } from './dynamodb.ts';

const TABLE = 'consent';
const PREFIX = 'optout#';
/** The partition of due-index that all of them stand in: the carrier learns ten a second, so few are written. */
const DUE = 'optout';
const AT_ONCE = 32;

/** Where the news of a number (E.164) stands. */
export function optOutKey(number: string): string {
  return `${PREFIX}${number}`;
}

const stored = z.object({ consent_key: z.string(), out: z.boolean(), tries: z.number() });

/** One item a number, removed when the carrier knows. What is due is read from the index, which follows within a second. */
export class AwsOptOutQueue implements OptOutQueue {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async add(news: readonly OptOutNews[], now: number): Promise<void> {
    const newest = new Map(news.map((each) => [each.number, each]));
    await inParallel([...newest.values()], (each) => this.#addOne(each, now), AT_ONCE);
  }

  async due(now: number, limit: number): Promise<readonly WaitingOptOut[]> {
    const { Items = [] } = await this.#tables.dynamo.send(
      new QueryCommand({
        TableName: this.#tables.name(TABLE),
        IndexName: 'due-index',
        KeyConditionExpression: 'due = :due AND due_at <= :now',
        ExpressionAttributeValues: { ':due': DUE, ':now': now },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { consent_key, out, tries } = stored.parse(item);
      return { number: consent_key.slice(PREFIX.length), out, tries };
    });
  }

  async done({ number, out }: OptOutNews): Promise<void> {
    const remove = new DeleteCommand({
      ...this.#sameNews(number),
      ExpressionAttributeValues: { ':out': out },
    });
    await orFound(this.#tables.dynamo.send(remove));
  }

  /** A write that is repeated because its answer was lost counts a try more: the next wait is longer, and that is all. */
  async putOff({ number, out }: OptOutNews, dueAt: number): Promise<void> {
    const update = new UpdateCommand({
      ...this.#sameNews(number),
      UpdateExpression: 'SET due_at = :at ADD tries :one',
      ExpressionAttributeValues: { ':out': out, ':at': dueAt, ':one': 1 },
    });
    await orFound(this.#tables.dynamo.send(update));
  }

  async waiting(numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const keys = numbers.map((number) => ({ consent_key: optOutKey(number) }));
    const items = await getAll(this.#tables, TABLE, keys, true);
    return new Set(items.map((item) => stored.parse(item).consent_key.slice(PREFIX.length)));
  }

  async count(): Promise<number> {
    let count = 0;
    let from: Record<string, unknown> | undefined;
    do {
      const answer = await this.#tables.dynamo.send(
        new QueryCommand({
          TableName: this.#tables.name(TABLE),
          IndexName: 'due-index',
          KeyConditionExpression: 'due = :due',
          ExpressionAttributeValues: { ':due': DUE },
          Select: 'COUNT',
          ExclusiveStartKey: from,
        }),
      );
      count += answer.Count ?? 0;
      from = answer.LastEvaluatedKey;
    } while (from !== undefined);
    return count;
  }

  /** Repeated late, it does not replace what was said after it. */
  async #addOne({ number, out }: OptOutNews, now: number): Promise<void> {
    const put = new PutCommand({
      TableName: this.#tables.name(TABLE),
      Item: { consent_key: optOutKey(number), due: DUE, due_at: now, out, tries: 0, said_at: now },
      ConditionExpression: 'attribute_not_exists(said_at) OR said_at <= :now',
      ExpressionAttributeValues: { ':now': now },
    });
    await orFound(this.#tables.dynamo.send(put));
  }

  #sameNews(number: string) {
    return {
      TableName: this.#tables.name(TABLE),
      Key: { consent_key: optOutKey(number) },
      ConditionExpression: '#out = :out',
      ExpressionAttributeNames: { '#out': 'out' },
    };
  }
}
