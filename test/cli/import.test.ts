import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { customersCsv, makePlace } from './cpaas.ts';

const WITH_REJECTS =
  'customer_id,first_name,phone,country\nA,Ana,+14155551000,US\n,Nobody,+14155551001,US\nC,Cleo,not a phone,US\n';

describe.concurrent('cpaas import', () => {
  test('customers, and again: the same ones are updated', async () => {
    const place = makePlace();
    place.write('customers.csv', customersCsv(3));
    expect(await place.json('import', 'customers', 'customers.csv')).toMatchObject({
      kind: 'customers',
      rows: 3,
      imported: 3,
      added: 3,
      updated: 0,
    });
    expect(await place.json('import', 'customers', 'customers.csv')).toMatchObject({
      imported: 3,
      added: 0,
      updated: 3,
      rejected: 0,
    });
    expect(await place.json('stats')).toMatchObject({ customers: 3 });
  });

  test('rows that cannot be used are listed in the workspace, and do not fail the import', async () => {
    const place = makePlace();
    place.write('list.csv', WITH_REJECTS);
    const { code, stdout } = await place.run('import', 'customers', 'list.csv');
    expect(code).toBe(0);
    expect(stdout).toContain('2 rows rejected: 1 missing_id, 1 bad_phone');
    expect(stdout).toContain('.cpaas/rejects-list.csv');
    const rejects = readFileSync(place.path('.cpaas/rejects-list.csv'), 'utf8');
    expect(rejects).toContain('Nobody');
    expect(rejects).toContain('not a phone');
  });

  test('a list of its own for the rejects, and none when there is nothing to list', async () => {
    const place = makePlace();
    place.write('list.csv', WITH_REJECTS);
    place.write('good.csv', customersCsv(1));
    await place.json('import', 'customers', 'list.csv', '--rejects', 'bad.csv');
    expect(readFileSync(place.path('bad.csv'), 'utf8')).toContain('Nobody');
    expect(await place.json('import', 'customers', 'good.csv', '--rejects', 'none.csv')).toMatchObject({
      files: [{ rejects: null }],
    });
    expect(existsSync(place.path('none.csv'))).toBe(false);
  });

  test('several files of one name, packed ones too', async () => {
    const place = makePlace();
    place.write('a/list.csv', WITH_REJECTS);
    place.write('b/list.csv', WITH_REJECTS);
    writeFileSync(place.path('packed.csv.gz'), gzipSync(customersCsv(5)));
    const report = await place.json('import', 'customers', 'a/list.csv', 'b/list.csv', 'packed.csv.gz');
    expect(report).toMatchObject({
      rows: 11,
      imported: 7,
      rejected: 4,
      files: [
        { rejects: '.cpaas/rejects-list.csv' },
        { rejects: '.cpaas/rejects-2-list.csv' },
        { gzip: true },
      ],
    });
  });

  test('nothing that could be imported is a failure', async () => {
    const place = makePlace();
    place.write('list.csv', 'customer_id,first_name\n,Ana\n,Cleo\n');
    const { code, stdout, stderr } = await place.run('import', 'customers', 'list.csv', '--json');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'cpaas: Nothing could be imported: all 2 rows were rejected, and .cpaas/rejects-list.csv says why.\n',
    );
  });

  test('a file that ends early is used as far as it goes, and fails', async () => {
    const place = makePlace();
    const packed = gzipSync(customersCsv(20_000));
    writeFileSync(place.path('cut.csv.gz'), packed.subarray(0, packed.length / 2));
    const { code, stderr } = await place.run('import', 'customers', 'cut.csv.gz');
    expect(code).toBe(1);
    expect(stderr).toContain('cut.csv.gz ends early');
  });

  test('addresses that get nothing more', async () => {
    const place = makePlace();
    place.write('customers.csv', customersCsv(3));
    place.write('stop.csv', 'address\n+14155551000\na2@example.com\n');
    place.write(
      'campaign.yaml',
      'id: spring\nname: Test\nchannels: [sms]\ntemplates: { sms: { text: Hello } }\n',
    );
    await place.json('import', 'customers', 'customers.csv');
    expect(await place.json('import', 'suppressions', 'stop.csv')).toMatchObject({
      kind: 'suppressions',
      imported: 2,
      added: 3,
      updated: 0,
    });
    expect(await place.json('plan', 'campaign.yaml')).toMatchObject({
      planned: 2,
      skipped: { opted_out: 1 },
    });
  });
});
