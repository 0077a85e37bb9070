import type { CampaignDefinition } from '../../src/campaign/definition.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { cancelCampaign, pauseCampaign, resumeCampaign, retryFailed } from '../../src/campaign/lifecycle.ts';
import { addressKey } from '../../src/consent/address-key.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { Failure } from '../../src/kernel/failure.ts';
import { between, chance, pick, whole } from './faults.ts';
import type { Node } from './node.ts';
import { SECRET } from './scenario.ts';
import type { World } from './world.ts';

/** Acts of people and of the machine they run it on, at random times while there are faults. */
export async function operate(world: World): Promise<void> {
  const { clock, random, scenario } = world;
  for (const definition of scenario.campaigns) void launch(world, definition);
  while (world.chaos) {
    await clock.sleep(between(random, 0, 2 * scenario.actEveryMs));
    if (!world.chaos) return;
    const [first, ...others] = scenario.campaigns;
    if (first !== undefined) act(world, pick(random, [first, ...others]));
  }
}

/** Launches until it is launched, now and then from two processes at once. */
async function launch(world: World, definition: CampaignDefinition): Promise<void> {
  const { clock, random } = world;
  await clock.sleep(chance(random, 0.5) ? 0 : between(random, 0, 5_000));
  const launchOnce = (node: Node) => launchCampaign(node.operating, definition, node.process.clock.now());
  while (
    (world.facts.state.campaigns.get(definition.id)?.totals ?? undefined) === undefined ||
    world.facts.state.campaigns.get(definition.id)?.state === 'planned'
  ) {
    if (chance(random, 0.3)) void command(world, `launches ${definition.id} twice`, launchOnce);
    await command(world, `launches ${definition.id}`, launchOnce);
    await clock.sleep(between(random, 10, 1_000));
  }
}

/** One command on some process; its failure is the operator's to see. */
async function command(world: World, what: string, work: (node: Node) => Promise<unknown>): Promise<void> {
  const node = world.anyNode();
  if (node === undefined) return;
  const { process } = node;
  world.history.note(`operator ${what} on ${process.name}`);
  world.count(`operator ${what.split(' ')[0]}`);
  const working = async (): Promise<void> => {
    await process.goOn(undefined);
    await work(node);
  };
  try {
    await process.untilDeath(working());
  } catch (error) {
    world.count(error instanceof Failure ? 'commands refused' : 'commands failed');
  }
}

function act(world: World, { id }: CampaignDefinition): void {
  const { random } = world;
  const now = (node: Node) => node.process.clock.now();
  const acts: readonly (readonly [odds: number, run: () => Promise<void>])[] = [
    [3, () => command(world, `pauses ${id}`, (node) => pauseCampaign(node.operating, id, now(node)))],
    [4, () => command(world, `resumes ${id}`, (node) => resumeCampaign(node.operating, id, now(node)))],
    [
      2,
      () =>
        command(world, `blinks ${id}`, async (node) => {
          await pauseCampaign(node.operating, id, now(node));
          await resumeCampaign(node.operating, id, now(node));
        }),
    ],
    [0.4, () => command(world, `cancels ${id}`, (node) => cancelCampaign(node.operating, id, now(node)))],
    [
      3,
      () =>
        command(world, `retries ${id}`, (node) =>
          retryFailed(node.operating, id, chance(random, 0.5) ? 'unreachable' : undefined, now(node)),
        ),
    ],
    [4, () => command(world, 'suppresses', (node) => optOut(world, node))],
    [1, () => command(world, 'lifts', (node) => optIn(world, node))],
    [2, () => command(world, 'imports', (node) => changeCustomer(world, node))],
  ];
  let luck = random.next() * acts.reduce((sum, [odds]) => sum + odds, 0);
  for (const [odds, run] of acts) {
    luck -= odds;
    if (luck >= 0) continue;
    void run();
    return;
  }
}

function someAddress(world: World) {
  const { customers } = world.scenario;
  const customer = customers[whole(world.random, 0, customers.length - 1)];
  const channel = pick(world.random, CHANNELS);
  const address = customer?.addresses[channel];
  return address === undefined ? undefined : { channel, key: addressKey(SECRET, channel, address) };
}

async function optOut(world: World, node: Node): Promise<void> {
  const entry = someAddress(world);
  if (entry === undefined) return;
  await node.receiving.suppressions.add([
    { ...entry, reason: 'opted_out', source: 'command', at: node.process.clock.now() },
  ]);
}

async function optIn(world: World, node: Node): Promise<void> {
  const entry = someAddress(world);
  if (entry !== undefined) await node.receiving.suppressions.lift([entry.key]);
}

async function changeCustomer(world: World, node: Node): Promise<void> {
  const { customers } = world.scenario;
  const customer = customers[whole(world.random, 0, customers.length - 1)];
  if (customer === undefined) return;
  const email = `new-${world.counts['operator imports']}@example.com`;
  const consent = { ...customer.consent, email: chance(world.random, 0.5) };
  await node.operating.customers.upsert([
    { ...customer, addresses: { ...customer.addresses, email }, consent },
  ]);
}
