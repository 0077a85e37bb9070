import { describe, expect, test } from 'vitest';
import { FAST_SETTINGS, makePlace, type Place } from './cpaas.ts';
import { reportSchema, unaccounted } from './report-schema.ts';

async function demo(place: Place, ...args: string[]) {
  return reportSchema.parse(await place.json('demo', ...args));
}

describe.concurrent('cpaas demo', () => {
  test('sends to everybody over three channels, and accounts for everybody', async () => {
    const place = makePlace();
    const report = await demo(place, '--num-customers', '30', '--seed', '7');
    expect(report).toMatchObject({ campaignId: 'demo-1', state: 'finished', dryRun: false });
    const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
    expect(report.planned + skipped).toBe(30);
    expect(unaccounted(report)).toBe(0);
    expect(report.messages.queued + report.messages.sending).toBe(0);
    for (const channel of ['sms', 'whatsapp', 'email'] as const) {
      expect(report.channels[channel].delivered).toBeGreaterThan(0);
      expect(report.channels[channel].sent).toBeGreaterThanOrEqual(report.channels[channel].delivered);
    }
    expect(report.cost.actual).toBeGreaterThan(0);

    expect(reportSchema.parse(await place.json('campaigns', 'demo-1'))).toEqual(report);
    const { code, stdout } = await place.run('history', 'CUST-00000001');
    expect(code).toBe(0);
    expect(stdout).toContain('spring collection');
  });

  test('the same seed gives the same run', async () => {
    const places = [makePlace(), makePlace()];
    const [a, b] = await Promise.all(
      places.map((place) => demo(place, '--num-customers', '40', '--seed', '99')),
    );
    expect(a).toMatchObject({
      messages: b?.messages,
      reasons: b?.reasons,
      skipped: b?.skipped,
      fallbacks: b?.fallbacks,
      cost: b?.cost,
    });
  });

  test('a dry run decides the same, sends nothing and keeps no campaign', async () => {
    const place = makePlace();
    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    const dry = await demo(place, '--num-customers', '30', '--dry-run');
    expect(dry).toMatchObject({ campaignId: 'demo-1', dryRun: true, durationSeconds: 0 });
    expect(dry.messages.queued).toBe(dry.planned);
    expect(dry.channels.sms).toMatchObject({ sent: 0, achievedPerSecond: 0 });
    expect(dry.cost).toMatchObject({ actual: 0 });
    expect(await place.json('campaigns')).toEqual({ campaigns: [] });
    const sent = await demo(place, '--num-customers', '30');
    expect(sent).toMatchObject({ campaignId: 'demo-1', planned: dry.planned, skipped: dry.skipped });
    expect(sent.cost.estimated).toBe(dry.cost.estimated);
  });

  test('it is shown for people, with the progress on stderr', async () => {
    const place = makePlace();
    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    const { code, stdout, stderr } = await place.run('demo', '--num-customers', '5');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Campaign demo-1 "Spring collection": finished/);
    expect(stdout).toMatch(/^Cost {7}\$/m);
    expect(stderr).toContain('Imported 5 sample customers');
    expect(stderr).toContain('demo-1: running;');
  });

  test('each demo is a campaign of its own, for as many customers as it was asked for', async () => {
    const place = makePlace();
    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    await demo(place, '--num-customers', '8', '--dry-run');
    await demo(place, '--num-customers', '3');
    const second = await demo(place, '--num-customers', '2', '--dry-run');
    expect(second.campaignId).toBe('demo-2');
    expect(second.planned + Object.values(second.skipped).reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
