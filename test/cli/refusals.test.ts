import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { campaignYaml, FAST_SETTINGS, makePlace, makeWorkspace, type Place } from './cpaas.ts';

/** Runs a command that must be refused: its exit code, and its one sentence; with nothing on stdout, with and without --json. */
async function refusal(
  place: Place,
  ...args: string[]
): Promise<{ readonly code: number | null; readonly sentence: string }> {
  const { code, stdout, stderr } = await place.run(...args);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^cpaas: [^\n]+\.\n$|^cpaas: [^\n]+\?\n$/);
  return { code, sentence: stderr.slice('cpaas: '.length, -1) };
}

describe.concurrent('wrong usage ends with 2', () => {
  const place = makePlace();

  test.each([
    [[], 'No command was given: `cpaas --help` lists them, and `cpaas demo` shows what it does.'],
    [['serve'], 'There is no command "serve": `cpaas --help` lists the commands.'],
    [
      ['demo', '--num-custmers', '5', '--json'],
      'cpaas demo has no option "--num-custmers": did you mean --num-customers?',
    ],
    [
      ['demo', '--num-customers', '0', '--json'],
      '--num-customers must be a whole number from 1 to 1,000,000.',
    ],
    [
      ['import', 'customer', 'x.csv'],
      'cpaas import takes customers, products, purchases, carts, views, suppressions or pinpoint, and files: did you mean customers?',
    ],
    [
      ['plan', 'x.yaml', '--as-of', 'yesterday'],
      '--as-of must be an ISO 8601 time such as 2026-11-20 or 2026-11-20T09:00:00Z.',
    ],
  ])('cpaas %j', async (args, sentence) => {
    expect(await refusal(place, ...args)).toEqual({ code: 2, sentence });
  });
});

describe.concurrent('what cannot be done ends with 1', () => {
  test('files that are not there, or no files', async () => {
    const place = await makeWorkspace({ customers: 1 });
    mkdirSync(place.path('folder'));
    expect(await refusal(place, 'launch', 'none.yaml')).toEqual({
      code: 1,
      sentence: 'none.yaml does not exist.',
    });
    expect(await refusal(place, 'import', 'customers', 'customers.csv', 'none.csv')).toEqual({
      code: 1,
      sentence: 'none.csv does not exist.',
    });
    expect(await refusal(place, 'import', 'customers', 'folder')).toEqual({
      code: 1,
      sentence: 'folder is a folder: name a file.',
    });
    expect(await refusal(place, 'plan', 'campaign.yaml', '--decisions', 'no/such/folder.ndjson')).toEqual({
      code: 1,
      sentence: 'no/such/folder.ndjson cannot be written (its folder does not exist): name another file.',
    });
    expect(
      await refusal(place, 'import', 'customers', 'customers.csv', '--rejects', './customers.csv'),
    ).toMatchObject({ code: 2 });
  });

  test('files that say what cannot be used', async () => {
    const place = await makeWorkspace({ customers: 1 });
    place.write('key.yaml', campaignYaml('spring').replace('channels:', 'chanels:'));
    place.write('none.yaml', campaignYaml('spring', '# No channels'));
    place.write('broken.yaml', 'id: [spring\n');
    place.write(
      'text.yaml',
      campaignYaml('spring').replace("{{ first_name }}'", "{{ first_name | shout }}'"),
    );
    place.write('origin.yaml', campaignYaml('spring', 'channels: [sms]\norigins: [smss]'));
    place.write('limit.yaml', campaignYaml('spring', 'channels: [sms]\nlimit: { partsPerSecond: 0 }'));
    place.write('no-id.csv', 'name,phone\nAna,+14155551000\n');
    place.write('picture.csv', '\u0089PNG\r\n\u001A\n');
    const launch = (file: string) => refusal(place, 'launch', file, '--json');
    expect(await launch('key.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(/^key\.yaml:\d+: .*"chanels".*did you mean channels\?/),
    });
    expect(await launch('none.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(/^none\.yaml:\d+: "channels" is missing\.$/),
    });
    expect(await launch('broken.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(/^broken\.yaml:\d+: /),
    });
    expect(await launch('text.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(/^text\.yaml: templates\.sms\.text.*shout/),
    });
    expect(await launch('origin.yaml')).toEqual({
      code: 1,
      sentence: 'origin.yaml: "origins" names smss, which is not in settings.yaml: did you mean sms?',
    });
    expect(await launch('limit.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringContaining('"limit.partsPerSecond" must be above 0'),
    });
    expect(await refusal(place, 'import', 'customers', 'no-id.csv')).toMatchObject({
      code: 1,
      sentence: expect.stringContaining('no column customer_id'),
    });
    expect(await refusal(place, 'import', 'customers', 'picture.csv')).toMatchObject({ code: 1 });
    expect(await place.json('campaigns')).toEqual({ campaigns: [] });
  });

  test('settings with an impossible limit or carriers that do not exist', async () => {
    const place = await makeWorkspace({ customers: 1 });
    place.write('.cpaas/settings.yaml', FAST_SETTINGS.replace('partsPerSecond: 2000', 'partsPerSecond: -3'));
    expect(await refusal(place, 'launch', 'campaign.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(
        /settings\.yaml:\d+: "origins\.0\.limit\.partsPerSecond" must be above 0/,
      ),
    });
    place.write('.cpaas/settings.yaml', FAST_SETTINGS.replace('unlimited', 'moody'));
    expect(await refusal(place, 'launch', 'campaign.yaml')).toMatchObject({
      code: 1,
      sentence: expect.stringContaining('settings.yaml simulator'),
    });
  });

  test('a workspace, a campaign or a customer that does not exist', async () => {
    const place = await makeWorkspace({ customers: 1 });
    expect(await refusal(place, 'stats', '--data', 'nowhere')).toEqual({
      code: 1,
      sentence: 'There is no workspace in nowhere: import customers or run the demo first.',
    });
    const none = 'There is no campaign none in this workspace: `cpaas campaigns` lists them.';
    for (const command of ['campaigns', 'pause', 'retry']) {
      expect(await refusal(place, command, 'none')).toEqual({ code: 1, sentence: none });
    }
    const { sentence } = await refusal(place, 'history', 'ana@example.com');
    expect(sentence).not.toContain('ana');
  });

  test('a damaged workspace is left as it is', async () => {
    const place = await makeWorkspace({ customers: 1 });
    place.write('.cpaas/workspace.db', 'This was a database once.');
    expect(await refusal(place, 'stats')).toMatchObject({
      code: 1,
      sentence: expect.stringContaining('is damaged; nothing was changed'),
    });
  });

  test('an address that is none is not repeated', async () => {
    const place = await makeWorkspace({ customers: 1 });
    expect(await refusal(place, 'optout', '12')).toEqual({
      code: 2,
      sentence: 'This is no phone number that can exist: write it as +14155550123.',
    });
    expect(await refusal(place, 'optout', 'ana@')).toEqual({
      code: 2,
      sentence: 'This is no email address.',
    });
    expect(await refusal(place, 'optout', 'ana@example.com', '--channel', 'sms')).toEqual({
      code: 2,
      sentence: '--channel sms does not go with this address: it is for email.',
    });
  });
});

test('help and version', async () => {
  const place = makePlace();
  const [all, one, version] = await Promise.all([
    place.run('--help'),
    place.run('launch', '--help'),
    place.run('--version'),
  ]);
  expect([all.code, one.code, version.code]).toEqual([0, 0, 0]);
  expect(all.stdout).toContain('launch CAMPAIGN.yaml');
  expect(one.stdout).toContain('--dry-run');
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
