import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { openStreamAggregator } from '../../src/compose/stream-aggregator-function.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { makeStreamAggregator } from '../../src/lambda/stream-aggregator.ts';
import { ALL_TABLES } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { openStream } from '../support/stream-records.ts';
import { campaignYaml } from './cpaas.ts';
import { COUNT, deployedPlace, envFile } from './deployed-place.ts';

/** The mapping of the stream, as long as the test runs. */
async function countChanges(deployment: Deployment): Promise<() => Promise<void>> {
  const stream = await openStream(deployment);
  const count = makeStreamAggregator(
    openStreamAggregator(
      () => undefined,
      () => deployment,
    ),
  );
  const stop = new AbortController();
  const running = (async () => {
    while (!stop.signal.aborted) {
      for (const { shardId, records: Records } of await stream.next()) await count({ shardId, Records });
      await systemClock.sleep(200, stop.signal);
    }
  })();
  return async () => {
    stop.abort();
    await running;
    stream.close();
  };
}

const doctorReport = z.object({
  workspace: z.object({ folder: z.string(), problems: z.array(z.string()) }),
});

onMoto((moto) => {
  test('a campaign is launched, sent by a worker elsewhere, and every command tells of it', async () => {
    const { place, deployment, requests } = await deployedPlace(moto());
    const stopCounting = await countChanges(deployment);
    expect(await place.json('import', 'customers', 'customers.csv')).toMatchObject({ imported: COUNT });
    expect(await place.json('plan', 'campaign.yaml')).toMatchObject({ planned: COUNT });
    expect(await place.json('campaigns')).toEqual({ campaigns: [] });

    const unconfirmed = await place.run('launch', 'campaign.yaml');
    expect([unconfirmed.code, unconfirmed.stdout]).toEqual([1, '']);
    expect(unconfirmed.stderr).toContain('add --yes to send them.');
    expect(requests()).toBe(0);

    const worker = place.start('worker');
    await worker.says(`Sending from ${deployment.project} (${deployment.environment}) in us-east-1`);
    const launch = place.start('launch', 'campaign.yaml', '--yes');
    // Nobody reads receipts here.
    await launch.says('waiting for receipts');
    launch.signal('SIGINT');
    expect(await launch.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Campaign spring "Test": finished'),
      stderr: expect.stringContaining('Ctrl-C only ends this display.'),
    });
    expect(requests()).toBe(COUNT);

    expect(await place.json('campaigns', 'spring')).toMatchObject({
      messages: { sent: COUNT },
      planned: COUNT,
    });
    expect(await place.json('history', 'C1')).toMatchObject({
      customer: { id: 'C1' },
      messages: [{ campaign: 'spring', status: 'sent' }],
    });
    expect(await place.json('stats')).toMatchObject({ customers: COUNT });
    expect(await place.json('optout', '+14155551000')).toMatchObject({ channels: ['sms', 'whatsapp'] });
    place.write('again.yaml', campaignYaml('again'));
    expect(await place.json('plan', 'again.yaml')).toMatchObject({
      planned: COUNT - 1,
      skipped: { opted_out: 1 },
    });
    worker.signal('SIGINT');
    expect((await worker.ended).code).toBe(0);
    await stopCounting();
  });

  test('without anybody who sends, a launch can be left, and the campaign steered', async () => {
    const { place, requests } = await deployedPlace(moto());
    await place.run('import', 'customers', 'customers.csv');
    const launch = place.start('launch', 'campaign.yaml', '--yes');
    await launch.says('Ctrl-C only ends this display.');
    launch.signal('SIGINT');
    const { code, stderr } = await launch.ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining('goes on with campaign spring')]);
    expect(await place.json('pause', 'spring')).toMatchObject({ state: 'paused' });
    expect(await place.json('resume', 'spring')).toMatchObject({ state: 'running' });
    expect(await place.json('cancel', 'spring')).toMatchObject({ state: 'cancelled' });
    expect(await place.json('campaigns', 'spring')).toMatchObject({ state: 'cancelled' });
    expect(requests()).toBe(0);
  });

  test('doctor looks at the deployment; what is missing is said in a sentence', async () => {
    const { place, deployment } = await deployedPlace(moto());
    const report = doctorReport.parse(await place.json('doctor'));
    expect(report.workspace).toMatchObject({
      folder: `${deployment.project} (${deployment.environment}) in us-east-1`,
      problems: [],
    });
    place.write('.env.aws', envFile({ ...deployment, environment: 'gone' }));
    const { code, stdout } = await place.run('doctor', '--json');
    expect(code).toBe(1);
    expect(doctorReport.parse(JSON.parse(stdout)).workspace.problems).toHaveLength(ALL_TABLES.length);
    const { stderr } = await place.run('campaigns');
    expect(stderr).toContain(
      'is not there, or not whole: compare .env.aws, or run infrastructure/deploy.sh.',
    );
  });

  test('what .env.aws or the settings lack is said, and --data means a folder', async () => {
    const { place, deployment } = await deployedPlace(moto());
    place.write('settings.yaml', 'carriers: simulated\n');
    expect((await place.run('stats')).stderr).toContain('settings.yaml asks for simulated carriers');
    place.write('.env.aws', envFile(deployment).replace(/CPAAS_BUCKET.*\n/, ''));
    expect((await place.run('stats')).stderr).toContain('.env.aws does not say CPAAS_BUCKET as it should');
    expect((await place.run('stats', '--data', 'here')).stderr).toContain('here');
    expect((await place.run('demo', '--dry-run', '--json')).code).toBe(0);
  });
});
