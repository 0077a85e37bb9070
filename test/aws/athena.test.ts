import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Athena, type Scanned } from '../../src/adapters/aws/audience/athena.ts';
import { AthenaAudienceIndex } from '../../src/adapters/aws/audience/athena-index.ts';
import { type AudienceFiles, Generations } from '../../src/adapters/aws/audience/generations.ts';
import { AUDIENCE_TABLES } from '../../src/adapters/aws/audience/tables-ddl.ts';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import type { WatchedRequest } from '../../src/adapters/aws/request-watch.ts';
import { type Bucket, listKeys, openBucket } from '../../src/adapters/aws/s3.ts';
import type { Customer } from '../../src/audience/customer.ts';
import type { Query } from '../../src/audience/query/query.ts';
import { compileQuery } from '../../src/audience/sql/compile-query.ts';
import { ATHENA } from '../../src/audience/sql/dialect.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';

const ASKED = { at: Date.UTC(2026, 10, 1), zone: 'UTC' };
const QUERY: Query = {
  and: [{ field: 'tier', is: "O'Hara" }, { bought: {}, when: { last: '30 days' } }, { consents: 'sms' }],
};
const SCHEMA = { attributes: new Map([['tier', { text: 'attr_tier', list: 'attr_tier_list' }]]) };
const VOCABULARY = {
  customers: 2,
  fields: [{ name: 'tier', type: 'text' as const, known: 1, values: [{ value: 'gold', customers: 1 }] }],
  products: [{ sku: 'S-1' }],
  categories: ['Shoes'],
  currencies: ['EUR'],
  has: { purchases: true, carts: false, views: false, messages: false },
};
const CAMPAIGNS = [{ id: 'c', name: 'C' }];
const ADA: Customer = {
  key: 'k1',
  id: 'CUST-1',
  addresses: { sms: '+447700900123' },
  consent: { sms: true },
  attributes: { tier: 'gold' },
};

/**
 * Moto runs no SQL: it answers with what was queued, writes that as CSV, and keeps databases. So this proves the calls, how an answer is
 * read, and how generations change; what the statements find is proved on DuckDB (test/property/audience.test.ts).
 */
