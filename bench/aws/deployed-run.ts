import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { publishSettings } from '../../src/adapters/aws/published-documents.ts';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { watchRequests } from '../../src/adapters/aws/request-watch.ts';
import type { NewCustomer } from '../../src/audience/customer.ts';
import { campaignDefinition } from '../../src/campaign/definition.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { workspaceSettings, type WorkspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import { openDeployedWorkspace, type DeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import { openDeliveryProcessor } from '../../src/compose/delivery-processor-function.ts';
import { openDispatcher } from '../../src/compose/dispatcher-function.ts';
import { openStreamAggregator } from '../../src/compose/stream-aggregator-function.ts';
import { openTick } from '../../src/compose/tick-function.ts';
import { startSimulation } from '../../src/compose/wire-simulator.ts';
import { type Tally, totalOf } from '../../src/delivery/tally.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { makeDeliveryProcessor } from '../../src/lambda/delivery-processor.ts';
import { makeDispatcher } from '../../src/lambda/dispatcher.ts';
import { makeStreamAggregator } from '../../src/lambda/stream-aggregator.ts';
import { makeTick } from '../../src/lambda/tick.ts';
import { QueueMapping, runSchedule, StreamMapping } from '../../test/aws/pump.ts';
import { ALL_TABLES, makeDeployment } from '../../test/support/aws-deployment.ts';
import { type Moto, startMoto } from '../../test/support/moto.ts';
import { openStream } from '../../test/support/stream-records.ts';
import { RequestMeter } from './request-meter.ts';
import type { Usage } from './usage.ts';

/** The pace of one origin, for which the targets are stated. */
export const PER_SECOND = 80;
/** As the template has them. */
const TIMEOUT_MS = 60_000;
const EVENTS_BATCH = { batchSize: 200, windowMs: 3_000 };
const STREAM_BATCH = 1_000;
const STREAM_WINDOW_MS = 5_000;

export interface DeployedRun {
  readonly messages: number;
  /** Of the campaign, without the import of its customers. */
  readonly usage: readonly Usage[];
  /** Of importing the customers. */
  readonly imported: readonly Usage[];
  /** Of one tick of the engine when everything is over. */
  readonly idleTick: readonly Usage[];
  readonly tally: Tally;
  readonly seconds: number;
  readonly cpuMsPerMessage: number;
}

/** A campaign by SMS through the tables and queues of an emulator, with the functions in this process and carriers that take everything. */
export async function runDeployed(messages: number, slower: number): Promise<DeployedRun> {
  const moto = await startMoto();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: moto.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_REGION: 'us-east-1',
  });
  const simulation = await startSimulation({
    clock: systemClock,
    seed: 1,
    port: 0,
    preset: 'unlimited',
    events: 'eventbridge',
    trouble,
  });
  process.env['AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2'] = `http://127.0.0.1:${simulation.port}`;
  try {
    const [pool] = simulation.account.sms.account.pools;
    return await measure(moto, messages, slower, pool?.id ?? '');
  } finally {
    await simulation.stop();
    moto.stop();
  }
}

function trouble(error: Error): void {
  console.error(error);
}

async function measure(moto: Moto, messages: number, slower: number, pool: string): Promise<DeployedRun> {
  const deployment = await makeDeployment(moto, { tables: ALL_TABLES, bucket: true, queues: true });
  await receiveFromBus(deployment);
  const meter = new RequestMeter(deployment);
  const as = (who: string): Deployment => ({ ...deployment, watch: meter.by(who) });
  const settings = settingsFor(pool);
  const options = { clock: systemClock, random: systemRandom, settings, trustedClock: true };
  const importer = await openDeployedWorkspace(as('import'), options);
  await addCustomers(importer, messages);
  importer.close();
  const imported = meter.book.entries();
  const cli = await openDeployedWorkspace(as('cli'), options);
  await publishSettings(cli.tables, settings);

  const cpu = process.cpuUsage();
  const began = performance.now();
  const functions = functionsOf(as);
  const stop = new AbortController();
  const stopped = await pump(deployment, as, functions, slower, stop.signal);
  await launchCampaign(cli, DEFINITION, cli.clock.now());
  const observer = await openDeployedWorkspace(deployment, options);
  await untilDelivered(observer, messages);
  const seconds = (performance.now() - began) / 1000;
  stop.abort();
  await stopped();
  const used = process.cpuUsage(cpu);
  const tally = await observer.ledger.tally(DEFINITION.id);
  const usage = difference(meter.book.entries(), imported);
  await functions.tick({}, contextOf());
  const idleTick = difference(meter.book.entries(), [...imported, ...usage]);
  observer.close();
  cli.close();
  return {
    messages,
    usage,
    imported,
    idleTick,
    tally,
    seconds,
    cpuMsPerMessage: (used.user + used.system) / 1000 / messages,
  };
}

