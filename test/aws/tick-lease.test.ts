import { expect, onTestFinished, test } from 'vitest';
import { openTables, type Tables } from '../../src/adapters/aws/dynamodb.ts';
import { awsTickLease } from '../../src/adapters/aws/tick-lease.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import type { Moto } from '../support/moto.ts';
import { onMoto } from '../support/on-moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

async function open(moto: Moto): Promise<Tables> {
  const tables = openTables(await makeDeployment(moto, { tables: ['campaigns'] }));
  onTestFinished(() => tables.dynamo.destroy());
  return tables;
}

onMoto((moto) => {
  test('of many who want to tick at once one does', async () => {
    const tables = await open(moto());
    const clock = new VirtualClock();
    const leases = Array.from({ length: 8 }, (_, i) => awsTickLease(tables, clock, `worker-${i}`));
    const held = await Promise.all(leases.map((lease) => lease.hold()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  test('it stays with its holder, and passes on when it is released or its holder is gone', async () => {
    const tables = await open(moto());
    const clock = new VirtualClock();
    const tick = awsTickLease(tables, clock, 'tick');
    const worker = awsTickLease(tables, clock, 'worker');
    expect(await tick.hold()).toBe(true);
    await clock.advance(20_000);
    expect(await tick.hold()).toBe(true);
    await clock.advance(20_000);
    expect(await worker.hold()).toBe(false);
    expect(await tick.hold()).toBe(true);
    await tick.release();
    expect(await worker.hold()).toBe(true);
    // Somebody else's release takes nothing away.
    await tick.release();
    expect(await tick.hold()).toBe(false);
    await clock.advance(31_000);
    expect(await tick.hold()).toBe(true);
    expect(await worker.hold()).toBe(false);
  });
});
