import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { keyOf } from './carrier-items.ts';
import { queryAll, type Tables } from './dynamodb.ts';
import { ATTENTION_SHARDS } from './tracking-item.ts';

/** An item that somebody has to look at. */
export interface Entry {
  readonly key: string;
  readonly at: string;
}

/** Bounds of `attention_at`, both left out of or in the answer as they say. */
export interface Between {
  readonly after?: string | undefined;
  readonly upTo?: string;
}

/** Entries that one shard is asked for at a time. */
const PAGE = 100;

/** Above every time and every id, as a space is below. */
const END = '~';

/**
 * Entries of attention-index in order, from all shards. The index lags by up to a second or so: who acts on an entry looks at the item
 * again. Each step reads a page of each shard that has run dry: 16 queries, 8 read units, where there is little.
 */
export async function* entriesOf(
  tables: Tables,
  partition: (shard: number) => string,
  { after = '', upTo = END }: Between = {},
  pageSize = PAGE,
): AsyncGenerator<Entry, void, undefined> {
  const shards = Array.from({ length: ATTENTION_SHARDS }, (_, shard) =>
    entries(tables, queryOf(tables, partition(shard), after, upTo, pageSize)),
  );
  const heads = await Promise.all(shards.map(async (shard) => ({ shard, head: await shard.next() })));
  for (;;) {
    let first: { entry: Entry; place: (typeof heads)[number] } | undefined;
    for (const place of heads) {
      if (place.head.done === true) continue;
      const entry = place.head.value;
      if (first === undefined || isBefore(entry, first.entry)) first = { entry, place };
    }
    if (first === undefined) return;
    yield first.entry;
    first.place.head = await first.place.shard.next();
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}

function queryOf(
  tables: Tables,
  partition: string,
  after: string,
  upTo: string,
  pageSize: number,
): QueryCommandInput {
  return {
    TableName: tables.name('delivery-tracking'),
    IndexName: 'attention-index',
    KeyConditionExpression: 'attention = :partition AND attention_at BETWEEN :from AND :to',
    // The least key after one is that key and a space.
    ExpressionAttributeValues: {
      ':partition': partition,
      ':from': `${after} `,
      ':to': upTo,
    },
    Limit: pageSize,
  };
}

const stored = z.object({ attention_at: z.string() });

async function* entries(tables: Tables, query: QueryCommandInput): AsyncGenerator<Entry, void, undefined> {
  for await (const page of queryAll(tables, query)) {
    for (const item of page) yield { key: keyOf(item), at: stored.parse(item).attention_at };
  }
}
