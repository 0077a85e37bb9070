import { createReadStream } from 'node:fs';
import { expect, test } from 'vitest';
import { importCustomers } from '../../src/audience/import/import-customers.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { openWorkspace, type Workspace } from '../../src/compose/workspace.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makePlace, type Place } from '../cli/cpaas.ts';
import { account, NO_BREACHES, type CarriersSay } from './accounting.ts';
import { echoOf, EventFile } from './event-file.ts';
import { customersCsv, definitionOf, POLICIES, scriptFor, SETTINGS } from './scenario.ts';
import { type LoggedRequest, type Simulation, startSimulation } from './simulation.ts';

const KILLS = 5;
/** By then the last kill has come: fewer than all the first messages, so that there is still work. */
const LAST_KILL_AT = 1_700;

/** Customers are there and three campaigns run, one for each policy; nothing was sent. */
async function begin(simulation: Simulation): Promise<Place> {
  const place = makePlace(simulation.environment);
  place.write('customers.csv', customersCsv());
  place.write('.cpaas/settings.yaml', SETTINGS);
  const workspace = await openWorkspace(place.path('.cpaas'), { role: 'owner', create: true });
  await importCustomers({
    source: createReadStream(place.path('customers.csv')),
    name: 'customers.csv',
    store: workspace.customers,
    rejects: { write: async () => undefined },
  });
  for (const policy of POLICIES) await launchCampaign(workspace, definitionOf(policy), workspace.clock.now());
  workspace.close();
  return place;
}

/** After how many requests a process is killed: at random, but each has sent something. */
function killTargets(): readonly number[] {
  const random = seededRandom('kills');
  const stride = LAST_KILL_AT / KILLS;
  return Array.from({ length: KILLS }, (_, i) => Math.ceil(stride * (i + 0.2 + 0.8 * random.next())));
}

/** Sends until so many requests came to the carriers, and dies. */
async function sendAndDie(place: Place, simulation: Simulation, target: number): Promise<void> {
  const worker = place.start('worker');
  const sent = async () => (await simulation.counts()).carriers['requests'];
  await expect.poll(sent, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(target);
  worker.signal('SIGKILL');
  expect((await worker.ended).code).toBeNull();
}

/** Nothing is sent, told or waited for any more. */
async function isSettled(workspace: Workspace, simulation: Simulation, events: EventFile): Promise<boolean> {
  const before = await simulation.counts();
  if (!before.allEventsTold || !events.isRead) return false;
  for (const { id, state } of await workspace.campaigns.list()) {
    if (state !== 'finished' || (await workspace.ledger.nextDueAt(id)) !== undefined) return false;
  }
  const after = await simulation.counts();
  return after.allEventsTold && after.carriers['requests'] === before.carriers['requests'];
}

/** Sends until nothing is left. */
async function sendTheRest(
  place: Place,
  workspace: Workspace,
  simulation: Simulation,
  events: EventFile,
): Promise<void> {
  const worker = place.start('worker');
  const settled = () => isSettled(workspace, simulation, events);
  await expect.poll(settled, { timeout: 120_000, interval: 200 }).toBe(true);
  worker.signal('SIGINT');
  expect((await worker.ended).code).toBe(0);
}

const isSend = ({ attemptId }: LoggedRequest) => attemptId !== undefined;

async function carriersSay(
  simulation: Simulation,
  events: EventFile,
): Promise<CarriersSay & { readonly answers: readonly string[] }> {
  const requests = (await simulation.requests()).filter(isSend);
  const ids = (list: readonly LoggedRequest[]) => list.flatMap(({ attemptId }) => attemptId ?? []);
  return {
    answers: requests.map(({ answer }) => answer),
    requested: ids(requests),
    accepted: (await simulation.accepted()).map(({ attemptId }) => attemptId),
    answered: new Set(ids(requests.filter(({ answer }) => answer === 'ok'))),
    echoed: new Set(events.lines().flatMap((line) => echoOf(line) ?? [])),
  };
}

test('2,000 people through the SDK, with every fault and five kills: once each, nobody lost, nobody gone', {
  timeout: 300_000,
}, async () => {
  const simulation = await startSimulation(scriptFor(200));
  const place = await begin(simulation);
  const events = new EventFile(simulation.eventFile, place);
  const stop = new AbortController();
  const reading = events.run(stop.signal);
  // Looked at below.
  reading.catch(() => undefined);
  for (const target of killTargets()) await sendAndDie(place, simulation, target);
  const workspace = await openWorkspace(place.path('.cpaas'), { role: 'guest', create: false });
  await Promise.race([sendTheRest(place, workspace, simulation, events), reading]);
  stop.abort();
  await reading;

  const tallies = () => Promise.all(POLICIES.map((policy) => workspace.ledger.tally(policy)));
  const before = await tallies();
  expect(await place.json('events', simulation.eventFile)).toMatchObject({ unread: 0 });
  expect(await tallies(), 'events read again').toEqual(before);

  const { total: _, ...counts } = await simulation.counts();
  const say = await carriersSay(simulation, events);
  const { breaches, sums } = await account(workspace, say);
  workspace.close();
  expect(breaches).toEqual(NO_BREACHES);
  expect(counts.repeatedAttempts).toEqual([]);
  expect(counts.carriers['requests']).toBe(say.requested.length);

  // The promises were put to the test.
  expect(sums.customers).toBe(2_000);
  expect([...new Set(say.answers)]).toEqual(expect.arrayContaining(ANSWERS));
  const seen: Readonly<Record<string, number>> = { ...counts.carriers, ...sums };
  expect(Object.entries(LEAST).filter(([name, least]) => (seen[name] ?? 0) < least)).toEqual([]);
});

/** At least so often each. */
const LEAST = {
  throttled: 20,
  refused: 30,
  timedOut: 2,
  answersLost: 30,
  notSent: 2,
  fallbacks: 100,
  sentTwiceByPolicy: 3,
  settledByEvents: 30,
  settledAfterKill: 5,
  unknownAccepted: 3,
  unknownNeverAccepted: 10,
};

/** Each at least once. */
const ANSWERS = [
  'reset',
  'silence',
  'ThrottlingException',
  'ThrottledRequestException',
  'TooManyRequestsException',
  'InternalServerException',
  'DependencyException',
  'InternalServiceErrorException',
  'ConflictException',
  'ValidationException',
  'ExpiredTokenException',
  'AccessDeniedException',
  'SendingPausedException',
  'MessageRejected',
];
