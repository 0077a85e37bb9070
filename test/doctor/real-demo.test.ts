import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../src/cli/command.ts';
import { demo } from '../../src/cli/commands/demo.ts';
import { launch } from '../../src/cli/commands/launch.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { makeDefinition } from '../support/make.ts';
import { FULL, SETTINGS } from './accounts.ts';
import { awsEnvironment } from './aws-environment.ts';
import { quickSession } from './quick-session.ts';
import { always, failure } from './stand-in.ts';

const { aws, folder } = awsEnvironment();

const REAL = ['--phone-pool-id', 'pool-1', '--region', 'us-east-1'];
const EMAIL = ['--email-from', 'news@example.com'];

function workspaceFolder(): string {
  return join(folder(), 'workspace');
}

/** Runs a demo as far as it goes without a yes. */
async function run(args: readonly string[], more: Partial<Session> = {}) {
  aws.answers = FULL;
  const { session, notes, printed } = quickSession(workspaceFolder(), more);
  const ended = await demo
    .run(parseArguments(['demo', ...args], demo), session)
    .catch((error: unknown) => error);
  return { ended, notes: notes.join('\n'), printed: printed.join('') };
}

describe('a demo with real carriers', () => {
  test('says price, origins and receivers first; without a terminal and --yes nothing is sent', async () => {
    const { ended, notes } = await run([...REAL, ...EMAIL, '--num-customers', '5']);
    expect(ended).toMatchObject({ code: 'not_confirmed', message: expect.stringContaining('--yes') });
    expect(notes).toContain("to AWS's test phone numbers and the SES mailbox simulator");
    expect(notes).toMatch(/Price {6}\$0\.02\d* expected/);
    expect(notes).toContain('aws-demo-sms (pool-1)');
    expect(notes).not.toContain('news@example.com');
    // The pool is a US one: two test numbers; the others get mail.
    expect(notes).toContain('2 by sms, 3 by email');
    const workspace = await openWorkspace(workspaceFolder(), { role: 'guest', create: false });
    expect(await workspace.campaigns.list()).toEqual([]);
    workspace.close();
  });

  test('an answer that is not yes sends nothing', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return 'no';
    };
    expect((await run(REAL, { ask })).ended).toMatchObject({ code: 'not_confirmed' });
    expect(questions).toHaveLength(1);
  });

  test('a dry run makes no call and needs no credentials', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    const { ended, printed } = await run([
      ...REAL,
      '--whatsapp-account',
      'waba-1',
      '--dry-run',
      '--num-customers',
      '5',
    ]);
    expect(ended).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ campaignId: 'aws-demo-1', dryRun: true, planned: 2 });
    expect(aws.calls).toEqual([]);
  });

  test('without credentials it says so in a sentence', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    const { ended } = await run(REAL);
    expect(ended).toMatchObject({
      code: 'account_unusable',
      message: expect.stringMatching(/no AWS credentials.*\.$/),
    });
    expect(existsSync(workspaceFolder())).toBe(false);
  });

  test("a WhatsApp account becomes its first number; people are the file's", async () => {
    const people = join(folder(), 'people.csv');
    writeFileSync(
      people,
      'customer_id,phone,whatsapp,country,consent_whatsapp\nA,+447700900001,+447700900001,GB,true\nB,+447700900002,+447700900002,GB,true\n',
    );
    const args = ['--whatsapp-account', 'waba-1', '--customers', people, '--num-customers', '1'];
    const { ended, notes } = await run(args);
    expect(ended).toMatchObject({ code: 'not_confirmed' });
    expect(notes).toContain('aws-demo-whatsapp (phone-number-id-1)');
    expect(notes).toContain('1 by whatsapp');
    expect(notes).toContain(`the people in ${people}`);
  });

  test('an account that is not linked is told', async () => {
    const people = join(folder(), 'people.csv');
    writeFileSync(people, 'customer_id,whatsapp,country,consent_whatsapp\nA,+447700900001,GB,true\n');
    const { ended } = await run(['--whatsapp-account', 'waba-9', '--customers', people]);
    expect(ended).toMatchObject({
      code: 'account_unusable',
      message: expect.stringContaining('no number in us-east-1'),
    });
  });

  test('WhatsApp has no test numbers: alone it is refused, beside others left out', async () => {
    expect((await run(['--whatsapp-account', 'waba-1'])).ended).toMatchObject({ code: 'usage' });
    const { notes } = await run([...REAL, '--whatsapp-account', 'waba-1']);
    expect(notes).toContain('WhatsApp has no test numbers');
    expect(aws.times('ListLinkedWhatsAppBusinessAccounts')).toBe(0);
  });

  test('campaigns of simulated carriers in the same folder would go on with the real ones: refused', async () => {
    const workspace = await openWorkspace(workspaceFolder(), { role: 'owner', create: true });
    await launchCampaign(workspace, makeDefinition({ id: 'demo-1' }), Date.now());
    workspace.close();
    const { ended } = await run([...REAL, '--yes']);
    expect(ended).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('demo-1') });
  });

  test('the sample customers never meet real carriers', async () => {
    mkdirSync(workspaceFolder());
    writeFileSync(join(workspaceFolder(), 'settings.yaml'), 'carriers: aws\n');
    expect((await run([])).ended).toMatchObject({
      code: 'not_confirmed',
      message: expect.stringContaining('--phone-pool-id'),
    });
    expect((await run(['--region', 'us-east-1'])).ended).toMatchObject({ code: 'usage' });
    expect(aws.calls).toEqual([]);
  });

  test('a pool that may not be seen leaves the US numbers', async () => {
    aws.answers = FULL;
    const { session, notes } = quickSession(workspaceFolder());
    aws.answers = { ...FULL, DescribePools: () => failure('AccessDeniedException') };
    const ended = demo.run(parseArguments(['demo', ...REAL, '--num-customers', '9'], demo), session);
    await expect(ended).rejects.toMatchObject({ code: 'not_confirmed' });
    expect(notes.join('\n')).toContain('2 by sms');
  });
});

describe('a launch with real carriers', () => {
  test('asks before anything is planned or kept', async () => {
    aws.answers = { ...FULL, GetAccount: always({}) };
    mkdirSync(workspaceFolder());
    writeFileSync(join(workspaceFolder(), 'settings.yaml'), SETTINGS);
    const file = join(folder(), 'campaign.yaml');
    writeFileSync(file, "id: spring\nname: Spring\nchannels: [sms]\ntemplates:\n  sms: { text: 'Hello' }\n");
    const workspace = await openWorkspace(workspaceFolder(), { role: 'owner', create: true });
    const customer = {
      id: 'C1',
      addresses: { sms: '+14254147755' },
      country: 'US',
      consent: { sms: true },
      attributes: {},
    };
    await workspace.customers.upsert([customer]);
    workspace.close();
    const { session, notes } = quickSession(workspaceFolder());
    const launched = launch.run(parseArguments(['launch', file], launch), session);
    await expect(launched).rejects.toMatchObject({ code: 'not_confirmed' });
    expect(notes.join('\n')).toContain('1 by sms');
    const after = await openWorkspace(workspaceFolder(), { role: 'guest', create: false });
    expect(await after.campaigns.list()).toEqual([]);
    after.close();
  });
});