onMoto((moto) => {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-athena-'));
  const seen: WatchedRequest[] = [];
  const scanned: Scanned[] = [];
  let deployment: Deployment;
  let bucket: Bucket;
  let athena: Athena;
  let generations: Generations;
  let index: AthenaAudienceIndex;
  const never = new AbortController().signal;
  const random = seededRandom(1);

  beforeAll(async () => {
    const made = await makeDeployment(moto(), { bucket: true });
    deployment = { ...made, watch: (request) => seen.push(request) };
    bucket = openBucket(deployment);
    athena = new Athena(deployment, { clock: systemClock, random, report: (one) => scanned.push(one) });
    generations = new Generations(deployment, bucket);
    const customers = {
      findByIds: async (ids: readonly string[]) => [ADA].filter(({ id }) => ids.includes(id)),
    };
    index = new AthenaAudienceIndex({
      athena,
      bucket,
      generations,
      customers,
      campaigns: async () => CAMPAIGNS,
    });
  });
  afterAll(() => {
    index.close();
    bucket.s3.destroy();
    rmSync(folder, { recursive: true });
  });

  function filesOf(text: string): AudienceFiles {
    const path = join(folder, `${text}.parquet`);
    writeFileSync(path, text);
    return {
      tables: { ...EMPTY, customers: [{ name: `customers-${text}.parquet`, path }] },
      others: [],
      schema: text === 'first' ? SCHEMA : { ...SCHEMA, newestPurchaseAt: ASKED.at },
      vocabulary: VOCABULARY,
    };
  }

  async function publish(text: string): Promise<void> {
    await generations.publish(filesOf(text), await generations.base(), athena, random, never);
  }

  async function keys(): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const page of listKeys(bucket, 'audience/')) all.push(...page);
    return all;
  }

  async function queueAnswer(...rows: readonly (readonly string[])[]): Promise<void> {
    const result = { rows: rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })) };
    const response = await fetch(`${moto().url}/moto-api/static/athena/query-results`, {
      method: 'POST',
      body: JSON.stringify({ results: [result] }),
    });
    expect(response.status).toBe(201);
  }

  const started = () =>
    seen.filter(({ operation }) => operation === 'StartQueryExecution').map(({ input }) => input);

  describe('a deployed audience', () => {
    test('is missing until something is published', async () => {
      await expect(index.count(QUERY, ASKED)).rejects.toThrow(/has no audience data yet: import customers/);
    });

    test('is published as a folder and a database that one object names', async () => {
      await publish('first');
      const { database, schema } = await generations.current();
      expect(database).toMatch(/^cpaas_test_audience_e\d+_[a-z0-9]{12}$/);
      expect(schema).toEqual(SCHEMA);
      const id = database.slice(-12);
      expect(await keys()).toEqual(
        [
          `audience/${id}/customers/customers-first.parquet`,
          `audience/${id}/words.json`,
          'audience/generations/000000000001.json',
        ].toSorted(),
      );
      expect(await index.vocabulary()).toEqual({ ...VOCABULARY, campaigns: CAMPAIGNS });
      const statements = started().map((input) => Reflect.get(Object(input), 'QueryString'));
      expect(statements).toHaveLength(1 + AUDIENCE_TABLES.length);
      expect(statements.find((sql) => String(sql).includes('`.`customers`'))).toContain(
        "`attr_tier` string, `attr_tier_list` array<string>) STORED AS PARQUET LOCATION 's3://",
      );
    });

    test('is counted by a statement with parameters, in that database', async () => {
      await queueAnswer(['_col0'], ['38639']);
      expect(await index.count(QUERY, ASKED)).toBe(38_639);
      const { sql } = compileQuery(QUERY, ASKED, SCHEMA, ATHENA, 'count');
      expect(started().at(-1)).toMatchObject({
        QueryString: sql,
        ExecutionParameters: [
          "'o''hara'",
          "'o''hara'",
          String(ASKED.at - 30 * 86_400_000),
          String(ASKED.at + 1),
        ],
        QueryExecutionContext: { Database: (await generations.current()).database },
        ResultConfiguration: { OutputLocation: `s3://${deployment.bucket}/answers/` },
      });
      expect(scanned.at(-1)).toMatchObject({ bytes: 0 });
    });

    test('gives its ids from the file of the answer, in batches', async () => {
      const ids = Array.from({ length: 2_500 }, (_, i) => `CUST-${String(i).padStart(8, '0')} ü`);
      await queueAnswer(['customer_id'], ...ids.map((id) => [id]));
      const batches: (readonly string[])[] = [];
      for await (const batch of index.ids(QUERY, ASKED, 1_000)) batches.push(batch);
      expect(batches.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
      expect(batches.flat()).toEqual(ids);
    });

    test('tells how many a channel reaches, and names customers', async () => {
      await queueAnswer(
        ['n', 'ids', 'a', 'b', 'c', 'd', 'e', 'f'],
        ['7', '["C-2","C-1"]', '6', '5', '4', '3', '2', '1'],
      );
      expect(await index.overview(QUERY, ASKED)).toEqual({
        count: 7,
        first: ['C-1', 'C-2'],
        reach: {
          sms: { reachable: 6, allowed: 5 },
          whatsapp: { reachable: 4, allowed: 3 },
          email: { reachable: 2, allowed: 1 },
        },
      });
      await queueAnswer(['customer_id', 'customer_id_text', 'id_digits'], ['CUST-12', 'cust-12', '12']);
      expect(await index.customersNamed(['12', 'Cust-12', 'x'])).toEqual(
        new Map([
          ['12', ['CUST-12']],
          ['Cust-12', ['CUST-12']],
        ]),
      );
    });

    test('asks for named customers by key, and Athena not at all', async () => {
      const before = started().length;
      const named: Query = { and: [{ customers: ['CUST-1', 'CUST-2'] }, { field: 'tier', is: 'gold' }] };
      expect(await index.count(named, ASKED)).toBe(1);
      expect(await index.overview(named, ASKED)).toMatchObject({
        count: 1,
        reach: { sms: { reachable: 1, allowed: 1 } },
      });
      for await (const ids of index.ids(named, ASKED, 10)) expect(ids).toEqual(['CUST-1']);
      expect(started()).toHaveLength(before);
    });

    test('changes as a whole; the generation before the last one goes', async () => {
      const first = (await generations.current()).database;
      await publish('second');
      const second = (await generations.current()).database;
      expect(second).not.toBe(first);
      expect((await generations.current()).schema).toEqual({ ...SCHEMA, newestPurchaseAt: ASKED.at });
      await publish('third');
      const left = (await keys()).filter((key) => key.endsWith('.parquet'));
      expect(left).toHaveLength(2);
      expect(left.join()).not.toContain(first.slice(-12));
      expect(started().at(-1)).toMatchObject({ QueryString: `DROP DATABASE IF EXISTS \`${first}\` CASCADE` });
    });

    test('of two imports at once one is refused', async () => {
      const both = [publish('a'), publish('b')];
      const [one, other] = await Promise.allSettled(both);
      const refused = [one, other].filter((each) => each?.status === 'rejected');
      expect(refused).toHaveLength(1);
      expect((await keys()).filter((key) => key.endsWith('.parquet'))).toHaveLength(2);
      await expect(Promise.all(both)).rejects.toThrow(/Somebody else imported into the deployed engine/);
    });
  });
});

const EMPTY = { customers: [], products: [], purchases: [], buyers: [], carts: [], views: [], messages: [] };
