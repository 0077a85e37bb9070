import { hash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { KEPT_KINDS } from '../../delivery/formats/reading.ts';
import type { UnreadCount, UnreadEvent, UnreadEventStore } from '../../delivery/unread-event-store.ts';
import type { Clock } from '../../kernel/clock.ts';
import { hash32, type Random, randomId } from '../../kernel/random.ts';
import { getAll, inParallel, type Item, orFound, queryAll, type Tables, writeAll } from './dynamodb.ts';
import { type Bucket, getObject, putIfAbsent, removeObjects } from './s3.ts';

/*
 * A text lies in the bucket under its hash, since it may be larger than an item; beside it an item says what it is, so that they are counted,
 * listed and forgotten without being read. The item is written last: a text without one is put again, or ends with its month.
 */

const TABLE = 'campaigns';
/** A carrier that changes its format makes every event unread: the items are spread over so many partitions. */
const UNREAD_SHARDS = 16;
const KEPT_DAYS = 30;
const DAY_SECONDS = 24 * 3_600;
const TOKEN_LENGTH = 12;

const described = z.object({
  sk: z.string(),
  kind: z.enum(KEPT_KINDS),
  reason: z.string(),
  source: z.string(),
  at: z.number(),
  kept: z.number(),
});

type Described = z.infer<typeof described>;

/** Where the item of a text stands. */
export function unreadKey(textHash: string): { readonly pk: string; readonly sk: string } {
  return { pk: unreadPartition(hash32(textHash) % UNREAD_SHARDS), sk: textHash };
}

function unreadPartition(shard: number): string {
  return `unread#${shard}`;
}

function objectKey(textHash: string): string {
  return `unread/${textHash}.txt`;
}

export class AwsUnreadEventStore implements UnreadEventStore {
  readonly #tables: Tables;
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #random: Random;
  /** Tells what came later, also within a millisecond: 1,000 numbers each. */
  #kept = 0;

  constructor(tables: Tables, bucket: Bucket, clock: Clock, random: Random) {
    this.#tables = tables;
    this.#bucket = bucket;
    this.#clock = clock;
    this.#random = random;
  }

  async keep(events: readonly UnreadEvent[]): Promise<number> {
    const first = new Map<string, UnreadEvent>();
    for (const event of events) {
      const textHash = hash('sha256', event.raw, 'base64url');
      if (!first.has(textHash)) first.set(textHash, event);
    }
    const keys = [...first.keys()].map(unreadKey);
    const known = new Set((await getAll(this.#tables, TABLE, keys, true)).map(({ sk }) => sk));
    const unknown = [...first]
      .filter(([textHash]) => !known.has(textHash))
      .map(([textHash, event]) => ({ textHash, event, kept: this.#nextKept() }));
    const added = await inParallel(unknown, async ({ textHash, event, kept }) => {
      await putIfAbsent(this.#bucket, objectKey(textHash), Buffer.from(event.raw));
      return this.#describe(textHash, event, kept);
    });
    return added.filter(Boolean).length;
  }

  async count(): Promise<readonly UnreadCount[]> {
    const counts = new Map<string, UnreadCount>();
    for (const { kind, reason } of await this.#all()) {
      const name = `${kind} ${reason}`;
      counts.set(name, { kind, reason, count: (counts.get(name)?.count ?? 0) + 1 });
    }
    return [...counts]
      .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
      .map(([, each]) => each);
  }

  async list(limit: number): Promise<readonly UnreadEvent[]> {
    const newest = (await this.#all()).toSorted((a, b) => b.kept - a.kept).slice(0, limit);
    const texts = await inParallel(newest, ({ sk }) => getObject(this.#bucket, objectKey(sk)));
    return newest.flatMap(({ kind, reason, source, at }, i) => {
      const text = texts[i];
      // Forgotten half-way: its text is gone, its item is next.
      return text === undefined ? [] : [{ kind, reason, source, at, raw: Buffer.from(text).toString() }];
    });
  }

  /** Texts go first, since they hold what has to be forgotten. */
  async forget(before: number): Promise<number> {
    const old = (await this.#all()).filter(({ at }) => at < before).map(({ sk }) => sk);
    await removeObjects(this.#bucket, old.map(objectKey));
    await writeAll(this.#tables, TABLE, { remove: old.map(unreadKey) });
    return old.length;
  }

  /** `false`: somebody else kept the same text meanwhile. */
  async #describe(
    textHash: string,
    { kind, reason, source, at }: UnreadEvent,
    kept: number,
  ): Promise<boolean> {
    const by = randomId(this.#random, TOKEN_LENGTH);
    const ttl = Math.ceil(at / 1000) + KEPT_DAYS * DAY_SECONDS;
    const put = new PutCommand({
      TableName: this.#tables.name(TABLE),
      Item: { ...unreadKey(textHash), kind, reason, source, at, kept, by, ttl },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(put));
    return written.ok || written.found?.['by'] === by;
  }

  async #all(): Promise<readonly Described[]> {
    const pages = await inParallel(
      [...Array(UNREAD_SHARDS).keys()],
      (shard) => this.#shard(shard),
      UNREAD_SHARDS,
    );
    return pages.flat().map((item) => described.parse(item));
  }

  async #shard(shard: number): Promise<readonly Item[]> {
    const items: Item[] = [];
    const query = {
      TableName: this.#tables.name(TABLE),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': unreadPartition(shard) },
      ConsistentRead: true,
    };
    for await (const page of queryAll(this.#tables, query)) items.push(...page);
    return items;
  }

  #nextKept(): number {
    this.#kept = Math.max(this.#clock.now() * 1_000, this.#kept + 1);
    return this.#kept;
  }
}
