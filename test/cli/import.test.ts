import { cpSync, existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packageFile } from '../../src/cli/package-files.ts';
import { customersCsv, FAST_SETTINGS, makePlace } from './cpaas.ts';

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

  test('columns by the names that an export gives them', async () => {
    const place = makePlace();
    place.write(
      'export.csv',
      'Login,Annual Revenue,Tags,Joined\nana@example.org,"$1,234.50","vip, news",31 Dec 2025\nleo@example.org,$900,news,1 Feb 2026\nlia@example.org,$7,vip,2 Feb 2026\n',
    );
    const { stdout } = await place.run(
      'import',
      'customers',
      'export.csv',
      '--column',
      'customer_id=Login',
      '--column=email=Login',
    );
    expect(stdout).toContain('3 customers added');
    expect(stdout).toContain('read as amounts of money: Annual Revenue');
    expect(stdout).toContain('read as lists with commas: Tags');
    expect(stdout).toContain('read as dates, month by name: Joined');
    const asked = ['revenue over 1000', 'news who joined this year', 'with email'];
    const ids: unknown[] = [];
    for (const question of asked) {
      const answer = await place.json('ask', question, '--as-of', '2026-06-01T00:00:00Z');
      ids.push(z.object({ sample: z.array(z.unknown()) }).parse(answer).sample);
    }
    expect(ids).toMatchObject([
      [{ id: 'ana@example.org' }],
      [{ id: 'leo@example.org' }],
      [{ id: 'ana@example.org' }, { id: 'leo@example.org' }, { id: 'lia@example.org' }],
    ]);
  });

  test.each([
    ['a field that is none', 'customerid=Login', 'did you mean customer_id'],
    ['no name', 'customer_id', '--column takes a field and the name of its column'],
    ['a name that is not there', 'customer_id=Nummer', 'export.csv has no column Nummer; it has Login'],
  ])('of columns that are said wrongly one sentence: %s', async (_, column, sentence) => {
    const place = makePlace();
    place.write('export.csv', 'Login\nana@example.org\n');
    const { code, stderr } = await place.run('import', 'customers', 'export.csv', '--column', column);
    expect(code).not.toBe(0);
    expect(stderr).toContain(sentence);
  });

  test('catalogue, purchases, carts and views, and again', async () => {
    const place = makePlace();
    place.write('products.csv', 'sku,name,category,price,currency,colour\nA,Tent,Outdoor,120.00,EUR,green\n');
    place.write(
      'purchases.csv',
      'purchase_id,customer_id,sku,quantity,amount,currency,purchased_at,till\nP1,C1,A,1,120.00,EUR,2026-03-31T12:00:00Z,7\nP2,C1,A,1,much,EUR,2026-03-31,7\n',
    );
    place.write('carts.ndjson', '{"customer_id":"C1","sku":"A","added_at":"2026-03-30"}\n');
    writeFileSync(place.path('views.csv.gz'), gzipSync('customer_id,sku,viewed_at\nC1,A,2026-03-29\n'));
    expect(await place.json('import', 'products', 'products.csv')).toMatchObject({
      kind: 'products',
      added: 1,
      files: [{ attributes: ['colour'] }],
    });
    const { stdout } = await place.run('import', 'purchases', 'purchases.csv');
    expect(stdout).toContain('2 rows, 1 purchases added, 0 updated');
    expect(stdout).toContain('1 rows rejected: 1 bad_amount');
    expect(stdout).toContain('columns that have no place: till');
    expect(readFileSync(place.path('.cpaas/rejects-purchases.csv'), 'utf8')).toContain('much');
    expect(await place.json('import', 'purchases', 'purchases.csv')).toMatchObject({ added: 0, updated: 1 });
    expect(await place.json('import', 'carts', 'carts.ndjson')).toMatchObject({ added: 1 });
    expect(await place.json('import', 'views', 'views.csv.gz')).toMatchObject({ added: 1 });
  });

  test('what was saved from Pinpoint, to a planned campaign', async () => {
    const place = makePlace();
    const saved = packageFile('test/fixtures/pinpoint');
    cpSync(saved, place.path('saved'), { recursive: true });
    place.write('saved/inside/broken.gz', 'not packed');
    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    const { code, stdout, stderr } = await place.run('import', 'pinpoint', 'saved');
    expect(stdout).toContain(
      'segment Runners: .cpaas/segments/runners.yaml, 5 customers, 5 by a recount of the files',
    );
    expect(stdout).toContain('campaign Spring Sale 2027!: .cpaas/campaigns/spring-sale-2027-sms.yaml');
    expect(stdout).toMatch(/Without a place here:\n/);
    expect(readFileSync(place.path('.cpaas/rejects-endpoints.ndjson'), 'utf8')).toContain('not a number');
    // The file that holds nothing of the kind is named, and the rest is there.
    expect(code).toBe(1);
    expect(stderr).toContain('saved/inside/broken.gz');
    expect(await place.json('plan', '.cpaas/campaigns/spring-sale-2027-sms.yaml')).toMatchObject({
      skipped: expect.any(Object),
    });
    expect(await place.json('import', 'pinpoint', 'saved/endpoints.ndjson', '--out', 'out')).toMatchObject({
      kind: 'pinpoint',
      customers: { named: 6, added: 0 },
      rejects: ['.cpaas/rejects-endpoints.ndjson'],
    });
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
