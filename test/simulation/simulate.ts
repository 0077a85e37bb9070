import { hasMark, MARK } from '../../src/delivery/state.ts';
import { toError } from '../../src/kernel/failure.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import type { Limit } from '../../src/throughput/limit.ts';
import { between, chance, pick } from './faults.ts';
import {
  acceptedIsKnown,
  acceptedOnce,
  allRest,
  countersAgree,
  eventsCount,
  failedIsTrue,
  nobodyVanishes,
  sentIsTrue,
  unknownIsExcused,
  windowsKept,
} from './final-invariants.ts';
import { operate } from './operators.ts';
import { drawScenario, type Scenario } from './scenario.ts';
import { type Violation, World } from './world.ts';

/** What one seed came to. */
export interface SeedResult {
  readonly seed: number;
  readonly violation: Violation | undefined;
  /** The last lines, or all of them. */
  readonly history: readonly string[];
  readonly hash: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Between two looks at what must hold at all times, ms. */
const LOOK_MS = 1_000;
/** Everything has come to rest by then, or never will: 15 minutes without faults. */
const REST_WITHIN_MS = 900_000;
/** Longer than a lease, and than clocks are apart. */
const GAP_MS = 63_000;

/** Runs one seed: chaos, then healing, then the full account. The same seed gives the same history. */
export async function simulate(seed: number, keepHistory = false): Promise<SeedResult> {
  const world = new World(drawScenario(seed), keepHistory);
  const crashed = (error: unknown) => world.check('no process crashes', toError(error).message);
  process.on('unhandledRejection', crashed);
  try {
    await live(world);
  } finally {
    process.off('unhandledRejection', crashed);
  }
  const { history, violation, counts } = world;
  world.count('virtual seconds', Math.round(world.clock.monotonic() / 1000));
  return {
    seed,
    violation,
    history: keepHistory ? history.all() : history.last(),
    hash: history.hash,
    counts,
  };
}

async function live(world: World): Promise<void> {
  await world.stores.customers.upsert(world.scenario.customers);
  for (let i = 0; i < world.scenario.processes; i++) world.start();
  void operate(world);
  void breakProcesses(world);
  await run(world, world.scenario.chaosMs);
  await heal(world);
  if (world.violation === undefined) await account(world);
}

/** Lets time pass, and looks now and then. */
async function run(world: World, ms: number): Promise<void> {
  for (let left = ms; left > 0 && world.violation === undefined; left -= LOOK_MS) {
    const commits = world.counts['commits'];
    await world.clock.advance(Math.min(LOOK_MS, left));
    if (world.counts['commits'] !== commits) await checkCounters(world);
  }
}

async function checkCounters(world: World): Promise<void> {
  for (const id of world.facts.state.campaigns.keys()) {
    world.check('counters equal a recount', await countersAgree(world.facts, world.stores.ledger, id));
  }
}

/** Processes are killed, stopped, frozen and their clocks set. */
async function breakProcesses(world: World): Promise<void> {
  const { scenario, random, clock } = world;
  const [first, ...others] = scenario.processFaults;
  if (first === undefined) return;
  while (world.chaos) {
    await clock.sleep(between(random, 0, 2 * scenario.processFaultEveryMs));
    const node = world.anyNode();
    if (node === undefined || !world.chaos) continue;
    const fault = pick(random, [first, ...others]);
    world.history.note(`${node.process.name} ${fault}`);
    world.count(`process ${fault}`);
    if (fault === 'kill') node.process.die();
    else if (fault === 'stop') node.stop();
    else if (fault === 'freeze') node.process.freeze(5 * 16_000 ** random.next());
    else node.process.clock.skewMs = between(random, -scenario.skewMs, scenario.skewMs);
  }
}

/** No more faults: whoever lives goes on alone, or all are stopped and started anew; then time runs until everything rests. */
async function heal(world: World): Promise<void> {
  const { scenario, clock } = world;
  world.chaos = false;
  world.restarts = false;
  for (const node of world.living) node.process.thaw();
  // What was under way through slow calls and open receives ends.
  await run(world, 1_000);
  if (scenario.gap) await stopAll(world);
  if (world.living.length === 0) world.start();
  await resumeAll(world);
  const until = clock.monotonic() + REST_WITHIN_MS;
  while (world.violation === undefined && !(await atRest(world))) {
    // One that was told to stop has ended by now.
    if (world.living.length === 0) world.start();
    if (clock.monotonic() >= until)
      world.check('everything comes to rest', allRest(world.facts) ?? 'events are still on their way');
    await run(world, 2_000);
  }
}

async function stopAll(world: World): Promise<void> {
  for (const node of world.living) node.stop();
  for (let waited = 0; world.living.length > 0 && world.violation === undefined; waited += 1_000) {
    if (waited > 200_000)
      world.check('a process stops when asked', `${world.living[0]?.process.name} goes on`);
    await run(world, 1_000);
  }
  await run(world, GAP_MS);
}

/** Operators come back to what they paused; some of it they leave. */
async function resumeAll(world: World): Promise<void> {
  const { campaigns } = world.stores;
  for (const campaign of await campaigns.list(['paused'])) {
    if (chance(world.random, 0.2)) continue;
    world.history.note(`operator resumes ${campaign.id}`);
    await campaigns.move(campaign.id, ['paused'], 'running', '', world.clock.now());
  }
}

async function atRest(world: World): Promise<boolean> {
  const { facts, scenario, carriers } = world;
  const launched = scenario.campaigns.every(({ id }) => facts.state.campaigns.has(id));
  if (!launched || world.waiting > 0 || allRest(facts) !== undefined) return false;
  let idle = false;
  void carriers.idle().then(() => {
    idle = true;
  });
  await world.clock.advance(0);
  return idle;
}

/** The full account, when everything rests. */
async function account(world: World): Promise<void> {
  const { facts, stores, carriers, scenario } = world;
  world.check(
    'one request for an attempt',
    carriers.log.repeatedAttempts().length === 0 ? undefined : 'an attempt id came twice',
  );
  world.check('nobody gets it twice', acceptedOnce(facts));
  world.check('what was accepted is known', acceptedIsKnown(facts));
  world.check('what is shown as sent was accepted', sentIsTrue(facts));
  world.check('what is shown as failed did fail', failedIsTrue(facts));
  world.check('limits hold in every window', windowsKept(facts, limitsOf(scenario)));
  world.check('every event counts', eventsCount(facts));
  world.check('unknown only where nobody can know', unknownIsExcused(facts));
  for (const campaign of facts.state.campaigns.values()) {
    world.check('nobody vanishes', nobodyVanishes(facts, campaign, await stores.ledger.tally(campaign.id)));
  }
  await checkCounters(world);
  const totals = carriers.log.totals();
  world.count('accepted', totals.accepted);
  world.count('answers lost', totals.answersLost);
  world.count('timed out', totals.timedOut);
  world.count('events of no message', await stores.ledger.unmatchedEvents());
  for (const { attempt } of facts.state.inbox) {
    const state = attempt && facts.state.states.get(attempt.messageId);
    if (state !== undefined && attempt !== undefined && attempt.number < state.attempts)
      world.count('events of an earlier attempt');
  }
  for (const state of facts.state.states.values()) {
    if (state.status === 'unknown') world.count('unknown at the end');
    if (hasMark(state, MARK.bothReached)) world.count('reached twice');
  }
  for (const again of facts.queuedAgain.values()) {
    world.count('resends', again.unknown);
    world.count('retries', again.failed);
  }
}

function limitsOf({ settings, campaigns }: Scenario): ReadonlyMap<string, Limit> {
  const limits = new Map<string, Limit>();
  if (settings.limits.account !== undefined) limits.set('account', settings.limits.account);
  for (const channel of CHANNELS) {
    const limit = settings.limits[channel];
    if (limit !== undefined) limits.set(`channel:${channel}`, limit);
  }
  for (const origin of settings.origins) limits.set(`origin:${origin.id}`, origin.limit);
  for (const campaign of campaigns)
    if (campaign.limit !== undefined) limits.set(`campaign:${campaign.id}`, campaign.limit);
  return limits;
}
