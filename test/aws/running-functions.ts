import { SQSClient } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import { openStream } from '../support/stream-records.ts';
import { DeployedFunction } from './function.ts';
import { QueueMapping, runSchedule, StreamMapping } from './pump.ts';

/** Shorter than deployed (60 s, of which a dispatcher keeps 15 for what is under way), so that what a kill left behind comes again soon. */
const TIMEOUT_MS = 40_000;
const VISIBILITY_SECONDS = 45;
/** It keeps 8 s for what is under way. Emulated queries read whole tables, so that a pass each second would leave no time for anything else. */
const TICK_TIMEOUT_MS = 10_000;
const TICK_EVERY_MS = 8_000;
const NAMES = ['dispatcher', 'delivery-processor', 'stream-aggregator', 'tick'] as const;
type FunctionName = (typeof NAMES)[number];

/** The four functions of a deployed engine, fed by their mappings. */
export interface RunningFunctions {
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>;
  readonly queues: Readonly<Record<'work' | 'transactional' | 'events', QueueMapping>>;
  readonly stream: StreamMapping;
  /** What functions said that is no metric, the last of it. */
  troubles(): readonly string[];
  /** Stops the mappings, lets invocations end, and counts what the stream still has. */
  stop(): Promise<void>;
}

/** Starts them. Some invocations' results are thrown away as if the function had died when it was done. */
export async function runFunctions(
  deployment: Deployment,
  environment: Readonly<Record<string, string>>,
): Promise<RunningFunctions> {
  const deployed = (name: FunctionName, timeoutMs = TIMEOUT_MS) =>
    new DeployedFunction({
      name,
      entry: join(import.meta.dirname, `../../src/lambda/${name}.ts`),
      environment,
      timeoutMs,
    });
  const functions = {
    dispatcher: deployed('dispatcher'),
    'delivery-processor': deployed('delivery-processor'),
    'stream-aggregator': deployed('stream-aggregator'),
    tick: deployed('tick', TICK_TIMEOUT_MS),
  };
  const sqs = new SQSClient({ ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false });
  const common = { sqs, visibilitySeconds: VISIBILITY_SECONDS };
  const dispatching = {
    ...common,
    invoke: functions.dispatcher.invoke,
    batchSize: 10,
    forgets: (n: number) => n % 7 === 3,
  };
  const queues = {
    work: new QueueMapping({ ...dispatching, queueUrl: deployment.queues.work, concurrency: 1 }),
    transactional: new QueueMapping({
      ...dispatching,
      queueUrl: deployment.queues.transactional,
      concurrency: 4,
    }),
    events: new QueueMapping({
      ...common,
      queueUrl: deployment.queues.events,
      invoke: functions['delivery-processor'].invoke,
      batchSize: 200,
      concurrency: 2,
      forgets: (n) => n % 5 === 2,
    }),
  };
  const reader = await openStream(deployment);
  const stream = new StreamMapping({
    next: () => reader.next(),
    invoke: functions['stream-aggregator'].invoke,
    batchSize: 300,
    pauseMs: 3_000,
    forgets: (n) => n % 6 === 2,
  });
  const stop = new AbortController();
  const running = [
    ...Object.values(queues).map((queue) => queue.run(stop.signal)),
    stream.run(stop.signal),
    runSchedule({ invoke: functions.tick.invoke, everyMs: TICK_EVERY_MS }, stop.signal),
  ];
  return {
    functions,
    queues,
    stream,
    troubles: () =>
      Object.values(functions).flatMap(({ name, log }) =>
        log
          .filter((line) => !line.startsWith('{"_aws"'))
          .slice(-20)
          .map((line) => `${name}: ${line}`),
      ),
    async stop() {
      stop.abort();
      await Promise.all(running);
      await stream.drain();
      for (const each of Object.values(functions)) each.close();
      reader.close();
      sqs.destroy();
    },
  };
}
