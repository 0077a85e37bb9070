import { expect, test } from 'vitest';
import { POOL, startWire } from '../wire/simulator.ts';
import { campaignYaml, makeWorkspace } from './cpaas.ts';
import { environmentOf, NOBODY } from './simulated-aws.ts';

const SETTINGS = `
carriers: aws
aws: { region: us-east-1 }
origins:
  - { id: sms, channel: sms, kind: pool, identity: ${POOL}, limit: { partsPerSecond: 500 } }
`;

test('nothing goes out through AWS before its price was shown and somebody said yes', async () => {
  const wire = await startWire();
  const place = await makeWorkspace({ settings: SETTINGS, environment: environmentOf(wire.url) });
  const { code, stdout, stderr } = await place.run('launch', 'campaign.yaml');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/Price +\$\d/);
  expect(stderr).toContain('add --yes to send them.');
  expect(wire.carriers.log.totals().requests).toBe(0);
  expect((await place.run('launch', 'campaign.yaml', '--dry-run')).code).toBe(0);
});

test('who opted out at AWS is suppressed here, and not asked for again', async () => {
  const reason = 'ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT';
  const wire = await startWire({ rules: [{ match: {}, fate: { answer: 'refused', reason } }] });
  const place = await makeWorkspace({ settings: SETTINGS, environment: environmentOf(wire.url) });
  expect(await place.json('launch', 'campaign.yaml', '--yes')).toMatchObject({ messages: { failed: 12 } });
  place.write('again.yaml', campaignYaml('again'));
  const plan = await place.json('plan', 'again.yaml');
  expect(plan).toMatchObject({ planned: 0, skipped: { opted_out: 12 } });
});

test('no credentials: one sentence says what to do, and nothing is lost or failed', async () => {
  const wire = await startWire();
  const environment = { ...environmentOf(wire.url), ...NOBODY };
  const place = await makeWorkspace({ settings: SETTINGS, environment });
  const running = place.start('launch', 'campaign.yaml', '--yes');
  await running.says('No AWS credentials were found');
  running.signal('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(1);
  expect(stderr).not.toContain('+1415555');
  expect(await place.json('campaigns', 'spring')).toMatchObject({
    messages: { queued: 12, failed: 0, unknown: 0, sending: 0, sent: 0 },
  });
});

test('the demo does not send to its made-up people through AWS', async () => {
  const place = await makeWorkspace({ settings: SETTINGS });
  const { code, stderr } = await place.run('demo');
  expect(code).toBe(1);
  expect(stderr).toContain('name --phone-pool-id or --email-from, or another folder with --data.');
});
