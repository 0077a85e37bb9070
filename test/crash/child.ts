import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DATABASE_FILE } from '../../src/adapters/embedded/database.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { CARRIER_JOURNAL } from '../../src/compose/carriers.ts';
import { type Engine, makeEngine } from '../../src/compose/engine.ts';
import { simulatedOf } from '../support/simulated-carriers.ts';
import { openWorkspace, type Workspace } from '../../src/compose/workspace.ts';
import type { MessageLedger } from '../../src/delivery/ledger.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { REQUEST_LOG } from './carrier-truth.ts';
import { checkRestart } from './check-restart.ts';
import { POINT_NAMES } from './points.ts';
import {
  behaviourOf,
  CALL_TIMEOUT_MS,
  campaignIdOf,
  customersOf,
  definitionOf,
  SCRIPT,
  type Scenario,
  scenarioSchema,
  settingsOf,
} from './scenario.ts';
import { tell, Trap } from './trap.ts';

/** What the parent says to one process. */
const orderSchema = z.strictObject({
  folder: z.string(),
  scenario: scenarioSchema,
  /** Of this process: another one each time, as on a real restart. */
  seed: z.int(),
  trap: z.strictObject({ point: z.enum(POINT_NAMES), nth: z.int().positive() }).exactOptional(),
});

export type Order = z.infer<typeof orderSchema>;

const IMPORT_BATCH = 100;

/**
 * The process that is killed: opens the workspace folder as the product does, goes on with whatever is not done, and tells on stdout
 * where it is. With nothing left to do it ends with `done`; on SIGTERM it stops in order and ends with `stopped`.
 */
async function live(order: Order): Promise<void> {
  const { folder, scenario } = order;
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort());
  const isOld = existsSync(join(folder, DATABASE_FILE));
  const workspace = await openWorkspace(folder, {
    role: 'owner',
    create: true,
    settings: settingsOf(),
    random: seededRandom(order.seed),
  });
  if (isOld) await tellWhatIsLeft(workspace, scenario);
  const place = {
    databasePath: join(folder, DATABASE_FILE),
    journalPath: join(folder, CARRIER_JOURNAL),
    seed: order.seed,
  };
  const trap = order.trap === undefined ? undefined : new Trap(order.trap, place);
  await trap?.ready();
  const trapped = trap === undefined ? workspace : withTrap(workspace, trap);
  const watched = { ...trapped, ledger: tellingUnknowns(trapped.ledger) };
  await importCustomers(watched, scenario);
  const finished = await runCampaigns(watched, scenario, trap, stop.signal);
  await tellWhatIsHalfDone(workspace, scenario);
  workspace.close();
  tell(finished ? 'done' : 'stopped');
}

/** A process that ends by itself has recorded the outcome of every call it made. */
async function tellWhatIsHalfDone(workspace: Workspace, scenario: Scenario): Promise<void> {
  for (const index of scenario.policies.keys()) {
    const sending = totalOf(await workspace.ledger.tally(campaignIdOf(index)), 'sending');
    if (sending > 0) tell(`breach disorderlyStops ${sending}`);
  }
}

function withTrap(workspace: Workspace, trap: Trap): Workspace {
  return {
    ...workspace,
    customers: trap.around('customers', workspace.customers),
    suppressions: trap.around('suppressions', workspace.suppressions),
    campaigns: trap.around('campaigns', workspace.campaigns),
    plan: trap.around('plan', workspace.plan),
    ledger: trap.around('ledger', workspace.ledger),
    limits: trap.around('limits', workspace.limits),
  };
}

/** Whatever the process before left: what it may not, and what nobody knows the fate of. */
async function tellWhatIsLeft(workspace: Workspace, scenario: Scenario): Promise<void> {
  const { breaches, states } = await checkRestart(workspace, scenario);
  for (const [name, count] of Object.entries(breaches)) if (count > 0) tell(`breach ${name} ${count}`);
  for (const [id, { status }] of states) {
    if (status === 'unknown') tell(`unknown ${id}`);
  }
}

/** Tells of every message that becomes unknown, so that none is forgotten when an event settles it. */
function tellingUnknowns(ledger: MessageLedger): MessageLedger {
  return new Proxy(ledger, {
    get: (_, name) => {
      const value: unknown = Reflect.get(ledger, name);
      if (typeof value !== 'function') return value;
      if (name !== 'apply') return value.bind(ledger);
      return async (...args: Parameters<MessageLedger['apply']>) => {
        const states = await ledger.apply(...args);
        for (const [i, state] of states.entries())
          if (state?.status === 'unknown') tell(`unknown ${args[0][i]?.id}`);
        return states;
      };
    },
  });
}

/** A batch that was kept before a crash is kept again: nothing changes. */
async function importCustomers(workspace: Workspace, scenario: Scenario): Promise<void> {
  if ((await workspace.customers.count()) >= scenario.customers) return;
  tell('phase import');
  const customers = customersOf(scenario);
  for (let at = 0; at < customers.length; at += IMPORT_BATCH)
    await workspace.customers.upsert(customers.slice(at, at + IMPORT_BATCH));
}

/** `false`: it was stopped before the last campaign was finished and every receipt had come. */
async function runCampaigns(
  workspace: Workspace,
  scenario: Scenario,
  trap: Trap | undefined,
  stop: AbortSignal,
): Promise<boolean> {
  const { clock, campaigns } = workspace;
  const engine = engineOf(workspace, scenario, trap);
  const own = new AbortController();
  let running: Promise<void> | undefined;
  for (const index of scenario.policies.keys()) {
    const before = await campaigns.find(campaignIdOf(index));
    if (before?.state !== 'running' && before?.state !== 'finished') tell('phase plan');
    const { state } = await launchCampaign(workspace, definitionOf(scenario, index), clock.now());
    if (state === 'running') tell('phase send');
    running ??= engine.run(AbortSignal.any([stop, own.signal]));
    while (!stop.aborted && (await campaigns.find(campaignIdOf(index)))?.state !== 'finished')
      await clock.sleep(10, stop);
  }
  tell('phase receipts');
  await Promise.race([engine.carriers.idle(), aborted(stop)]);
  own.abort();
  await running;
  return !stop.aborted;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function engineOf(workspace: Workspace, scenario: Scenario, trap: Trap | undefined): Engine {
  const engine = makeEngine(workspace, {
    seed: scenario.seed,
    trouble: (error) => tell(`trouble ${error.message}`),
    carriers: { behaviour: behaviourOf(), script: SCRIPT, callTimeoutMs: CALL_TIMEOUT_MS },
  });
  const carriers = simulatedOf(engine);
  const receive = carriers.receive.bind(carriers);
  const requestLog = join(workspace.folder, REQUEST_LOG);
  carriers.receive = (channel, request) => {
    appendFileSync(requestLog, `${request.attemptId}\n`);
    const make = () => receive(channel, request);
    return trap?.watches('carriers') === true ? trap.call([], make) : make();
  };
  return engine;
}

// Without its parent nobody would end it.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
await live(orderSchema.parse(JSON.parse(process.argv[2] ?? '')));