function settingsFor(pool: string): WorkspaceSettings {
  const origin = {
    id: 'sms',
    channel: 'sms',
    kind: 'pool',
    identity: pool,
    limit: { partsPerSecond: PER_SECOND },
  };
  return workspaceSettings.parse({ carriers: 'aws', origins: [origin] });
}

const DEFINITION = campaignDefinition.parse({
  id: 'bench',
  name: 'Benchmark',
  channels: ['sms'],
  templates: {
    sms: {
      text: 'Hello {{ first_name }}, your order has shipped. Track it at example.com/t/{{ customer_id }}',
    },
  },
});

async function addCustomers({ customers }: DeployedWorkspace, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i): NewCustomer => {
    const phone = `+1415${2_000_000 + i}`;
    return {
      id: `C${i}`,
      addresses: { sms: phone },
      consent: { sms: true },
      firstName: 'Ana',
      attributes: {},
      country: 'US',
    };
  });
  for (let at = 0; at < count; at += 1_000) await customers.upsert(rows.slice(at, at + 1_000));
}

function functionsOf(as: (who: string) => Deployment) {
  const quiet = () => undefined;
  return {
    dispatcher: makeDispatcher(openDispatcher(quiet, () => as('dispatcher'))),
    processor: makeDeliveryProcessor(openDeliveryProcessor(quiet, () => as('delivery-processor'))),
    aggregator: makeStreamAggregator(openStreamAggregator(quiet, () => as('stream-aggregator'))),
    tick: makeTick(openTick(quiet, () => as('tick'))),
  };
}

function contextOf() {
  const until = performance.now() + TIMEOUT_MS;
  return { getRemainingTimeInMillis: () => until - performance.now() };
}

/** Starts the mappings; what is answered waits until they have stopped and the counters know everything. */
async function pump(
  deployment: Deployment,
  as: (who: string) => Deployment,
  { dispatcher, processor, aggregator, tick }: ReturnType<typeof functionsOf>,
  slower: number,
  stop: AbortSignal,
): Promise<() => Promise<void>> {
  const config = { ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false };
  const sqs = watchRequests(new SQSClient(config), as('event-source-mapping').watch);
  // The emulator's queues know nothing of slowed time.
  const visibilitySeconds = Math.min(43_200, 360 * slower);
  const work = new QueueMapping({
    sqs,
    visibilitySeconds,
    queueUrl: deployment.queues.work,
    batchSize: 10,
    concurrency: 2,
    invoke: (event) => dispatcher(event, contextOf()),
  });
  const events = new QueueMapping({
    sqs,
    visibilitySeconds,
    queueUrl: deployment.queues.events,
    ...EVENTS_BATCH,
    concurrency: 1,
    invoke: (event) => processor(event, contextOf()),
  });
  const reader = await openStream(deployment);
  const stream = new StreamMapping({
    next: () => reader.next(),
    batchSize: STREAM_BATCH,
    pauseMs: STREAM_WINDOW_MS,
    invoke: (event) => aggregator(event),
  });
  const ticking = { invoke: (event: unknown) => tick(event, contextOf()), everyMs: 1_000 };
  const running = [work.run(stop), events.run(stop), stream.run(stop), runSchedule(ticking, stop)];
  return async () => {
    await Promise.all(running);
    await stream.drain();
    reader.close();
    sqs.destroy();
  };
}

async function untilDelivered(
  { ledger, campaigns, clock }: DeployedWorkspace,
  messages: number,
): Promise<void> {
  for (let left = messages; left > 0; await clock.sleep(1_000)) {
    left = messages - totalOf(await ledger.tally(DEFINITION.id), 'delivered');
  }
  while ((await campaigns.find(DEFINITION.id))?.state !== 'finished') await clock.sleep(1_000);
}

/** The rule of the template, as far as SMS goes. */
async function receiveFromBus({ access, queues }: Deployment): Promise<void> {
  const config = storeClientConfig(access);
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queues.events, AttributeNames: ['QueueArn'] }),
  );
  const bus = new EventBridgeClient(config);
  await bus.send(
    new PutRuleCommand({ Name: 'sms', EventPattern: JSON.stringify({ source: ['aws.sms-voice'] }) }),
  );
  const Arn = Attributes?.['QueueArn'] ?? '';
  await bus.send(new PutTargetsCommand({ Rule: 'sms', Targets: [{ Id: 'events', Arn }] }));
  bus.destroy();
  sqs.destroy();
}

/** What came since. */
function difference(after: readonly Usage[], before: readonly Usage[]): readonly Usage[] {
  const known = (each: Usage) =>
    before
      .filter(({ by, of, measure }) => by === each.by && of === each.of && measure === each.measure)
      .reduce((sum, { amount }) => sum + amount, 0);
  return after
    .map((each) => ({ ...each, amount: each.amount - known(each) }))
    .filter(({ amount }) => amount > 0);
}
