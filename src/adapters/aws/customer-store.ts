import {
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Customer, NewCustomer } from '../../audience/customer.ts';
import type { CustomerStore, UpsertCount } from '../../audience/customer-store.ts';
import { type Random, randomId } from '../../kernel/random.ts';
import { ahead, getAll, inParallel, type Item, orFound, type Tables } from './dynamodb.ts';
import {
  BUCKETS,
  customerKey,
  customerOf,
  formatCustomer,
  itemKey,
  merged,
  parseCustomer,
} from './stored-customer.ts';

/** Writes under way at once. */
const WRITES = 64;
/** Partitions whose first page is asked for before its turn: at most so many MB wait. */
const AHEAD = 16;

/** Beside the workspace's identity: the table of customers holds nothing but customers. */
const REVISION = { pk: 'workspace', sk: 'customers' };
const revised = z.object({ by: z.string().default('') });

type Page = Pick<QueryCommandOutput, 'Items' | 'Count' | 'LastEvaluatedKey'>;

/**
 * Customers on DynamoDB, one item each. A write is a compare-and-set on the token of the write before it, so importers that work at once lose
 * nothing; a row that says nothing new is not written. A million new customers of up to 1 KB cost a million write units and half a million
 * read units ($0.69); reading them all in order costs a read unit for each 8 KB, about 40,000 ($0.005), and counting them the same.
 * A put costs 0.4 ms of CPU, so one importer writes about 2,500/s; a new table on demand takes 4,000/s (aws-facts 5.1).
 */
export class AwsCustomerStore implements CustomerStore {
  readonly #tables: Tables;
  readonly #secret: string;
  readonly #random: Random;

  /** `secret`: the workspace's, which keys are made with. */
  constructor(tables: Tables, secret: string, random: Random) {
    this.#tables = tables;
    this.#secret = secret;
    this.#random = random;
  }

  async upsert(customers: readonly NewCustomer[]): Promise<UpsertCount> {
    const rows = new Map<string, NewCustomer>();
    for (const row of customers) {
      const key = customerKey(this.#secret, row.id);
      rows.set(key, merged(rows.get(key), row));
    }
    // What is read late is met by the condition of the write.
    const known = new Map(
      (await this.#get([...rows.keys()], false)).map((item) => [item['customer_key'], item]),
    );
    const by = randomId(this.#random, 12);
    const added = await inParallel(
      [...rows],
      ([key, row]) => this.#write(key, row, known.get(key), by),
      WRITES,
    );
    const news = added.filter(Boolean).length;
    if (customers.length > 0) await this.#revise(by);
    return { added: news, updated: customers.length - news };
  }

  async *stream(batchSize: number): AsyncIterable<readonly Customer[]> {
    let batch: Customer[] = [];
    for await (const { Items: items = [] } of this.#pages('ALL_ATTRIBUTES')) {
      for (const item of items) {
        batch.push(customerOf(item));
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  async find(id: string): Promise<Customer | undefined> {
    const { dynamo, name } = this.#tables;
    const Key = itemKey(customerKey(this.#secret, id));
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: name('customers'), Key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : customerOf(Item);
  }

  async findByKeys(keys: readonly string[]): Promise<readonly Customer[]> {
    const found = (await this.#get(keys, false)).map(customerOf);
    const byKey = new Map(found.map((customer) => [customer.key, customer]));
    return keys.flatMap((key) => byKey.get(key) ?? []);
  }

  async findByIds(ids: readonly string[]): Promise<readonly Customer[]> {
    return this.findByKeys(ids.map((id) => customerKey(this.#secret, id)));
  }

  async revision(): Promise<string> {
    const { dynamo, name } = this.#tables;
    const get = new GetCommand({ TableName: name('campaigns'), Key: REVISION, ConsistentRead: true });
    return revised.parse((await dynamo.send(get)).Item ?? {}).by;
  }

  /** After the customers, so that a copy that was taken between the two is taken again. */
  async #revise(by: string): Promise<void> {
    const { dynamo, name } = this.#tables;
    await dynamo.send(new PutCommand({ TableName: name('campaigns'), Item: { ...REVISION, by } }));
  }

  async count(): Promise<number> {
    let count = 0;
    for await (const page of this.#pages('COUNT')) count += page.Count ?? 0;
    return count;
  }

  #get(keys: readonly string[], consistent: boolean): Promise<readonly Item[]> {
    const known = keys.map(itemKey).filter((key) => key !== undefined);
    return getAll(this.#tables, 'customers', known, consistent);
  }

  /** Writes what a row says; `true`: the customer is new. */
  async #write(key: string, row: NewCustomer, known: Item | undefined, by: string): Promise<boolean> {
    for (let before = known; ; ) {
      const seen = before === undefined ? undefined : parseCustomer(before);
      const item = formatCustomer(key, merged(seen?.customer, row), by);
      if (before !== undefined && item['customer'] === before['customer']) return false;
      const condition =
        seen === undefined
          ? { ConditionExpression: 'attribute_not_exists(customer_key)' }
          : {
              ConditionExpression: '#by = :seen',
              ExpressionAttributeNames: { '#by': 'by' },
              ExpressionAttributeValues: { ':seen': seen.by },
            };
      const put = new PutCommand({
        TableName: this.#tables.name('customers'),
        Item: item,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      });
      const written = await orFound(this.#tables.dynamo.send(put));
      // Its own token: the write took effect, and its first answer was lost.
      if (written.ok || written.found?.['by'] === by) return seen === undefined;
      before = written.found;
    }
  }

  /** Every item in order of key: by one request where all fit into its 1 MB, else partition by partition. */
  async *#pages(select: 'ALL_ATTRIBUTES' | 'COUNT'): AsyncIterable<Page> {
    const { dynamo, name } = this.#tables;
    const TableName = name('customers');
    const first = await dynamo.send(new ScanCommand({ TableName, Select: select }));
    if (first.LastEvaluatedKey === undefined) {
      yield { ...first, Items: first.Items?.toSorted(byKey) };
      return;
    }
    const query = (bucket: string, from?: Page['LastEvaluatedKey']): Promise<Page> => {
      const KeyConditionExpression = '#bucket = :bucket';
      const ExpressionAttributeNames = { '#bucket': 'bucket' };
      const ExpressionAttributeValues = { ':bucket': bucket };
      return dynamo.send(
        new QueryCommand({
          TableName,
          Select: select,
          KeyConditionExpression,
          ExpressionAttributeNames,
          ExpressionAttributeValues,
          ExclusiveStartKey: from,
        }),
      );
    };
    for await (const { item: bucket, result } of ahead(BUCKETS, (each) => query(each), AHEAD)) {
      let page = result;
      yield page;
      while (page.LastEvaluatedKey !== undefined) {
        page = await query(bucket, page.LastEvaluatedKey);
        yield page;
      }
    }
  }
}

function byKey(a: Item, b: Item): number {
  return String(a['customer_key']) < String(b['customer_key']) ? -1 : 1;
}
