import { describe, expect, test } from 'vitest';
import { campaignYaml, FAST_SETTINGS, makeWorkspace } from './cpaas.ts';
import { reportSchema, unaccounted } from './report-schema.ts';

const ALL_SMS_REFUSED = FAST_SETTINGS.replace(
  'simulator: unlimited',
  'simulator: { base: unlimited, sms: { refused: { share: 1, reasons: [{ reason: country_blocked, weight: 1 }] } } }',
);

describe.concurrent('cpaas launch', () => {
  test('sends a campaign, and sends nothing when it is launched again', async () => {
    const place = await makeWorkspace();
    const report = reportSchema.parse(await place.json('launch', 'campaign.yaml', '--yes'));
    expect(report).toMatchObject({
      campaignId: 'spring',
      state: 'finished',
      planned: 12,
      messages: { delivered: 12 },
    });
    expect(reportSchema.parse(await place.json('launch', 'campaign.yaml'))).toEqual(report);
    const list = await place.json('campaigns');
    expect(list).toMatchObject({
      campaigns: [{ campaignId: 'spring', state: 'finished', messages: { delivered: 12 } }],
    });
    expect(await place.json('stats')).toMatchObject({
      campaigns: { finished: 1 },
      channels: { sms: { sent: 12, deliveryRate: 1 } },
    });
  });

  test('the same id with another content is refused, other comments and spaces are not', async () => {
    const place = await makeWorkspace({ customers: 2 });
    await place.json('launch', 'campaign.yaml');
    place.write('spaced.yaml', `# The same\n${campaignYaml('spring')}\n`);
    expect(reportSchema.parse(await place.json('launch', 'spaced.yaml')).state).toBe('finished');
    place.write('other.yaml', campaignYaml('spring').replace('Hello {{', 'Goodbye {{'));
    const { code, stdout, stderr } = await place.run('launch', 'other.yaml', '--json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'cpaas: Campaign spring was launched with another content: give the changed campaign an id of its own.\n',
    );
  });

  test('what fails goes to the next channel, and a receipt that comes late shows as both reached', async () => {
    const settings = FAST_SETTINGS.replace(
      'simulator: unlimited',
      `simulator:
  base: unlimited
  sms:
    failed: { share: 1, reasons: [{ reason: unreachable, weight: 1 }] }
    deliveredAfterFailed: 1
    receiptDelay: { medianMs: 500, p99Ms: 500, maxMs: 500 }
  email:
    receiptDelay: { medianMs: 1500, p99Ms: 1500, maxMs: 1500 }`,
    );
    const campaign = campaignYaml(
      'spring',
      'channels: [sms, email]\nfallbackAfter: 1m\npreferredFirst: false',
    );
    const place = await makeWorkspace({ customers: 4, settings, campaign });
    const report = reportSchema.parse(await place.json('launch', 'campaign.yaml'));
    expect(report).toMatchObject({ planned: 4, fallbacks: 4, bothReached: 4, messages: { delivered: 8 } });
    expect(report.channels).toMatchObject({ sms: { delivered: 4 }, email: { delivered: 4, fallbacks: 4 } });
    expect(unaccounted(report)).toBe(0);
    expect(await place.json('history', 'C1')).toMatchObject({
      customer: { id: 'C1' },
      messages: [
        { campaign: 'spring', channel: 'email', step: 2, status: 'delivered', bothReached: true },
        {
          campaign: 'spring',
          channel: 'sms',
          step: 1,
          status: 'delivered',
          fellBack: true,
          attempts: [{ number: 1 }],
        },
      ],
      decisions: [{ campaign: 'spring', decision: 'send', channel: 'sms' }],
      consent: { sms: { agreed: true, stopped: null } },
    });
    expect((await place.run('history', 'C1')).stdout).toContain('both channels reached the customer');
  });

  test('dead letters are listed by reason and sent again', async () => {
    const place = await makeWorkspace({ settings: ALL_SMS_REFUSED });
    expect(await place.json('launch', 'campaign.yaml')).toMatchObject({
      messages: { failed: 12 },
      reasons: { failed: { country_blocked: 12 } },
    });
    expect(await place.json('retry', 'spring', '--list')).toEqual({
      campaignId: 'spring',
      failed: [{ reason: 'country_blocked', count: 12, channels: { sms: 12 } }],
    });
    const { code, stderr } = await place.run('retry', 'spring', '--reason', 'country_bloked');
    expect([code, stderr]).toEqual([
      1,
      'cpaas: No message of campaign spring failed for that reason: did you mean country_blocked?\n',
    ]);

    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    const report = reportSchema.parse(await place.json('retry', 'spring', '--reason', 'country_blocked'));
    expect(report).toMatchObject({ state: 'finished', messages: { delivered: 12, failed: 0 }, reasons: {} });
    expect(await place.json('retry', 'spring')).toEqual({ campaignId: 'spring', queued: 0 });
    expect(await place.json('history', 'C1')).toMatchObject({
      messages: [{ attempts: [{ number: 1 }, { number: 2, status: 'delivered' }] }],
    });
  });

  test('who opted out gets nothing', async () => {
    const place = await makeWorkspace({
      campaign: campaignYaml('spring', 'channels: [sms, email]\npreferredFirst: false'),
    });
    expect(await place.json('optout', '+1 415 555 1000')).toEqual({
      channels: ['sms', 'whatsapp'],
      added: 2,
    });
    expect(await place.json('optout', '+14155551000')).toEqual({ channels: ['sms', 'whatsapp'], added: 0 });
    expect(await place.json('optout', 'a2@EXAMPLE.com')).toEqual({ channels: ['email'], added: 1 });
    expect(await place.json('optout', '+14155551002', '--channel', 'whatsapp')).toEqual({
      channels: ['whatsapp'],
      added: 1,
    });
    expect(await place.json('launch', 'campaign.yaml')).toMatchObject({
      planned: 12,
      channels: { sms: { sent: 11 }, email: { sent: 1 } },
    });
    expect(await place.json('history', 'C1')).toMatchObject({
      consent: { sms: { stopped: { reason: 'opted_out', source: 'command' } } },
    });
  });

  test('a budget is never passed: the campaign stops there and says so', async () => {
    const place = await makeWorkspace({ campaign: campaignYaml('spring', 'channels: [sms]\nbudget: 0.05') });
    const { code, stdout, stderr } = await place.run('launch', 'campaign.yaml', '--json');
    expect(code).toBe(1);
    expect(stderr).toContain('Campaign spring stopped at its budget');
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report).toMatchObject({ state: 'paused', reason: 'budget' });
    expect(report.cost.actual).toBeLessThanOrEqual(0.05);
    expect(report.messages.queued).toBeGreaterThan(0);
    expect(unaccounted(report)).toBe(0);
  });

  test('without customers nothing is made', async () => {
    const place = await makeWorkspace({ customers: 1 });
    const { code, stderr } = await place.run('launch', 'campaign.yaml', '--data', 'elsewhere');
    expect([code, stderr]).toEqual([
      1,
      'cpaas: There is no workspace in elsewhere: import customers or run the demo first.\n',
    ]);
  });
});
