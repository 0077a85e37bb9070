import type { SecondSent } from '../delivery/ledger.ts';
import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import { microsToDollars } from '../kernel/money.ts';

/** What a deployed engine tells about itself, each for a channel. Alarms and the dashboard use these names and no others. */
export const METRIC_NAMES = [
  'Sent',
  'Delivered',
  'FailedDeliveries',
  'Bounced',
  'Complained',
  'Unknown',
  'ThrottledMessages',
  'Parts',
  'Spend',
  'AvailableCapacity',
  'SlotUtilization',
  'QueueAge',
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];
export type MetricUnit = 'count' | 'dollars' | 'parts_per_second' | 'percent' | 'seconds';

interface Metric {
  readonly unit: MetricUnit;
  /**
   * Who tells it: the stream aggregator what the ledger's changes say, each once; the dispatcher what it meets in the queue; the tick what
   * needs a view of all workers together.
   */
  readonly from: 'stream-aggregator' | 'dispatcher' | 'tick';
  /** How the values of a period become one: counts and money add up, of levels the one that worries more holds. */
  readonly statistic: 'Sum' | 'Minimum' | 'Maximum';
  /** The counters of a tally (`TallyDelta.changes()`) that it adds up; none for what is no count. */
  readonly counters: readonly string[];
  readonly meaning: string;
}

const REACHED = ['status:delivered', 'status:read'];

/**
 * Counts say what happened in a minute, so nothing is taken back: a failed message that is sent again stays counted in its minute, and
 * counts anew when it fails anew. How things stand is what `cpaas stats` shows.
 */
export const METRICS: Readonly<Record<MetricName, Metric>> = {
  Sent: counted(
    ['status:sent', 'status:failed', ...REACHED],
    'Messages that a carrier took, or answered that it never will (then they count as failed too)',
  ),
  Delivered: counted(REACHED, 'Messages that reached the customer'),
  FailedDeliveries: counted(['status:failed'], 'Messages refused by a carrier, or reported as not delivered'),
  Bounced: counted(['bounced'], 'Emails that bounced'),
  Complained: counted(['complained'], 'Emails that were reported as spam'),
  Unknown: counted(['status:unknown'], 'Messages of which nobody knew whether they left; events settle some'),
  ThrottledMessages: counted(
    ['throttled'],
    'Answers "too fast" of carriers; the message waits and goes later',
  ),
  Parts: counted(['parts'], 'Parts handed to carriers: what limits count'),
  Spend: {
    unit: 'dollars',
    from: 'stream-aggregator',
    statistic: 'Sum',
    counters: [],
    meaning:
      'US dollars for messages: held when they are sent, then corrected by what carriers say (downwards as a negative value, so that sums are right)',
  },
  AvailableCapacity: {
    unit: 'parts_per_second',
    from: 'tick',
    statistic: 'Minimum',
    counters: [],
    meaning:
      'Parts a second that the limits had room for beside what was sent, in a minute in which something was',
  },
  SlotUtilization: {
    unit: 'percent',
    from: 'tick',
    statistic: 'Maximum',
    counters: [],
    meaning: 'Share of the limits that was used, in a minute in which something was sent',
  },
  QueueAge: {
    unit: 'seconds',
    from: 'dispatcher',
    statistic: 'Maximum',
    counters: [],
    meaning: 'How long work lay in the queue before a dispatcher took it',
  },
};

function counted(counters: readonly string[], meaning: string): Metric {
  return { unit: 'count', from: 'stream-aggregator', statistic: 'Sum', counters, meaning };
}

export interface MetricValue {
  readonly channel: Channel;
  readonly name: MetricName;
  readonly value: number;
}

/** Changes of counters, `channel:name` and by how much, as a tally's; `channel:parts` are parts handed to a carrier. */
export type CounterChanges = readonly (readonly [string, number])[];

/**
 * What happened, from the changes of counters that each step of a message made; zeros are left out. A step may be that of several
 * messages; then what went down (a failed message that is queued again) hides as much of what went up.
 */
export function countedMetrics(steps: Iterable<CounterChanges>): readonly MetricValue[] {
  const sums = perChannel(() => new Map<MetricName, number>());
  for (const step of steps) {
    const changes = new Map(step);
    for (const channel of CHANNELS) {
      const change = (counter: string) => changes.get(`${channel}:${counter}`) ?? 0;
      for (const name of METRIC_NAMES) {
        const up = METRICS[name].counters.reduce((sum, counter) => sum + change(counter), 0);
        if (up > 0) add(sums[channel], name, up);
      }
      add(sums[channel], 'Spend', change('cost'));
    }
  }
  return CHANNELS.flatMap((channel) =>
    [...sums[channel]]
      .filter(([, sum]) => sum !== 0)
      .map(([name, sum]) => ({ channel, name, value: name === 'Spend' ? microsToDollars(sum) : sum })),
  );
}

function add(sums: Map<MetricName, number>, name: MetricName, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

const MINUTE_MS = 60_000;

/** The last minute of the clock that is over for so long that the counters know all of it; epoch ms of its begin. */
export function lastCountedMinute(now: number, lagMs: number): number {
  return Math.floor((now - lagMs) / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
}

/**
 * How much of the limits was used in one minute by all workers and campaigns together; channels that sent nothing in it are left out: an
 * engine at rest tells nothing, and pays for no metric.
 * @param minute epoch ms of its begin.
 * @param limitOf parts a second that a channel may send (`channelLimit`).
 */
export function capacityMetrics(
  campaigns: readonly Readonly<Record<string, readonly SecondSent[]>>[],
  minute: number,
  limitOf: (channel: Channel) => number,
): readonly MetricValue[] {
  const within = ({ second }: SecondSent) => second * 1000 >= minute && second * 1000 < minute + MINUTE_MS;
  return CHANNELS.flatMap((channel): readonly MetricValue[] => {
    const sent = campaigns.flatMap((perChannel) => perChannel[channel] ?? []).filter(within);
    const perSecond = sent.reduce((sum, { parts }) => sum + parts, 0) / (MINUTE_MS / 1000);
    const limit = limitOf(channel);
    if (perSecond === 0 || limit <= 0 || limit === Number.POSITIVE_INFINITY) return [];
    return [
      { channel, name: 'AvailableCapacity', value: Math.max(0, limit - perSecond) },
      { channel, name: 'SlotUtilization', value: Math.min(100, (perSecond / limit) * 100) },
    ];
  });
}

/** How long the work of a channel lay in the queue: the longest of each. */
export function queueAges(
  taken: Iterable<{ readonly channel: Channel; readonly waitedMs: number }>,
): readonly MetricValue[] {
  const longest = new Map<Channel, number>();
  for (const { channel, waitedMs } of taken)
    longest.set(channel, Math.max(longest.get(channel) ?? 0, waitedMs));
  return [...longest].map(([channel, ms]) => ({ channel, name: 'QueueAge', value: ms / 1000 }));
}
