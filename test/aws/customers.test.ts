import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwsCustomerStore } from '../../src/adapters/aws/customer-store.ts';
import { openTables, type Tables } from '../../src/adapters/aws/dynamodb.ts';
import { BUCKETS, customerKey } from '../../src/adapters/aws/stored-customer.ts';
import type { NewCustomer } from '../../src/audience/customer.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { lostAnswer, watchRequests } from '../support/watch-requests.ts';

const SECRET = 'a secret of the workspace';

function row(i: number, attributes: NewCustomer['attributes'] = {}): NewCustomer {
  return { id: `CUST-${i}`, addresses: { sms: '+12125550100' }, consent: {}, attributes };
}

test('keys are spread evenly over all partitions, and another secret gives others', () => {
  const keys = Array.from({ length: 130_000 }, (_, i) => customerKey(SECRET, `CUST-${i}`));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((key) => /^[0-9a-z]{16}$/.test(key))).toBe(true);
  const bucketSizes = Map.groupBy(keys, (key) => key.slice(0, 2));
  expect([...bucketSizes.keys()].sort()).toEqual(BUCKETS);
  // 100 each on average; 160 are six standard deviations away.
  expect(Math.max(...[...bucketSizes.values()].map((list) => list.length))).toBeLessThan(160);
  expect(customerKey('another secret', 'CUST-1')).not.toBe(customerKey(SECRET, 'CUST-1'));
});

describe.skipIf(!hasMoto)('customers on DynamoDB', () => {
  let moto: Moto;
  let tables: Tables;
  let requests: string[];

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
  beforeEach(async () => {
    tables = openTables(await makeDeployment(moto, { tables: ['customers', 'campaigns'] }));
    requests = [];
    watchRequests(tables.dynamo, (command) => requests.push(command));
  });
  afterEach(() => tables.dynamo.destroy());

  const open = (seed = 1) => new AwsCustomerStore(tables, SECRET, seededRandom(seed));

  test('importers that say different things of one customer are all heard', async () => {
    const counts = await Promise.all(
      Array.from({ length: 8 }, (_, i) => open(i).upsert([row(1, { [`list-${i}`]: i }), row(2)])),
    );
    expect(counts.reduce((sum, { added }) => sum + added, 0)).toBe(2);
    expect(Object.keys((await open().find('CUST-1'))?.attributes ?? {})).toHaveLength(8);
  });

  test('a write whose answer was lost is known again, and counted once', async () => {
    let lost = 0;
    watchRequests(tables.dynamo, (command) => {
      if (command === 'PutItemCommand' && lost++ < 2) throw lostAnswer();
    });
    expect(await open().upsert([row(1), row(2)])).toEqual({ added: 2, updated: 0 });
    expect(await open(2).upsert([row(1, { a: 1 }), row(1, { b: 2 })])).toEqual({ added: 0, updated: 2 });
    expect((await open().find('CUST-1'))?.attributes).toEqual({ a: 1, b: 2 });
  });

  test('an import that is done again writes nothing but that there was one', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => row(i, { n: i }));
    await open().upsert(rows);
    expect(requests.filter((command) => command === 'PutItemCommand')).toHaveLength(250 + 1);
    requests.length = 0;
    expect(await open(2).upsert(rows)).toEqual({ added: 0, updated: 250 });
    expect(requests).toEqual([...Array.from({ length: 3 }, () => 'BatchGetItemCommand'), 'PutItemCommand']);
  });

  test('more than a page of a scan comes partition by partition, in order of key', async () => {
    const text = 'x'.repeat(20_000);
    await open().upsert(Array.from({ length: 70 }, (_, i) => row(i, { text })));
    requests.length = 0;
    const keys: string[] = [];
    for await (const batch of open().stream(16)) keys.push(...batch.map(({ key }) => key));
    expect(requests.filter((command) => command === 'QueryCommand')).toHaveLength(BUCKETS.length);
    expect(keys).toEqual(Array.from({ length: 70 }, (_, i) => customerKey(SECRET, `CUST-${i}`)).sort());
    expect(await open().count()).toBe(70);
  });
});
