import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { campaignYaml, makeWorkspace } from './cpaas.ts';
import { decisionSchema, planSchema, reportSchema } from './report-schema.ts';

const QUIET = campaignYaml(
  'spring',
  "channels: [sms, email]\nfallbackAfter: 10m\nquietHours: { start: '21:00', end: '08:00' }",
);

describe.concurrent('cpaas plan', () => {
  test('one decision for each customer, with its text, its time and its price', async () => {
    const place = await makeWorkspace({ customers: 3, campaign: QUIET });
    place.write(
      'more.csv',
      'customer_id,first_name,phone,country,consent_sms\nC4,Dana,+14155552000,US,false\nC5,Eve,,,\nC6,Flo,+14155551000,US,true\n',
    );
    await place.json('import', 'customers', 'more.csv');
    const plan = planSchema.parse(
      await place.json(
        'plan',
        'campaign.yaml',
        '--decisions',
        'decisions.ndjson',
        '--as-of',
        '2026-11-20T04:00:00Z',
      ),
    );
    expect(plan).toMatchObject({
      campaignId: 'spring',
      planned: 3,
      parts: 3,
      channels: { sms: 3, whatsapp: 0, email: 0 },
    });
    expect(plan.skipped).toEqual({ no_consent: 1, no_address: 1, duplicate_address: 1 });

    const lines = readFileSync(place.path('decisions.ndjson'), 'utf8').trimEnd().split('\n');
    const decisions = lines.map((line) => decisionSchema.parse(JSON.parse(line)));
    expect(decisions.map(({ customerId, decision, reason }) => [customerId, decision, reason])).toEqual([
      ['C1', 'send', null],
      ['C2', 'send', null],
      ['C3', 'send', null],
      ['C4', 'skip', 'no_consent'],
      ['C5', 'skip', 'no_address'],
      ['C6', 'skip', 'duplicate_address'],
    ]);
    const [first] = decisions;
    // The country has several zones, so the campaign's own counts: UTC.
    expect(first).toMatchObject({
      channel: 'sms',
      parts: 1,
      body: 'Hello Ana1',
      sendAt: '2026-11-20T08:00:00.000Z',
    });
    expect(plan.cost.low).toBeCloseTo((first?.price ?? 0) * 3);
    expect(plan.cost.high).toBeGreaterThan(plan.cost.expected);
    expect(plan.cost.byCountry).toEqual({
      US: { low: plan.cost.low, expected: plan.cost.expected, high: plan.cost.high },
    });
    expect(Date.parse(plan.finishAt)).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 20, 8));
  });

  test('an audience is made of what customers bought, and of what was sent to them', async () => {
    const place = await makeWorkspace({ customers: 3 });
    place.write(
      'purchases.csv',
      'purchase_id,customer_id,sku,purchased_at\nP1,C1,TENT,2026-11-19T10:00:00Z\nP2,C2,TENT,2026-01-01\nP3,C9,TENT,2026-11-19\n',
    );
    await place.json('import', 'purchases', 'purchases.csv');
    const plan = async (id: string, audience: string) => {
      place.write(`${id}.yaml`, campaignYaml(id, `channels: [sms]\naudience: ${audience}`));
      const file = `${id}.ndjson`;
      await place.json('plan', `${id}.yaml`, '--decisions', file, '--as-of', '2026-11-20T00:00:00Z');
      const lines = readFileSync(place.path(file), 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => decisionSchema.parse(JSON.parse(line)).customerId);
    };
    expect(await plan('buyers', '{ bought: { skus: [tent] }, when: { last: 30 days } }')).toEqual(['C1']);
    expect(await plan('others', '{ not: { bought: {} } }')).toEqual(['C3']);
    await place.json('launch', 'others.yaml', '--yes');
    expect(await plan('left', '{ not: { contacted: { campaign: others } } }')).toEqual(['C1', 'C2']);
  });

  test('it changes nothing', async () => {
    const place = await makeWorkspace();
    await place.json('plan', 'campaign.yaml');
    await place.json('plan', 'campaign.yaml');
    expect(await place.json('campaigns')).toEqual({ campaigns: [] });
  });

  test('a dry run of launch says the same', async () => {
    const place = await makeWorkspace();
    const plan = planSchema.parse(await place.json('plan', 'campaign.yaml'));
    const dry = reportSchema.parse(await place.json('launch', 'campaign.yaml', '--dry-run'));
    expect(dry).toMatchObject({ dryRun: true, planned: plan.planned, skipped: plan.skipped });
    expect(dry.cost.estimated).toBe(plan.cost.expected);
    expect(dry.messages.queued).toBe(12);
    expect(await place.json('campaigns')).toEqual({ campaigns: [] });
  });

  test('for people it shows the cost, the end and what to look at', async () => {
    const place = await makeWorkspace({ campaign: campaignYaml('spring', 'channels: [sms]\nbudget: 0.01') });
    const { code, stdout } = await place.run('plan', 'campaign.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('Plan of spring "Test"');
    expect(stdout).toMatch(/Planned {4}12 customers in 12 parts; skipped none/);
    expect(stdout).toMatch(/Warning {4}The expected cost .* is above the budget/);
  });
});
