import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type DeployedWorkspace, openDeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import { parseAttemptId } from '../../src/delivery/message.ts';
import { STATUSES } from '../../src/delivery/status.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { LEASE_MS } from '../../src/dispatch/lane-worker.ts';
import { workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import type { Running } from '../cli/cpaas.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { account } from '../wire-campaign/accounting.ts';
import { campaignFile, customersCsv, POLICIES, SCRIPT, SETTINGS } from '../wire-campaign/scenario.ts';
import { type Simulation, startSimulation } from '../wire-campaign/simulation.ts';
import { carriersSay, expectMetricsToAgree } from './agreement.ts';
import { type DeployedPlace, deployTo } from './deployed-place.ts';
import { isQuiet } from './quiet.ts';
import { type RunningFunctions, runFunctions } from './running-functions.ts';
import { subscribeToTopic } from './simulated-topic.ts';

/** Receipts take their way through a bus, a queue and a function that is killed now and then. */
const FALLBACK_AFTER = '40s';
/** Which function is killed in the middle of what it does, and after how many requests to the carriers. */
const KILLS = [
  [250, 'dispatcher'],
  [500, 'delivery-processor'],
  [800, 'dispatcher'],
  [1_100, 'tick'],
  [1_400, 'dispatcher'],
  [1_600, 'delivery-processor'],
] as const;
const OPTED_OUT = 3;

/** Everybody, by email: it is cancelled. */
const STOPPED = {
  id: 'stopped',
  name: 'Stopped',
  messageType: 'transactional',
  channels: ['email'],
  templates: { email: { subject: 'Too many', text: 'This goes to a few.' } },
};

describe.skipIf(!hasMoto)('a deployed engine', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  test('sends to 2,000 people, whatever dies: once each, nobody lost, nobody gone', {
    timeout: 1_500_000,
  }, async () => {
    const { simulation, place } = await begin(moto);
    const workspace = await openDeployedWorkspace(place.deployment, {
      clock: systemClock,
      random: systemRandom,
      settings: workspaceSettings.parse({}),
      trustedClock: true,
    });
    const running = await runFunctions(place.deployment, place.environment);
    const launches = POLICIES.map((policy) => place.start('launch', `${policy}.yaml`, '--yes', '--json'));
    const killing = kill(running, simulation);
    await pauseAndResume(place, workspace, simulation);
    const optedOut = await optOut(place, workspace);
    await cancel(place, workspace, simulation);
    await killing;
    await expect
      .poll(() => isQuiet(workspace, simulation, running), { timeout: 900_000, interval: 2_000 })
      .toBe(true);
    await running.stop();

    const say = await carriersSay(simulation);
    const { breaches, sums } = await account(workspace, say);
    expect(breaches).toEqual({
      repeatedRequests: [],
      withoutIntent: [],
      twice: [],
      lost: [],
      invented: [],
      unsettled: [],
      notHeld: [],
      vanished: [],
      drifted: [],
    });
    expect(sums.customers).toBe(2_000);
    await expectStopped(workspace, say.requested);
    for (const { address, at } of optedOut) {
      const later = say.accepted.filter(
        (each, i) =>
          say.addresses[i] === address && / s$/.test(channelOf(each)) && (say.at.get(each) ?? 0) > at,
      );
      expect(later).toEqual([]);
    }
    await expectReports(launches, workspace);
    await expectMetricsToAgree(running, workspace);

    // The promises were put to the test.
    expect(running.functions.dispatcher.kills + running.functions['delivery-processor'].kills).toBe(5);
    expect(running.queues.events.repeated).toBeGreaterThan(0);
    expect(running.stream.failed).toBeGreaterThan(0);
    const seen: Readonly<Record<string, number>> = { ...(await simulation.counts()).carriers, ...sums };
    expect(Object.entries(LEAST).filter(([name, least]) => (seen[name] ?? 0) < least)).toEqual([]);
    workspace.close();
  });
});
