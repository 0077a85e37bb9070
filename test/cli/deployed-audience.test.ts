import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listKeys, openBucket } from '../../src/adapters/aws/s3.ts';
import type { Moto } from '../support/moto.ts';
import { onMoto } from '../support/on-moto.ts';
import { campaignYaml } from './cpaas.ts';
import { COUNT, type Deployed, deployedPlace } from './deployed-place.ts';

const PRODUCTS = 'sku,name,category\nS-1,Dome Tent,Camping\nS-2,Rain Jacket,Clothing\n';
const PURCHASES = `purchase_id,customer_id,sku,quantity,amount,currency,purchased_at
P1,C1,S-1,1,100,EUR,2026-11-01T00:00:00Z
P2,C2,S-2,1,50,EUR,2026-11-02T00:00:00Z
`;
const MORE = `purchase_id,customer_id,sku,quantity,amount,currency,purchased_at
P2,C2,S-1,1,70,EUR,2026-11-03T00:00:00Z
P3,C3,S-1,1,70,EUR,2026-11-03T00:00:00Z
`;

/** Folders of the generations that are there. */
async function generations({ deployment }: Deployed): Promise<readonly string[]> {
  const bucket = openBucket(deployment);
  const keys: string[] = [];
  for await (const page of listKeys(bucket, 'audience/')) keys.push(...page);
  bucket.s3.destroy();
  return keys;
}

/** What Athena answers next: moto runs no SQL. */
async function queueAnswers(moto: Moto, ...answers: readonly (readonly (readonly string[])[])[]) {
  const results = answers.map((rows) => ({
    rows: rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
  }));
  const body = JSON.stringify({ results });
  const url = `${moto.url}/moto-api/static/athena/query-results`;
  expect((await fetch(url, { method: 'POST', body })).status).toBe(201);
}

onMoto((moto) => {
  test('records are imported, published, imported again from another machine, asked and planned by', async () => {
    const deployed = await deployedPlace(moto());
    const { place, deployment } = deployed;
    place.write('products.csv', PRODUCTS);
    place.write('purchases.csv', PURCHASES);
    place.write('more.csv', MORE);
    expect((await place.run('ask', 'who bought a tent')).stderr).toContain(
      'import customers or purchases into it',
    );
    expect(await place.json('import', 'products', 'products.csv')).toMatchObject({ added: 2 });
    expect(await place.json('import', 'purchases', 'purchases.csv')).toMatchObject({ added: 2 });
    expect((await generations(deployed)).filter((key) => key.includes('/generations/'))).toHaveLength(2);

    // Another machine has no copy: it is brought from the bucket.
    rmSync(place.path(`.cpaas-${deployment.project}-${deployment.environment}`), { recursive: true });
    expect(await place.json('import', 'purchases', 'more.csv')).toMatchObject({ added: 1, updated: 1 });
    expect(await place.json('import', 'customers', 'customers.csv')).toMatchObject({ imported: COUNT });

    const first = await place.run('ask', '--json', 'C1');
    expect(first.stderr).toContain('publishing them again');
    expect(JSON.parse(first.stdout)).toMatchObject({ count: 1, customers: COUNT, sample: [{ id: 'C1' }] });
    const keys = await generations(deployed);
    expect(keys.filter((key) => key.includes('/generations/'))).toEqual([
      'audience/generations/000000000003.json',
      'audience/generations/000000000004.json',
    ]);
    expect(keys.some((key) => /\/customers\/customers-\w+\.parquet$/.test(key))).toBe(true);

    await queueAnswers(moto(), [
      ['n', 'first', 'a', 'b', 'c', 'd', 'e', 'f'],
      ['3', '["C1","C2","C3"]', '3', '3', '2', '1', '1', '0'],
    ]);
    const asked = await place.run('ask', '--json', 'who bought a tent');
    expect(asked.stderr).not.toContain('publishing');
    expect(JSON.parse(asked.stdout)).toMatchObject({
      count: 3,
      customers: COUNT,
      notUnderstood: [],
      reach: { sms: { reachable: 3, allowed: 3 }, whatsapp: { reachable: 2, allowed: 1 } },
      sql: expect.stringContaining('purchases'),
      sample: [{ id: 'C1' }, { id: 'C2' }, { id: 'C3' }],
    });

    place.write('buyers.yaml', `${campaignYaml('buyers')}\naudience: { bought: { skus: [S-1] } }\n`);
    await queueAnswers(moto(), [['customer_id'], ['C1'], ['C2'], ['C3']]);
    expect(await place.json('plan', 'buyers.yaml')).toMatchObject({ planned: 3 });
  });
});
