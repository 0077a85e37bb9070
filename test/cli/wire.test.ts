import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { type Tally, totalOf } from '../../src/delivery/tally.ts';
import { POOL, startWire, WABA, WHATSAPP_NUMBER } from '../wire/simulator.ts';
import { makePlace, makeWorkspace, type Place } from './cpaas.ts';
import { environmentOf, NOBODY, type SimulatedAws, simulateAws } from './simulated-aws.ts';

/*
 * The commands as a person runs them, against `cpaas simulate`: processes of their own, the real SDK, endpoints by the environment. The
 * account is read at a call a second, so the tests run beside each other.
 */

/** Names what the simulator's default account has. */
const SETTINGS = `
carriers: aws
aws: { region: us-east-1 }
origins:
  - { id: texts, channel: sms, kind: pool, identity: ${POOL}, configurationSet: campaigns, limit: { partsPerSecond: 500 } }
  - { id: chats, channel: whatsapp, kind: whatsapp_number, identity: ${WHATSAPP_NUMBER}, limit: { partsPerSecond: 500 } }
  - { id: mails, channel: email, kind: ses_identity, identity: Shop <news@example.org>, configurationSet: campaigns, limit: { partsPerSecond: 500 } }
`;

/** From an origin that it names. */
const CAMPAIGN = `
id: spring
name: Test
channels: [sms]
origins: [texts]
templates:
  sms: { text: 'Hello {{ first_name }}' }
`;

const report = z.object({
  state: z.string(),
  messages: z.record(z.string(), z.number()),
  channels: z.record(z.string(), z.object({ limitPerSecond: z.number() })),
});
const doctor = z.object({
  canSend: z.boolean(),
  origins: z.array(z.object({ id: z.string(), state: z.string(), limitPerSecond: z.number() })),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.string(),
      sentence: z.string(),
      mend: z.string().optional(),
      origin: z.string().optional(),
    }),
  ),
});

function workspaceOn(aws: SimulatedAws, options: { settings?: string; campaign?: string } = {}) {
  const { settings = SETTINGS, campaign = CAMPAIGN } = options;
  return makeWorkspace({ settings, campaign, environment: aws.environment });
}

