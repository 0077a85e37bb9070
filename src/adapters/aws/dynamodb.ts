import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { storeClientConfig } from '../../channels/aws/client-config.ts';
import { type Deployment, resourceName } from './deployment.ts';
import { watchRequests } from './request-watch.ts';
import type { TableName } from './tables.ts';

/** An item as it is stored; whoever reads it parses it. */
export type Item = Readonly<Record<string, unknown>>;

/** The tables of one deployed engine. */
export interface Tables {
  readonly dynamo: DynamoDBDocumentClient;
  /** The full name of a table. */
  name(table: TableName): string;
}

/** Connects to the tables; nothing is called before it is needed. */
export function openTables(deployment: Deployment): Tables {
  const client = watchRequests(new DynamoDBClient(storeClientConfig(deployment.access)), deployment.watch);
  return {
    dynamo: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: (table) => resourceName(deployment, table),
  };
}

/** What a conditional write met: written, or the item that was there instead (`undefined`: none). */
export type Written = { readonly ok: true } | { readonly ok: false; readonly found: Item | undefined };

/**
 * Waits for a conditional write that asks for `ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`. The SDK repeats a write whose answer was
 * lost, so `found` may be what this very call wrote: whoever writes puts a token in and looks for it (reliability.md, finding 8).
 */
export async function orFound(write: Promise<unknown>): Promise<Written> {
  try {
    await write;
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { ok: false, found: error.Item === undefined ? undefined : unmarshall(error.Item) };
  }
}

/** DynamoDB's own bounds (aws-facts 5.2). */
const GET_BATCH = 100;
const WRITE_BATCH = 25;
/** Requests of one batch call under way at once. */
const AT_ONCE = 8;

/** Items by their keys, unknown ones left out, in no promised order; keys may repeat. `consistent`: costs twice. */
export async function getAll(
  { dynamo, name }: Tables,
  table: TableName,
  keys: readonly Item[],
  consistent: boolean,
): Promise<readonly Item[]> {
  const once = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const found = await inParallel(pagesOf(once, GET_BATCH), async (page) => {
    const items: Item[] = [];
    for (let wanted = page; wanted.length > 0; ) {
      const request = { [name(table)]: { Keys: [...wanted], ConsistentRead: consistent } };
      const answer = await dynamo.send(new BatchGetCommand({ RequestItems: request }));
      items.push(...(answer.Responses?.[name(table)] ?? []));
      wanted = answer.UnprocessedKeys?.[name(table)]?.Keys ?? [];
    }
    return items;
  });
  return found.flat();
}

/** Puts items and removes keys, without conditions: for what may be written again. */
export async function writeAll(
  { dynamo, name }: Tables,
  table: TableName,
  { put = [], remove = [] }: { readonly put?: readonly Item[]; readonly remove?: readonly Item[] },
): Promise<void> {
  type Requests = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>;
  const requests: Requests = [
    ...put.map((Item) => ({ PutRequest: { Item } })),
    ...remove.map((Key) => ({ DeleteRequest: { Key } })),
  ];
  await inParallel(pagesOf(requests, WRITE_BATCH), async (page) => {
    for (let wanted: Requests = [...page]; wanted.length > 0; ) {
      const answer = await dynamo.send(new BatchWriteCommand({ RequestItems: { [name(table)]: wanted } }));
      wanted = answer.UnprocessedItems?.[name(table)] ?? [];
    }
  });
}

/** Every page of a query. */
export async function* queryAll(
  { dynamo }: Tables,
  query: QueryCommandInput,
): AsyncIterable<readonly Item[]> {
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const answer = await dynamo.send(new QueryCommand({ ...query, ExclusiveStartKey: from }));
    yield answer.Items ?? [];
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
}

export function pagesOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const pages: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) pages.push(list.slice(at, at + size));
  return pages;
}

/** Does the work for each, `AT_ONCE` at a time, and answers in their order. */
export async function inParallel<T, R>(
  list: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const page of pagesOf(list, atOnce)) results.push(...(await Promise.all(page.map(work))));
  return results;
}

/** Does the work for each in their order, `atOnce` of them ahead of whoever takes the results. */
export async function* ahead<T, R>(
  list: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce: number,
): AsyncIterable<{ readonly item: T; readonly result: R }> {
  const begun: { readonly item: T; readonly result: Promise<R> }[] = [];
  const begin = (item: T) => {
    const result = work(item);
    // Who stops taking does not wait for the rest: a failure there is nobody's.
    result.catch(() => undefined);
    begun.push({ item, result });
  };
  for (const item of list.slice(0, atOnce)) begin(item);
  for (let next = atOnce, first = begun.shift(); first !== undefined; first = begun.shift(), next++) {
    const result = await first.result;
    for (const item of list.slice(next, next + 1)) begin(item);
    yield { item: first.item, result };
  }
}
