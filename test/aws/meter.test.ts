import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { itemSize, readUnits, writeUnits } from '../../bench/aws/item-size.ts';
import { RequestMeter } from '../../bench/aws/request-meter.ts';
import type { WatchedRequest } from '../../src/adapters/aws/request-watch.ts';

const DEPLOYMENT = { project: 'p', environment: 'e' };
const TRACKING = 'p-delivery-tracking-e';

function metered(...requests: readonly Partial<WatchedRequest>[]) {
  const meter = new RequestMeter(DEPLOYMENT);
  const watch = meter.by('dispatcher');
  for (const request of requests)
    watch({ service: 'DynamoDB', operation: '', input: {}, output: {}, ...request });
  return Object.fromEntries(meter.book.entries().map(({ of, amount }) => [of, amount]));
}

const put = (Item: Record<string, unknown>, TableName = TRACKING): Partial<WatchedRequest> => ({
  operation: 'PutItem',
  input: { TableName, Item: marshall(Item) },
});
const refused = (request: Partial<WatchedRequest>): Partial<WatchedRequest> => ({
  ...request,
  error: Object.assign(new Error('no'), { name: 'ConditionalCheckFailedException' }),
});

describe('the size of an item', () => {
  test('is its names and values', () => {
    expect(itemSize({ name: 'Zoë' })).toBe(4 + 4);
    expect(itemSize({ n: 0 })).toBe(1 + 1);
    expect(itemSize({ n: 1_700_000_000_000 })).toBe(1 + 2);
    expect(itemSize({ n: 1_700_000_000_123 })).toBe(1 + 8);
    expect(itemSize({ n: -0.05 })).toBe(1 + 3);
    expect(itemSize({ a: true, b: null })).toBe(2 + 2);
    expect(itemSize({ l: ['ab', 1] })).toBe(1 + 3 + 2 + 2 + 2);
    expect(itemSize({ m: { k: 'v' } })).toBe(1 + 3 + 1 + 2);
    expect(itemSize({ s: new Set(['a', 'bc']) })).toBe(1 + 3);
    expect(itemSize({ b: new Uint8Array(5) })).toBe(1 + 5);
  });

  test('costs begun units, one at least, half for an older state', () => {
    expect([0, 1024, 1025].map(writeUnits)).toEqual([1, 1, 2]);
    expect([0, 4096, 4097].map((bytes) => readUnits(bytes, true))).toEqual([1, 1, 2]);
    expect(readUnits(5_000, false)).toBe(1);
  });
});

describe('a write', () => {
  test('costs by the larger of the item before and after it', () => {
    const large = { message_id: 'm', text: 'x'.repeat(2_000) };
    expect(metered(put(large))).toEqual({ 'delivery-tracking': 2 });
    expect(metered(put(large), put({ message_id: 'm' }))).toEqual({ 'delivery-tracking': 4 });
    const remove = {
      operation: 'DeleteItem',
      input: { TableName: TRACKING, Key: marshall({ message_id: 'm' }) },
    };
    expect(metered(put(large), remove)).toEqual({ 'delivery-tracking': 4 });
  });

  test('costs in an index when its entry comes, moves or goes', () => {
    const entry = (customer_id: string, more = {}) =>
      put({ message_id: 'm', customer_id, timestamp: 1, ...more });
    const index = 'delivery-tracking/customer-index';
    expect(metered(entry('a'))[index]).toBe(1);
    expect(metered(entry('a'), entry('a', { status: 'sent' }))[index]).toBe(1);
    expect(metered(entry('a'), entry('b'))[index]).toBe(3);
    expect(metered(entry('a'), put({ message_id: 'm' }))[index]).toBe(2);
    expect(metered(put({ message_id: 'm', customer_id: 'a' }))[index]).toBeUndefined();
  });

  test('costs in an index of whole items whenever they change', () => {
    const campaign = (name: string) =>
      put({ pk: 'campaign', sk: 'c', state: 'running', created: 1, name }, 'p-campaigns-e');
    expect(metered(campaign('a'), campaign('a'), campaign('b'))).toEqual({
      campaigns: 3,
      'campaigns/state-index': 2,
    });
  });

  test('costs when its condition fails, by what is there, and changes nothing', () => {
    const large = put({ message_id: 'm', text: 'x'.repeat(2_000) });
    expect(metered(large, refused(put({ message_id: 'm', customer_id: 'a', timestamp: 1 })))).toEqual({
      'delivery-tracking': 4,
    });
    expect(metered(refused(put({ message_id: 'n' })))).toEqual({ 'delivery-tracking': 1 });
  });

  test('that never came to the table costs nothing', () => {
    expect(metered({ ...put({ message_id: 'm' }), error: new Error('ECONNRESET') })).toEqual({});
  });

  test('of several items costs for each', () => {
    const RequestItems = {
      'p-customers-e': [1, 2].map((n) => ({
        PutRequest: { Item: marshall({ bucket: 'b', customer_key: `${n}` }) },
      })),
    };
    expect(metered({ operation: 'BatchWriteItem', input: { RequestItems } })).toEqual({ customers: 2 });
  });
});

