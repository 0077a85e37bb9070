import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Arguments } from '../../src/cli/command.ts';
import { doctor } from '../../src/cli/commands/doctor.ts';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { awsEnvironment, SERVICES } from './aws-environment.ts';
import { EMPTY, FULL, member, phoneNumber, pool, SETTINGS } from './accounts.ts';
import { QuickClock, quickSession } from './quick-session.ts';
import { always, type Answers, failure, pages } from './stand-in.ts';

const { aws, folder: folderOf } = awsEnvironment();
const NO_ARGUMENTS: Arguments = { positionals: [], flags: new Set(), values: new Map(), lists: new Map() };

let folder = '';
beforeEach(() => {
  folder = folderOf();
});

const reportSchema = z.object({
  canSend: z.boolean(),
  carriers: z.string(),
  region: z.string().nullable(),
  origins: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      limitPerSecond: z.number(),
      limitFrom: z.string(),
      reaches: z.record(z.string(), z.number()),
    }),
  ),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.string(),
      channel: z.string().optional(),
      origin: z.string().optional(),
      country: z.string().optional(),
      sentence: z.string(),
      mend: z.string().optional(),
    }),
  ),
});

async function run(answers: Answers, settings = SETTINGS) {
  aws.answers = answers;
  mkdirSync(join(folder, 'workspace'), { recursive: true });
  writeFileSync(join(folder, 'workspace', 'settings.yaml'), settings);
  const clock = new QuickClock();
  aws.clock = () => clock.monotonic();
  const { session, printed, notes } = quickSession(join(folder, 'workspace'), { clock });
  const code = await doctor.run(NO_ARGUMENTS, session);
  const report = reportSchema.parse(JSON.parse(printed.join('')));
  for (const { sentence } of report.findings) expect(sentence).toMatch(/^[^\n]+\.$/);
  return { code, report, notes, codes: report.findings.map((finding) => finding.code) };
}

function originOf(report: z.infer<typeof reportSchema>, id: string) {
  return report.origins.find((origin) => origin.id === id);
}

async function addCustomers(countries: readonly string[]): Promise<void> {
  const workspace = await openWorkspace(join(folder, 'workspace'), { role: 'guest', create: true });
  await workspace.customers.upsert(
    countries.map((country, i) => ({
      id: `C${i}`,
      addresses: { sms: `+1${i}`, whatsapp: `+1${i}` },
      country,
      consent: {},
      attributes: {},
    })),
  );
  workspace.close();
}

