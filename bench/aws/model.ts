import type { Usage } from './usage.ts';

/** Minutes of a month, as AWS bills them: 730 hours. */
const MONTH_MINUTES = 730 * 60;
/** Lambda asks an empty queue this often: five pollers, each with polls of 20 s (aws-facts 5.4). */
const POLLS_PER_MINUTE = 15;
/** The tick of an engine at rest looks whether something runs and returns; a log has three lines for each invocation. */
const IDLE_TICK_SECONDS = 0.1;
const LOG_BYTES = 400;

/** What the stack has, as far as it costs while nothing happens. */
export interface Stack {
  readonly alarms: number;
  readonly dashboards: number;
  readonly queueMappings: number;
  /** Memory of each function in MB. */
  readonly memory: Readonly<Record<string, number>>;
}

/** What a stack uses in a month in which nothing is sent; `tick`: what one tick was seen to use. */
export function idleMonth(stack: Stack, tick: readonly Usage[]): readonly Usage[] {
  const minutely = tick.map((each) => ({ ...each, amount: each.amount * MONTH_MINUTES }));
  return [
    ...minutely,
    ...invocations('tick', MONTH_MINUTES, IDLE_TICK_SECONDS, stack),
    {
      by: 'event-source-mapping',
      of: 'empty queues',
      measure: 'sqs_requests',
      amount: POLLS_PER_MINUTE * MONTH_MINUTES * stack.queueMappings,
    },
    { by: 'stack', of: 'alarms', measure: 'alarm_months', amount: stack.alarms },
    { by: 'stack', of: 'dashboards', measure: 'dashboard_months', amount: stack.dashboards },
  ];
}

/** Invocations and their time, with what their logs take. */
function invocations(name: string, count: number, seconds: number, stack: Stack): readonly Usage[] {
  const gigabytes = (stack.memory[name] ?? 0) / 1024;
  return [
    { by: name, of: 'function', measure: 'lambda_requests', amount: count },
    { by: name, of: 'function', measure: 'lambda_gb_seconds', amount: count * seconds * gigabytes },
    { by: name, of: 'log', measure: 'logs_gb', amount: (count * LOG_BYTES) / 1e9 },
  ];
}

/**
 * The time of functions for a campaign of so many messages at `perSecond`, which an emulator on one machine cannot measure: the dispatcher
 * waits for slots most of its time, so it is the length of the campaign that counts (times the two that run beside each other at least); the
 * others take a batch in a fraction of a second.
 */
export function functionTime(stack: Stack, messages: number, perSecond: number): readonly Usage[] {
  const seconds = messages / perSecond;
  const { invocationSeconds, batch, records } = SHAPES;
  return [
    ...invocations(
      'dispatcher',
      (DISPATCHERS * seconds) / invocationSeconds.dispatcher,
      invocationSeconds.dispatcher,
      stack,
    ),
    ...invocations('delivery-processor', messages / batch.events, invocationSeconds.batch, stack),
    ...invocations('stream-aggregator', (messages * records) / batch.records, invocationSeconds.batch, stack),
    ...invocations('tick', seconds / 60, invocationSeconds.tick, stack),
  ];
}

const DISPATCHERS = 2;
/** Of an invocation, in seconds; messages in a batch of events or of records; records of the stream for each message. */
const SHAPES = {
  invocationSeconds: { dispatcher: 60, tick: 50, batch: 0.5 },
  batch: { events: 50, records: 100 },
  records: 4,
} as const;
