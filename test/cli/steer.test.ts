import { describe, expect, test } from 'vitest';
import {
  campaignYaml,
  FAST_SETTINGS,
  makeWorkspace,
  type Place,
  type Running,
  SLOW_SETTINGS,
} from './cpaas.ts';
import { reportSchema, unaccounted } from './report-schema.ts';

/** A campaign to a hundred customers that has just begun in a process of its own. */
async function beginSlowly(): Promise<{ readonly place: Place; readonly running: Running }> {
  const place = await makeWorkspace({ customers: 100, settings: SLOW_SETTINGS });
  const running = place.start('launch', 'campaign.yaml');
  await running.says('spring: running');
  return { place, running };
}

async function report(place: Place) {
  return reportSchema.parse(await place.json('campaigns', 'spring'));
}

describe.concurrent('while a campaign runs in one process', () => {
  test('another one reads, pauses, resumes and cancels it', async () => {
    const { place, running } = await beginSlowly();
    expect(await place.json('pause', 'spring')).toEqual({
      campaignId: 'spring',
      state: 'paused',
      reason: 'operator',
    });
    await running.says('spring: paused (operator)');
    const paused = await report(place);
    expect(paused).toMatchObject({ state: 'paused', reason: 'operator' });
    expect(paused.messages.queued).toBeGreaterThan(0);

    expect(await place.json('resume', 'spring')).toEqual({ campaignId: 'spring', state: 'running' });
    expect(await place.json('cancel', 'spring')).toEqual({ campaignId: 'spring', state: 'cancelled' });
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Campaign spring "Test": cancelled');

    const cancelled = await report(place);
    expect(cancelled.messages).toMatchObject({ queued: 0, sending: 0 });
    expect(cancelled.messages.cancelled).toBeGreaterThan(0);
    expect(unaccounted(cancelled)).toBe(0);
    const again = await place.run('launch', 'campaign.yaml');
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('Campaign spring was cancelled')]);
  });

  test('another one may not send, but decide', async () => {
    const { place } = await beginSlowly();
    place.write('second.yaml', campaignYaml('second'));
    const refused = await Promise.all([
      place.run('launch', 'second.yaml'),
      place.run('worker'),
      place.run('demo', '--num-customers', '1'),
    ]);
    for (const { code, stdout, stderr } of refused) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        /^cpaas: Process \d+ on .* is sending from \.cpaas: wait until it ends, or steer it/,
      );
    }
    expect(await place.json('launch', 'second.yaml', '--dry-run')).toMatchObject({ planned: 100 });
  });

  test('an opt-out holds at once; an interrupt stops in order; launching it again goes on', async () => {
    const { place, running } = await beginSlowly();
    await place.json('optout', '+14155551099');
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      'nothing is lost, and `cpaas launch campaign.yaml` goes on with campaign spring',
    );
    expect(await report(place)).toMatchObject({ state: 'running', messages: { sending: 0 } });

    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    expect(await place.json('launch', 'campaign.yaml')).toMatchObject({
      state: 'finished',
      messages: { delivered: 99, cancelled: 1, unknown: 0 },
      reasons: { cancelled: { opted_out: 1 } },
    });
    expect(await place.json('history', 'C100')).toMatchObject({
      messages: [{ status: 'cancelled', reason: 'opted_out', attempts: [] }],
    });
  });

  test('one that was killed is gone on with by a worker', async () => {
    const { place, running } = await beginSlowly();
    running.signal('SIGKILL');
    await running.ended;
    place.write('.cpaas/settings.yaml', FAST_SETTINGS);
    const worker = place.start('worker');
    await worker.says('Campaign spring is finished.');
    worker.signal('SIGTERM');
    expect((await worker.ended).code).toBe(0);
    const finished = await report(place);
    expect(finished.messages.delivered + finished.messages.unknown).toBe(100);
    expect(unaccounted(finished)).toBe(0);
  });
});

test('a paused campaign of no process is resumed in the foreground', async () => {
  const { place, running } = await beginSlowly();
  await place.json('pause', 'spring');
  running.signal('SIGKILL');
  await running.ended;
  place.write('.cpaas/settings.yaml', FAST_SETTINGS);
  expect(await place.json('resume', 'spring')).toMatchObject({ state: 'finished', planned: 100 });
  const { code, stderr } = await place.run('cancel', 'spring');
  expect([code, stderr]).toEqual([1, expect.stringContaining('Campaign spring is finished')]);
});