describe('a full account', () => {
  test('can send; limits are the smaller ones of settings and account', async () => {
    await addCustomers(['US', 'US', 'PT']);
    const { code, report, codes } = await run(FULL);
    expect(code).toBe(0);
    expect(report).toMatchObject({ canSend: true, carriers: 'aws', region: 'us-east-1' });
    // Toll-free: 3/s is documented; the pool counts as its fastest member.
    expect(originOf(report, 'us')).toEqual({
      id: 'us',
      state: 'ready',
      limitPerSecond: 3,
      limitFrom: 'documented',
      reaches: { US: 2 },
    } satisfies z.infer<typeof reportSchema>['origins'][number]);
    expect(originOf(report, 'wa')).toMatchObject({
      state: 'ready',
      limitPerSecond: 80,
      reaches: { US: 2, PT: 1 },
    });
    expect(originOf(report, 'mail')).toMatchObject({
      state: 'ready',
      limitPerSecond: 10,
      limitFrom: 'account',
    });
    expect(codes).toContain('pool_rate_unverified');
    const unreached = report.findings.filter((finding) => finding.code === 'country_unreached');
    expect(unreached).toMatchObject([{ channel: 'sms', country: 'PT', severity: 'warning' }]);
    const spend = report.findings.find((finding) => finding.code === 'spend_limit');
    expect(spend?.sentence).toContain('50 USD this month, of at most 200 USD');
    expect(report.findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
  });

  test('is read with at most one call a second to each service', async () => {
    // One channel: the clock of the test is everybody's.
    await run(FULL, SETTINGS.replace(/ {2}- \{ id: (wa|mail).*\n/g, ''));
    const sms = aws.calls;
    expect(sms.length).toBeGreaterThanOrEqual(9);
    for (const [i, call] of sms.entries()) {
      const before = sms[i - 1];
      if (before !== undefined) expect(call.at - before.at).toBeGreaterThanOrEqual(1_000);
    }
  });

  test('what the account says of a number goes before what is documented', async () => {
    const limits = (SMS: number) => ({
      MessagingLimits: { RateLimits: { SMS }, DailyMessageCaps: { 'T-MOBILE': 2000 } },
    });
    const numbers = [phoneNumber('phone-1', limits(7)), phoneNumber('phone-2', limits(5))];
    const answers = { ...FULL, DescribePhoneNumbers: pages('PhoneNumbers', [numbers]) };
    expect(originOf((await run(answers)).report, 'us')).toMatchObject({
      limitPerSecond: 7,
      limitFrom: 'account',
    });
    const sum = SETTINGS.replace('identity: pool-1,', 'identity: pool-1, poolRate: sum,');
    expect(originOf((await run(answers, sum)).report, 'us')).toMatchObject({ limitPerSecond: 12 });
  });

  test('three pages are read to the end', async () => {
    const numbers = [[phoneNumber('phone-8')], [phoneNumber('phone-9')], [phoneNumber('phone-1')]];
    const { report } = await run({
      ...FULL,
      DescribePhoneNumbers: pages('PhoneNumbers', numbers),
      ListPoolOriginationIdentities: pages('OriginationIdentities', [[], [], [member('phone-1')]]),
    });
    expect(aws.times('DescribePhoneNumbers')).toBe(3);
    expect(aws.times('ListPoolOriginationIdentities')).toBe(3);
    expect(originOf(report, 'us')).toMatchObject({ state: 'ready', limitPerSecond: 3 });
  });

  test('a throttled read is tried again, later and later', async () => {
    const { code, codes } = await run({
      ...FULL,
      DescribePools: (input, nth) =>
        nth <= 2 ? failure('ThrottlingException') : pages('Pools', [[pool('pool-1')]])(input, nth),
    });
    expect(code).toBe(0);
    expect(aws.times('DescribePools')).toBe(3);
    const at = aws.calls.filter(({ operation }) => operation === 'DescribePools').map((call) => call.at);
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThan((at[1] ?? 0) - (at[0] ?? 0));
    expect(codes).not.toContain('throttled');
  });

  test('one that is throttled for ever is said, and holds nothing', async () => {
    const { report, codes } = await run({ ...FULL, DescribePools: () => failure('ThrottlingException') });
    expect(codes).toContain('throttled');
    expect(originOf(report, 'us')?.state).toBe('unknown');
  });
});

describe('what is not as it should be', () => {
  test('sandbox', async () => {
    const { code, report } = await run({
      ...FULL,
      DescribeAccountAttributes: always({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] }),
      GetAccount: always({
        ProductionAccessEnabled: false,
        SendingEnabled: true,
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 190 },
      }),
    });
    expect(code).toBe(0);
    const sandboxes = report.findings.filter((finding) => finding.code === 'sandbox');
    expect(sandboxes.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    expect(originOf(report, 'mail')?.limitPerSecond).toBe(1);
    expect(report.findings.find((finding) => finding.code === 'daily_quota')?.severity).toBe('warning');
  });

  test('an account with nothing in this region: each origin is held, and the region is named', async () => {
    const { code, report, codes } = await run(EMPTY);
    expect(code).toBe(1);
    expect(report.origins.map(({ state }) => state)).toEqual(['held', 'held', 'held']);
    expect(codes.filter((each) => each === 'not_in_account')).toHaveLength(3);
    expect(codes.filter((each) => each === 'nothing_in_region')).toHaveLength(3);
    expect(report.findings.find((finding) => finding.code === 'not_in_account')?.sentence).toContain(
      'us-east-1',
    );
  });

  test('no permission is not the same as not there', async () => {
    const denied = () => failure('AccessDeniedException');
    const { report, codes } = await run({ ...FULL, DescribePools: denied, ListEmailIdentities: denied });
    const said = report.findings.filter((finding) => finding.code === 'no_permission');
    expect(said.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    expect(said[0]?.sentence).toContain('sms-voice:DescribePools');
    expect(codes).not.toContain('not_in_account');
    expect(originOf(report, 'us')?.state).toBe('unknown');
    expect(originOf(report, 'wa')?.state).toBe('ready');
  });

  test.each([
    ['UnrecognizedClientException', 'wrong_credentials'],
    ['ExpiredTokenException', 'expired_credentials'],
  ])('%s is said once, and nothing more is asked', async (name, code) => {
    const answers = Object.fromEntries(
      Object.keys(FULL).map((operation) => [operation, () => failure(name, 403)]),
    );
    const ended = await run(answers);
    expect(ended.code).toBe(1);
    expect(ended.codes.filter((each) => each === code)).toHaveLength(1);
    expect(aws.calls).toHaveLength(3);
  });

  test('no credentials at all', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    const { code, codes } = await run(FULL);
    expect(code).toBe(1);
    expect(codes.filter((each) => each === 'no_credentials')).toHaveLength(1);
    expect(aws.calls).toEqual([]);
  });

  test('a region where AWS does not offer it', async () => {
    for (const service of SERVICES)
      process.env[`AWS_ENDPOINT_URL_${service}`] = 'http://no-such-host.invalid';
    const { code, report } = await run(FULL);
    expect(code).toBe(1);
    // Some resolvers say "try again" for names that do not exist.
    const said = report.findings.filter((finding) =>
      ['endpoint_unknown', 'unreachable'].includes(finding.code),
    );
    expect(said.length).toBeGreaterThan(0);
    expect(said.every(({ severity }) => severity === 'blocker')).toBe(true);
  });

  test('opt-outs, event destinations, registrations, quality, configuration sets', async () => {
    const { report, codes } = await run(
      {
        ...FULL,
        DescribePools: pages('Pools', [[pool('pool-1', { SelfManagedOptOutsEnabled: true })]]),
        DescribeRegistrations: pages('Registrations', [
          [{ RegistrationId: 'registration-1', RegistrationStatus: 'REVIEWING' }],
        ]),
        GetConfigurationSetEventDestinations: always({ EventDestinations: [] }),
      },
      SETTINGS.replace('configurationSet: sms-events', 'configurationSet: gone'),
    );
    expect(codes).toEqual(
      expect.arrayContaining([
        'opt_outs_self_managed',
        'registration',
        'configuration_set_missing',
        'no_event_destination',
      ]),
    );
    expect(originOf(report, 'us')?.state).toBe('held');
  });
});

describe('without AWS', () => {
  test('it reports on the workspace', async () => {
    await addCustomers(['US']);
    const { code, report } = await run(FULL, 'carriers: simulated\n');
    expect(code).toBe(0);
    expect(report).toMatchObject({ canSend: true, carriers: 'simulated', region: null });
    expect(aws.calls).toEqual([]);
  });

  test('settings that cannot be used are told, not thrown', async () => {
    const { code, report } = await run(FULL, 'carriers: pigeons\n');
    expect(code).toBe(1);
    expect(report.findings[0]).toMatchObject({ code: 'workspace', severity: 'blocker' });
    expect(report.findings[0]?.sentence).toContain('settings.yaml:1');
  });

  test('who else sends is named', async () => {
    await addCustomers(['US']);
    const owner = await openWorkspace(join(folder, 'workspace'), { role: 'owner', create: false });
    const { code, report } = await run(FULL, 'carriers: simulated\n');
    owner.close();
    expect(code).toBe(0);
    expect(report.findings.find((finding) => finding.code === 'owner')?.sentence).toContain(
      `Process ${process.pid}`,
    );
  });

  test('a damaged database is told', async () => {
    mkdirSync(join(folder, 'workspace'));
    writeFileSync(join(folder, 'workspace', 'workspace.db'), 'not a database');
    const { code, report } = await run(FULL, 'carriers: simulated\n');
    expect(code).toBe(1);
    expect(report.findings[0]?.sentence).toContain('damaged');
  });
});