describe.concurrent('doctor', () => {
  test('finds what the settings name, and what the account allows', async () => {
    const aws = await simulateAws();
    const place = await workspaceOn(aws);
    const { canSend, origins, findings } = doctor.parse(await place.json('doctor'));
    expect(findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
    expect(canSend).toBe(true);
    expect(origins).toEqual([
      expect.objectContaining({ id: 'texts', state: 'ready', limitPerSecond: 100 }),
      expect.objectContaining({ id: 'chats', state: 'ready', limitPerSecond: 80 }),
      expect.objectContaining({ id: 'mails', state: 'ready', limitPerSecond: 100 }),
    ]);
    expect((await aws.requests()).requests.filter(({ answer }) => answer !== 'ok')).toEqual([]);
  });

  test('says for each thing that is not there what would mend it', async () => {
    const aws = await simulateAws();
    const settings = SETTINGS.replace(POOL, 'pool-none')
      .replace(WHATSAPP_NUMBER, 'phone-number-id-none')
      .replace('news@example.org', 'news@shop.invalid')
      .replaceAll('configurationSet: campaigns', 'configurationSet: none');
    const place = await workspaceOn(aws, { settings });
    const { code, stdout } = await place.run('doctor', '--json');
    expect(code).toBe(1);
    const { canSend, origins, findings } = doctor.parse(JSON.parse(stdout));
    expect(canSend).toBe(false);
    expect(origins.map(({ state }) => state)).toEqual(['held', 'held', 'held']);
    const blockers = findings.filter(({ severity }) => severity === 'blocker');
    expect(blockers.map(({ code: name, origin }) => `${origin} ${name}`).toSorted()).toEqual([
      'chats not_in_account',
      'mails configuration_set_missing',
      'mails not_in_account',
      'texts configuration_set_missing',
      'texts not_in_account',
    ]);
    for (const { sentence, mend } of blockers) {
      expect(sentence).toMatch(/^Origin (texts|chats|mails) [^\n]+\.$/);
      expect(mend).toMatch(/^aws (pinpoint-sms-voice-v2|socialmessaging|sesv2) [a-z-]+ /);
    }
  });
});

const DEMO =
  `demo --phone-pool-id ${POOL} --whatsapp-account ${WABA} --email-from news@example.org --region us-east-1 --num-customers 5`.split(
    ' ',
  );

describe.concurrent('demo', () => {
  test('says the price, sends to test addresses, and runs to its end', async () => {
    const aws = await simulateAws();
    const place = makePlace(aws.environment);
    const { code, stdout, stderr } = await place.run(...DEMO, '--yes', '--json');
    expect([code, stderr.includes('cpaas: ')]).toEqual([0, false]);
    const { state, messages } = report.parse(JSON.parse(stdout));
    expect(state).toBe('finished');
    expect(messages).toMatchObject({ sent: 5, failed: 0, queued: 0 });
    expect(stderr).toMatch(/Price +\$\d/);
    const accepted = await aws.accepted();
    expect(accepted).toHaveLength(5);
    for (const { address } of accepted)
      expect(address).toMatch(/^\+1425414\d{4}$|^\+447860019066$|@simulator\.amazonses\.com$/);
    // What the carriers tell later, read from their file.
    await place.json('events', aws.eventsFile);
    const after = report.parse(await place.json('campaigns', 'aws-demo-1'));
    expect(after.messages).toMatchObject({ delivered: 2, failed: 1, sent: 2 });
  });

  test('without --yes and without a terminal nothing is asked of a carrier', async () => {
    const aws = await simulateAws();
    const { code, stdout, stderr } = await makePlace(aws.environment).run(...DEMO, '--json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/Price +\$\d/);
    expect(stderr).toContain('Nothing was sent: real messages have to be confirmed');
    expect((await aws.operations()).filter((name) => name.startsWith('Send'))).toEqual([]);
  });

  test('a dry run needs no credentials and makes no call', async () => {
    const aws = await simulateAws();
    const place = makePlace({ ...aws.environment, ...NOBODY });
    expect(await place.json(...DEMO, '--dry-run')).toMatchObject({ dryRun: true, planned: 5 });
    expect(await aws.operations()).toEqual([]);
  });
});

const PENDING_NUMBER = {
  id: 'phone-1',
  number: '+12065550101',
  country: 'US',
  type: 'TEN_DLC',
  status: 'PENDING',
  pool: POOL,
};
const refused = (channel: string, reason: string) => ({
  rules: [{ match: { channel }, fate: { answer: 'refused', reason } }],
});
const notSent = (reason: string) => ({
  rules: [{ match: { channel: 'sms' }, fate: { answer: 'not_sent', reason } }],
});
const byEmail = CAMPAIGN.replace('[sms]', '[email]')
  .replace('[texts]', '[mails]')
  .replace('sms: {', "email: { subject: 'Hi', ");

const TROUBLES: readonly {
  readonly what: string;
  readonly script: object;
  readonly says: string;
  readonly campaign?: string;
}[] = [
  {
    what: 'wrong credentials',
    script: notSent('no_credentials'),
    says: 'AWS does not know these credentials',
  },
  {
    what: 'expired credentials',
    script: notSent('credentials_expired'),
    says: 'The AWS credentials have expired',
  },
  {
    what: 'the sandbox',
    script: { account: { sms: { tier: 'SANDBOX' } } },
    says: 'The account is in the sandbox and sends to verified recipients only',
  },
  {
    what: 'a number that is not active',
    script: { account: { sms: { numbers: [PENDING_NUMBER], senderIds: [], pools: [{ id: POOL }] } } },
    says: 'Origin texts waits: the pool has no active number or sender id',
  },
  {
    what: 'a number of which AWS says it with the answer',
    script: refused('sms', 'ConflictException:RESOURCE_NOT_ACTIVE'),
    says: 'The number or pool is not active yet',
  },
  {
    what: 'a sender that is not verified',
    script: { account: { email: { identities: [{ name: 'news@example.org', verification: 'PENDING' }] } } },
    says: 'Origin mails waits: its state is PENDING',
    campaign: byEmail,
  },
  {
    what: 'the sandbox of SES',
    script: { account: { email: { production: false, identities: [{ name: 'news@example.org' }] } } },
    says: 'The account is in the sandbox and sends to verified recipients only',
    campaign: byEmail,
  },
  {
    what: 'a sender of which SES says it with the answer',
    script: refused('email', 'MailFromDomainNotVerifiedException'),
    says: 'The sender is not verified',
    campaign: byEmail,
  },
];

describe.concurrent('trouble with the account', () => {
  test.each(TROUBLES)('$what: one sentence, nothing fails, and once mended all go, once', async (trouble) => {
    const { script, says, campaign = CAMPAIGN } = trouble;
    // The simulator in this process: a second of CPU less for each.
    const wire = await startWire(script);
    const place = await makeWorkspace({ settings: SETTINGS, campaign, environment: environmentOf(wire.url) });
    const running = place.start('launch', 'campaign.yaml', '--yes');
    await running.says(says);
    running.signal('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr.split(says)).toHaveLength(2);
    expect(stderr).not.toMatch(/\+1415555|@example\.com/);
    const before = await tallyOf(place);
    // All of them are still planned, or wait in the queue.
    for (const status of ['sending', 'sent', 'failed', 'unknown', 'expired'] as const)
      expect([status, totalOf(before, status)]).toEqual([status, 0]);
    expect([...wire.carriers.log.accepted()]).toEqual([]);

    await wire.control('POST', 'script', { account: {} });
    const after = report.parse(await place.json('launch', 'campaign.yaml'));
    expect(after.messages).toMatchObject({ sent: 12, failed: 0, queued: 0 });
    const addresses = [...wire.carriers.log.accepted()].map(({ address }) => address);
    expect([addresses.length, new Set(addresses).size]).toEqual([12, 12]);
    expect(wire.carriers.log.repeatedAttempts()).toEqual([]);
  });
});

async function tallyOf(place: Place): Promise<Tally> {
  const workspace = await openWorkspace(place.path('.cpaas'), { role: 'guest', create: false });
  try {
    return await workspace.ledger.tally('spring');
  } finally {
    workspace.close();
  }
}

async function expectOnce(aws: SimulatedAws, count: number): Promise<void> {
  const addresses = (await aws.accepted()).map(({ address }) => address);
  expect(addresses).toHaveLength(count);
  expect(new Set(addresses).size).toBe(count);
  expect((await aws.requests()).repeatedAttempts).toEqual([]);
}

const history = z.object({ messages: z.array(z.object({ status: z.string() })) });

async function statusOf(place: Place, customer: string): Promise<string | undefined> {
  return history.parse(await place.json('history', customer)).messages[0]?.status;
}

describe.concurrent('a campaign', () => {
  test('goes out from the origins it names, its events are read back, and opt-outs are in step', async () => {
    const aws = await simulateAws({
      account: { sms: { optOutLists: [{ name: 'Default', endUserNumbers: [] }] } },
    });
    const place = await workspaceOn(aws);
    await place.json('optout', '+14155551000');
    const sent = report.parse(await place.json('launch', 'campaign.yaml', '--yes'));
    expect(sent.messages).toMatchObject({ sent: 11, failed: 0 });
    // What the account allows, and not what settings.yaml says.
    expect(sent.channels['sms']?.limitPerSecond).toBe(100);
    await expectOnce(aws, 11);
    expect(await aws.sms('DescribeOptedOutNumbers', { OptOutListName: 'Default' })).toMatchObject({
      OptedOutNumbers: [{ OptedOutNumber: '+14155551000', EndUserOptedOut: false }],
    });
    expect(await statusOf(place, 'C2')).toBe('sent');
    expect(await place.json('events', aws.eventsFile)).toMatchObject({
      events: 11,
      matched: 11,
      repeated: 0,
      unread: 0,
    });
    expect(await statusOf(place, 'C2')).toBe('delivered');
    expect(await place.json('events', aws.eventsFile)).toMatchObject({ matched: 11, repeated: 11 });
  });

  test('that names a WhatsApp template which is not approved is not launched, and is once it is', async () => {
    const aws = await simulateAws();
    const campaign = `
id: spring
name: Test
channels: [whatsapp]
origins: [chats]
messageType: transactional
templates:
  whatsapp: { template: in_review, language: en, body: 'Hi {{1}}', parameters: ['{{ first_name }}'] }
`;
    const place = await workspaceOn(aws, { campaign });
    place.write(
      'customers.csv',
      'customer_id,first_name,whatsapp,country,consent_whatsapp\nD1,Ana,+491701234567,DE,true\n',
    );
    expect((await place.run('import', 'customers', 'customers.csv')).code).toBe(0);
    const { code, stdout, stderr } = await place.run('launch', 'campaign.yaml', '--yes');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('needs the WhatsApp template in_review in en, which is PENDING');
    expect(await aws.accepted()).toEqual([]);
    await aws.script({
      account: {
        whatsapp: {
          accounts: [
            {
              id: WABA,
              wabaId: '100000000000001',
              numbers: [{ id: WHATSAPP_NUMBER, metaId: '200000000000001', number: '+12065550120' }],
              templates: [{ name: 'in_review', category: 'UTILITY' }],
            },
          ],
        },
      },
    });
    expect(await place.json('launch', 'campaign.yaml', '--yes')).toMatchObject({ messages: { sent: 1 } });
    await expectOnce(aws, 1);
  });
});
