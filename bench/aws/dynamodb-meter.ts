import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { z } from 'zod';
import { type Deployment, resourceName } from '../../src/adapters/aws/deployment.ts';
import type { WatchedRequest } from '../../src/adapters/aws/request-watch.ts';
import { type TableName, TABLES } from '../../src/adapters/aws/tables.ts';
import { itemSize, readUnits } from './item-size.ts';
import { ShadowTable, type WriteCost } from './shadow-table.ts';
import type { UsageBook } from './usage.ts';

/** An item as it goes out. */
const item = z.record(z.string(), z.custom<AttributeValue>()).transform((typed) => unmarshall(typed));
const plain = z.record(z.string(), z.unknown());
const oneItem = z.object({ TableName: z.string(), Item: item });
const oneKey = z.object({ TableName: z.string(), Key: item, ConsistentRead: z.boolean().default(false) });
const got = z.object({ Item: plain.optional() });
const update = oneKey.extend({ ExpressionAttributeValues: item.default({}) });
const updated = z.object({ Attributes: plain.optional() });
const batchWrite = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.object({
        PutRequest: z.object({ Item: item }).optional(),
        DeleteRequest: z.object({ Key: item }).optional(),
      }),
    ),
  ),
});
const batchGet = z.object({
  RequestItems: z.record(
    z.string(),
    z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) }),
  ),
});
const batchGot = z.object({ Responses: z.record(z.string(), z.array(plain)).default({}) });
const search = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().default(false),
});
const searched = z.object({ Items: z.array(plain).default([]), ScannedCount: z.number().default(0) });

/** Computes what requests to the tables of one deployment cost. It has to see every write from the first on. */
export class DynamoMeter {
  readonly #book: UsageBook;
  readonly #tables: ReadonlyMap<string, { readonly name: TableName; readonly shadow: ShadowTable }>;

  constructor(deployment: Pick<Deployment, 'project' | 'environment'>, book: UsageBook) {
    this.#book = book;
    const names = Object.keys(TABLES).filter((name): name is TableName => name in TABLES);
    this.#tables = new Map(
      names.map((name) => [resourceName(deployment, name), { name, shadow: new ShadowTable(name) }]),
    );
  }

  /** @throws for an operation whose cost nobody has worked out. */
  note(by: string, { operation, input, output, error }: WatchedRequest): void {
    const refused = error !== undefined;
    // What never came to a table, or was throttled there, is not paid for.
    if (refused && !(error instanceof Error && error.name === 'ConditionalCheckFailedException')) return;
    switch (operation) {
      case 'PutItem': {
        const { TableName, Item } = oneItem.parse(input);
        const { shadow } = this.#table(TableName);
        return this.#wrote(by, TableName, refused ? shadow.refused(Item) : shadow.put(Item));
      }
      case 'DeleteItem': {
        const { TableName, Key } = oneKey.parse(input);
        const { shadow } = this.#table(TableName);
        return this.#wrote(by, TableName, refused ? shadow.refused(Key) : shadow.remove(Key));
      }
      case 'UpdateItem':
        return this.#update(by, input, output, refused);
      case 'BatchWriteItem':
        return this.#batchWrite(by, input);
      case 'GetItem': {
        const { TableName, ConsistentRead } = oneKey.parse(input);
        const found = got.parse(output).Item;
        return this.#read(by, TableName, found === undefined ? 0 : itemSize(found), ConsistentRead);
      }
      case 'BatchGetItem':
        return this.#batchGet(by, input, output);
      case 'Query':
      case 'Scan':
        return this.#search(by, input, output);
      default:
        throw new Error(`Nobody has worked out what ${operation} of DynamoDB costs.`);
    }
  }

  /**
   * Where the answer does not give the new item, what was set is added to the old one: too much rather than too little. Entries in indexes
   * are taken to stay where they are, unless the answer says otherwise.
   */
  #update(by: string, input: unknown, output: unknown, refused: boolean): void {
    const { TableName, Key, ExpressionAttributeValues } = update.parse(input);
    const { shadow } = this.#table(TableName);
    if (refused) return this.#wrote(by, TableName, shadow.refused(Key));
    const { Attributes } = updated.parse(output ?? {});
    const after = { ...shadow.find(Key), ...ExpressionAttributeValues, ...Attributes, ...Key };
    this.#wrote(by, TableName, shadow.put(after));
  }

  #batchWrite(by: string, input: unknown): void {
    for (const [table, requests] of Object.entries(batchWrite.parse(input).RequestItems)) {
      const { shadow } = this.#table(table);
      for (const { PutRequest, DeleteRequest } of requests) {
        if (PutRequest !== undefined) this.#wrote(by, table, shadow.put(PutRequest.Item));
        if (DeleteRequest !== undefined) this.#wrote(by, table, shadow.remove(DeleteRequest.Key));
      }
    }
  }

  /** Each item is rounded up by itself; a key without one costs as a small one. */
  #batchGet(by: string, input: unknown, output: unknown): void {
    const { Responses } = batchGot.parse(output);
    for (const [table, { Keys, ConsistentRead }] of Object.entries(batchGet.parse(input).RequestItems)) {
      const found = Responses[table] ?? [];
      for (const each of found) this.#read(by, table, itemSize(each), ConsistentRead);
      for (let missing = Keys.length - found.length; missing > 0; missing--)
        this.#read(by, table, 0, ConsistentRead);
    }
  }

  /** What was looked at counts, added up, and not what was given back: a filter or a count costs as much. */
  #search(by: string, input: unknown, output: unknown): void {
    const { TableName, IndexName, ConsistentRead } = search.parse(input);
    const { Items, ScannedCount } = searched.parse(output);
    const given = Items.reduce((sum, each) => sum + itemSize(each), 0);
    const passed = Math.max(0, ScannedCount - Items.length) * this.#table(TableName).shadow.averageSize;
    this.#read(by, TableName, given + passed, ConsistentRead, IndexName);
  }

  #wrote(by: string, table: string, cost: WriteCost): void {
    const { name } = this.#table(table);
    const measure = 'dynamodb_write_units';
    this.#book.add({ by, of: name, measure, amount: cost.table });
    for (const [index, amount] of Object.entries(cost.indexes))
      this.#book.add({ by, of: `${name}/${index}`, measure, amount });
  }

  #read(by: string, table: string, bytes: number, consistent: boolean, index?: string): void {
    const { name } = this.#table(table);
    const of = index === undefined ? name : `${name}/${index}`;
    this.#book.add({ by, of, measure: 'dynamodb_read_units', amount: readUnits(bytes, consistent) });
  }

  #table(fullName: string) {
    const table = this.#tables.get(fullName);
    if (table === undefined) throw new Error(`${fullName} is no table of this deployment.`);
    return table;
  }
}
