import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { type DeployedWorkspace, openDeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import type { MessageRecord } from '../../src/delivery/ledger.ts';
import { RANK, STATUSES } from '../../src/delivery/status.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { LEASE_MS } from '../../src/dispatch/lane-worker.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import type { Running } from '../cli/cpaas.ts';
import { reportSchema } from '../cli/report-schema.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { account, NO_BREACHES } from '../wire-campaign/accounting.ts';
import {
  campaignFile,
  customersCsv,
  POLICIES,
  type Policy,
  scriptFor,
  SETTINGS,
} from '../wire-campaign/scenario.ts';
import { type Simulation, startSimulation } from '../wire-campaign/simulation.ts';
import { carriersLog, expectMetricsToAgree, type Taken } from './agreement.ts';
import { type DeployedPlace, deployTo } from './deployed-place.ts';
import { type RunningFunctions, runFunctions } from './running-functions.ts';
import { prepareBus } from './emulated-bus.ts';
import { whatIsLeft } from './standing.ts';

/** Receipts take their way through a bus, a queue and a function that is killed now and then. */
const FALLBACK_AFTER = '40s';
/** `npm run test:aws` sends to as many as the promise names; every test run to fewer: the emulator answers some 100 requests a second. */
const PEOPLE = Number(process.env['CPAAS_AWS_PEOPLE'] ?? 300);
const part = (share: number) => Math.ceil(share * PEOPLE);
/** Which function is killed in the middle of what it does, and after how many requests to the carriers. */
const KILLS = [
  [part(0.12), 'dispatcher'],
  [part(0.25), 'delivery-processor'],
  [part(0.4), 'dispatcher'],
  [part(0.55), 'tick'],
  [part(0.7), 'dispatcher'],
  [part(0.8), 'delivery-processor'],
] as const;
/** Nothing is paced here: an emulated store on a busy machine answers in tenths of a second, and slots would pass. */
const CARRIERS_PER_SECOND = 2_000;
const LIMIT = 'limit: { partsPerSecond: 1000, burst: 1000 }';
const LIMITS = 'limits: { email: { partsPerSecond: 1000, burst: 1000 } }\n';
/** Of the campaign that is paused, which has to be under way until the command has come, however busy the machine is. */
const PAUSED_LIMIT = { partsPerSecond: part(0.005) };
/** Requests of others by which a pause is tried. */
const MEANWHILE = part(0.1);
const OPTED_OUT = 3;

/** Everybody, by email: it is cancelled when it has begun. */
const STOPPED = {
  id: 'stopped',
  name: 'Stopped',
  messageType: 'transactional',
  channels: ['email'],
  templates: { email: { subject: 'Too many', text: 'This goes to a few.' } },
};

/** At least so often each, of what the carriers and the books count. */
const LEAST = {
  throttled: part(0.01),
  refused: part(0.01),
  answersLost: part(0.01),
  fallbacks: part(0.025),
  settledByEvents: part(0.005),
};

interface Scene {
  readonly simulation: Simulation;
  readonly place: DeployedPlace;
  readonly workspace: DeployedWorkspace;
  readonly running: RunningFunctions;
}

/** The script deployed, people and files are there, functions wait for work. */
async function begin(moto: Moto): Promise<Scene> {
  const simulation = await startSimulation(scriptFor(CARRIERS_PER_SECOND), 'eventbridge', {
    AWS_ENDPOINT_URL_EVENTBRIDGE: moto.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made-up',
  });
  const carriers = Object.entries(simulation.environment).filter(([name]) => name.startsWith('AWS_ENDPOINT'));
  const place = await deployTo(moto, Object.fromEntries(carriers));
  await prepareBus(place.deployment);
  place.write('settings.yaml', `${SETTINGS.replaceAll(/limit: .*/g, LIMIT)}${LIMITS}`);
  place.write('customers.csv', customersCsv(PEOPLE));
  for (const policy of POLICIES) place.write(`${policy}.yaml`, JSON.stringify(campaignOf(policy)));
  place.write('stopped.yaml', JSON.stringify(STOPPED));
  await place.json('import', 'customers', 'customers.csv');
  const workspace = await openDeployedWorkspace(place.deployment, {
    clock: systemClock,
    random: systemRandom,
    settings: workspaceSettings.parse({}),
    trustedClock: true,
  });
  return { simulation, place, workspace, running: await runFunctions(place.deployment, place.environment) };
}

function campaignOf(policy: Policy): object {
  const campaign = campaignFile(policy, FALLBACK_AFTER);
  return policy === 'hold' ? { ...campaign, limit: PAUSED_LIMIT } : campaign;
}

async function requestsReach(simulation: Simulation, count: number): Promise<void> {
  const made = async () => (await simulation.counts()).carriers['requests'];
  await expect.poll(made, { timeout: 600_000, interval: 100 }).toBeGreaterThanOrEqual(count);
}

/** Each at its time, as soon as it has something to do. */
async function kill({ simulation, running }: Scene): Promise<void> {
  for (const [count, name] of KILLS) {
    await requestsReach(simulation, count);
    await expect.poll(() => running.functions[name].kill(), { timeout: 120_000, interval: 5 }).toBe(true);
  }
}

/** From when until when a campaign was paused, while others went on sending. Epoch ms. */
interface Pause {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Meanwhile some of its people opt out, and others' campaigns send. */
async function pauseAndResume(
  scene: Scene,
): Promise<{ readonly pause: Pause; readonly optedOut: readonly Pick<Taken, 'address' | 'at'>[] }> {
  const { simulation, place, workspace } = scene;
  await requestsReach(simulation, part(0.03));
  expect((await place.run('pause', 'hold')).code).toBe(0);
  const from = Date.now();
  const { requests = 0 } = (await simulation.counts()).carriers;
  const optedOut = await optOut(scene);
  await requestsReach(simulation, requests + MEANWHILE);
  const { key = '' } = (await workspace.campaigns.find('hold')) ?? {};
  const to = Date.now();
  expect((await place.run('resume', 'hold')).code).toBe(0);
  return { pause: { key, from, to }, optedOut };
}

/** What a paused campaign began all the same, but for the second in which a pause is heeded. */
function begunWhilePaused(records: Iterable<MessageRecord>, { key, from, to }: Pause): readonly string[] {
  return [...records].flatMap(({ id, attempts }) =>
    id.startsWith(`${key}-`) &&
    attempts.some(({ intendedAt }) => intendedAt > from + 1_000 && intendedAt < to)
      ? [id]
      : [],
  );
}

/** People whose message is not begun: they get none by SMS. Answers their numbers, and when it was done. */
async function optOut({ place, workspace }: Scene): Promise<readonly Pick<Taken, 'address' | 'at'>[]> {
  const out: Pick<Taken, 'address' | 'at'>[] = [];
  for await (const batch of workspace.customers.stream(500)) {
    for (const { key, addresses } of batch.toReversed()) {
      if (out.length === OPTED_OUT) return out;
      const [planned] = await workspace.plan.ofCustomer(key, 'hold');
      if (planned?.channel !== 'sms' || addresses.sms === undefined) continue;
      if ((await workspace.ledger.states([planned.id])).size > 0) continue;
      expect((await place.run('optout', addresses.sms)).code).toBe(0);
      out.push({ address: addresses.sms, at: Date.now() });
    }
  }
  return out;
}

/** Launches one to everybody, and cancels it when it has begun and a function that may be sending it was killed. */
async function cancel({ place, workspace, running }: Scene): Promise<void> {
  const launched = place.start('launch', 'stopped.yaml', '--yes', '--json');
  const sent = async () => totalOf(await workspace.ledger.tally('stopped'), 'delivered');
  await expect.poll(sent, { timeout: 600_000, interval: 500 }).toBeGreaterThan(0);
  await expect.poll(() => running.functions.dispatcher.kill(), { timeout: 120_000, interval: 5 }).toBe(true);
  expect((await place.run('cancel', 'stopped')).code).toBe(0);
  expect(reportSchema.parse(JSON.parse((await launched.ended).stdout)).state).toBe('cancelled');
}

async function expectCancelled({ workspace }: Scene, taken: readonly Taken[]): Promise<void> {
  const campaign = await workspace.campaigns.find('stopped');
  const tally = await workspace.ledger.tally('stopped');
  expect(campaign?.state).toBe('cancelled');
  expect(tally).toEqual(await workspace.ledger.recount('stopped'));
  expect(totalOf(tally, 'queued') + totalOf(tally, 'sending')).toBe(0);
  const own = taken.filter(({ attemptId }) => attemptId.includes(`.${campaign?.key}-`));
  const ids = new Set(own.map(({ attemptId }) => attemptId.split('.')[1]));
  expect(ids.size, 'taken once each').toBe(own.length);
  expect(own.length).toBeLessThan(campaign?.totals?.planned ?? 0);
  const known = STATUSES.filter((status) => RANK[status] >= RANK.unknown).reduce(
    (sum, status) => sum + totalOf(tally, status),
    0,
  );
  expect(known).toBeGreaterThanOrEqual(own.length);
}

/** What the commands showed in the end is what the ledger has. */
async function expectReports(launches: readonly Running[], { place, workspace }: Scene): Promise<void> {
  for (const [i, policy] of POLICIES.entries()) {
    expect((await launches[i]?.ended)?.code).toBe(0);
    const { state, messages } = reportSchema.parse(await place.json('campaigns', policy));
    const tally = await workspace.ledger.tally(policy);
    expect(state).toBe('finished');
    for (const status of STATUSES)
      expect(messages[status], `${policy}: ${status}`).toBe(totalOf(tally, status));
  }
}

describe.skipIf(!hasMoto)('a deployed engine', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  test(`sends to ${PEOPLE} people, whatever is killed: once each, nobody lost, nobody gone`, {
    timeout: 1_800_000,
  }, async ({ onTestFailed }) => {
    const scene = await begin(moto);
    const { simulation, place, workspace, running } = scene;
    let doing = 'pausing';
    onTestFailed(async () => {
      const left = await whatIsLeft(workspace, simulation, running);
      const requests = `${(await simulation.counts()).carriers['requests']} requests`;
      const kills = Object.values(running.functions).map(
        ({ name, kills: n }) => `${name}: killed ${n} times`,
      );
      const lines = [`It failed while ${doing}.`, requests, ...kills, ...left, ...running.troubles()];
      process.stderr.write(`${lines.join('\n')}\n`);
    });
    const launches = POLICIES.map((policy) => place.start('launch', `${policy}.yaml`, '--yes', '--json'));
    const killing = kill(scene);
    // Looked at below.
    killing.catch(() => undefined);
    const { pause, optedOut } = await pauseAndResume(scene);
    doing = 'cancelling';
    await cancel(scene);
    doing = 'killing';
    await killing;
    doing = 'waiting for the end';
    const left = () => whatIsLeft(workspace, simulation, running);
    await expect.poll(left, { timeout: 900_000, interval: 2_000 }).toEqual([]);
    doing = 'counting what the stream still has';
    await running.stop();
    doing = 'accounting';

    const { say, taken } = await carriersLog(simulation);
    const { breaches, sums, records } = await account(workspace, say);
    expect(breaches).toEqual(NO_BREACHES);
    expect(begunWhilePaused(records.values(), pause)).toEqual([]);
    expect(sums.customers).toBe(PEOPLE);
    await expectCancelled(scene, taken);
    // A call that was allowed before is made within half a lease.
    const afterOptOut = optedOut.flatMap(({ address, at }) =>
      taken.filter(
        (each) => each.address === address && each.at > at + LEASE_MS / 2 && /s\.\d+$/.test(each.attemptId),
      ),
    );
    expect(afterOptOut).toEqual([]);
    await expectReports(launches, scene);
    await expectMetricsToAgree(running, workspace);

    // The promises were put to the test.
    expect(optedOut).toHaveLength(OPTED_OUT);
    for (const name of new Set(KILLS.map(([, each]) => each)))
      expect(running.functions[name].kills, name).toBeGreaterThanOrEqual(1);
    expect(running.queues.events.repeated).toBeGreaterThan(0);
    expect(running.stream.failed).toBeGreaterThan(0);
    const seen: Readonly<Record<string, number>> = { ...(await simulation.counts()).carriers, ...sums };
    expect(Object.entries(LEAST).filter(([name, least]) => (seen[name] ?? 0) < least)).toEqual([]);
    workspace.close();
  });
});