describe('a read', () => {
  const get = (Item: unknown, ConsistentRead: boolean): Partial<WatchedRequest> => ({
    operation: 'GetItem',
    input: { TableName: TRACKING, Key: marshall({ message_id: 'm' }), ConsistentRead },
    output: { Item },
  });

  test('of one item costs by its size, and for nothing as for a small one', () => {
    expect(metered(get({ message_id: 'm' }, false))).toEqual({ 'delivery-tracking': 0.5 });
    expect(metered(get({ text: 'x'.repeat(5_000) }, true))).toEqual({ 'delivery-tracking': 2 });
    expect(metered(get(undefined, true))).toEqual({ 'delivery-tracking': 1 });
  });

  test('of several items costs for each, found or not', () => {
    const Keys = ['m', 'n', 'o'].map((message_id) => marshall({ message_id }));
    expect(
      metered({
        operation: 'BatchGetItem',
        input: { RequestItems: { [TRACKING]: { Keys } } },
        output: { Responses: { [TRACKING]: [{ message_id: 'm' }] } },
      }),
    ).toEqual({ 'delivery-tracking': 1.5 });
  });

  test('of a query costs for all of it at once, filtered or not', () => {
    const query = (output: object): Partial<WatchedRequest> => ({
      operation: 'Query',
      input: { TableName: TRACKING, IndexName: 'attention-index' },
      output,
    });
    const index = 'delivery-tracking/attention-index';
    const Items = Array.from({ length: 50 }, () => ({ text: 'x'.repeat(100) }));
    expect(metered(query({ Items, ScannedCount: 50 }))[index]).toBe(1);
    expect(metered(query({ Items: [], ScannedCount: 0 }))[index]).toBe(0.5);
    const stored = Array.from({ length: 20 }, (_, n) => put({ message_id: `${n}`, text: 'x'.repeat(900) }));
    expect(metered(...stored, query({ Items: [], ScannedCount: 20 }))[index]).toBe(2.5);
  });
});

describe('requests to queues and buckets', () => {
  const QueueUrl = 'http://localhost/1/p-work-e';
  const sqs = (operation: string, input: object, output: object = {}): Partial<WatchedRequest> => ({
    service: 'SQS',
    operation,
    input: { QueueUrl, ...input },
    output,
  });

  test('count by 64 KB, and apart where they carry a message group', () => {
    const Entries = [{ MessageBody: 'x'.repeat(40_000), MessageGroupId: 'lane' }];
    const meter = new RequestMeter(DEPLOYMENT);
    const watch = meter.by('tick');
    const note = (request: Partial<WatchedRequest>) =>
      watch({ service: 'SQS', operation: '', input: {}, ...request });
    note(sqs('SendMessageBatch', { Entries: [...Entries, ...Entries] }));
    note(sqs('SendMessage', { MessageBody: 'x' }));
    note(sqs('ReceiveMessage', {}, { Messages: [{ Body: 'x'.repeat(70_000) }] }));
    note(sqs('DeleteMessageBatch', { Entries: [{ Id: '1', ReceiptHandle: 'r' }] }));
    expect(meter.book.sum({ measure: 'sqs_requests', of: 'p-work-e' })).toBe(2 + 1 + 2 + 1);
    expect(meter.book.sum({ measure: 'sqs_fair_requests' })).toBe(2);
  });

  test('puts and lists cost more than gets, and removing nothing', () => {
    const meter = new RequestMeter(DEPLOYMENT);
    for (const operation of ['PutObject', 'ListObjectsV2', 'GetObject', 'HeadObject', 'DeleteObjects'])
      meter.by('tick')({ service: 'S3', operation, input: {} });
    expect(meter.book.sum({ measure: 's3_put_requests' })).toBe(2);
    expect(meter.book.sum({ measure: 's3_get_requests' })).toBe(2);
  });

  test('of a service without a price are not overlooked', () => {
    const watch = new RequestMeter(DEPLOYMENT).by('tick');
    expect(() => watch({ service: 'Kinesis', operation: 'PutRecord', input: {} })).toThrow('Kinesis');
    expect(() => metered({ operation: 'TransactWriteItems' })).toThrow('TransactWriteItems');
  });
});
