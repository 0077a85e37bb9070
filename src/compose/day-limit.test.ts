import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDefinition } from '../../test/support/make.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { workspaceSettings } from '../campaign/workspace-settings.ts';
import { totalOf } from '../delivery/tally.ts';
import { systemClock } from '../kernel/clock.ts';
import { makeEngine } from './engine.ts';
import { openWorkspace } from './workspace.ts';

const LIMIT = { partsPerSecond: 20, burst: 5, perDay: 12 };

test('an origin whose day is used up waits with its reason: the others stay queued, and none fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-day-'));
  const settings = workspaceSettings.parse({
    origins: [{ id: 'sms', channel: 'sms', kind: 'pool', identity: 'pool-1', limit: LIMIT }],
    simulator: 'unlimited',
  });
  const workspace = await openWorkspace(folder, { role: 'owner', create: true, settings });
  const customers = Array.from({ length: 20 }, (_, i) => ({
    id: `C${i}`,
    addresses: { sms: `+1415555${1000 + i}` },
    country: 'US',
    consent: { sms: true },
    attributes: {},
  }));
  await workspace.customers.upsert(customers);
  await launchCampaign(workspace, makeDefinition(), systemClock.now());
  const troubles: Error[] = [];
  const engine = makeEngine(workspace, {
    seed: 1,
    trouble: (error) => troubles.push(error),
    carriers: { journal: false },
  });
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  const tally = () => workspace.ledger.tally('spring');
  const underWay = async () => totalOf(await tally(), 'sending') + totalOf(await tally(), 'sent');
  while (engine.holds.list().length === 0 || (await underWay()) > 0) await systemClock.sleep(20);
  expect(engine.holds.list()).toMatchObject([
    {
      originId: 'sms',
      reason: expect.stringMatching(/^Origin sms waits: .* 24 hours is used up; .*\.$/),
    },
  ]);
  const reason = engine.holds.list()[0]?.reason;
  stop.abort();
  await running;
  const ended = await tally();
  // On a busy machine a slot may pass before it is used: it counts, so that the day is never passed.
  expect(totalOf(ended, 'delivered')).toBeGreaterThan(0);
  expect(totalOf(ended, 'delivered')).toBeLessThanOrEqual(LIMIT.perDay);
  expect(totalOf(ended, 'failed')).toBe(0);
  expect((await workspace.campaigns.find('spring'))?.state).toBe('running');
  expect(troubles.map(({ message }) => message)).toEqual([reason]);
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});
