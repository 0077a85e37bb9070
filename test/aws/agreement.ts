import { expect } from 'vitest';
import type { DeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import { channelCounts } from '../../src/insight/channel-counts.ts';
import type { MetricName } from '../../src/insight/metrics.ts';
import { CHANNELS, type Channel } from '../../src/kernel/channel.ts';
import type { ChannelTally } from '../../src/delivery/tally.ts';
import type { CarriersSay } from '../wire-campaign/accounting.ts';
import { echoOf } from '../wire-campaign/event-file.ts';
import type { LoggedRequest, Simulation } from '../wire-campaign/simulation.ts';
import type { RunningFunctions } from './running-functions.ts';
import { metricsIn } from './told-metrics.ts';

/** What was taken, and when the request for it came. */
export interface Taken {
  readonly attemptId: string;
  readonly address: string;
  /** Epoch ms. */
  readonly at: number;
}

/** The carriers' own log. */
export async function carriersLog(
  simulation: Simulation,
): Promise<{ readonly say: CarriersSay; readonly taken: readonly Taken[] }> {
  const sends = (await simulation.requests()).filter(({ attemptId }) => attemptId !== undefined);
  const ids = (list: readonly LoggedRequest[]) => list.flatMap(({ attemptId }) => attemptId ?? []);
  const at = new Map(sends.map((each) => [each.attemptId, each.at]));
  const accepted = await simulation.accepted();
  return {
    say: {
      requested: ids(sends),
      accepted: accepted.map(({ attemptId }) => attemptId),
      answered: new Set(ids(sends.filter(({ answer }) => answer === 'ok'))),
      echoed: new Set((await simulation.lastEvents()).flatMap((line) => echoOf(line) ?? [])),
    },
    taken: accepted.map((each) => ({ ...each, at: at.get(each.attemptId) ?? Number.NaN })),
  };
}

/** Metrics of what never goes down in a tally, so that their sum is what stands there. */
const TOLD: readonly (readonly [MetricName, (tally: ChannelTally) => number])[] = [
  ['Delivered', (tally) => channelCounts(tally).delivered],
  ['Bounced', ({ bounced }) => bounced],
  ['Complained', ({ complained }) => complained],
  ['ThrottledMessages', ({ throttled }) => throttled],
];

/** What the aggregator told, although its batches came again and again, is what the ledger counted. */
export async function expectMetricsToAgree(
  { functions }: RunningFunctions,
  { campaigns, ledger }: DeployedWorkspace,
): Promise<void> {
  const tallies = await Promise.all((await campaigns.list()).map(({ id }) => ledger.tally(id)));
  const { log } = functions['stream-aggregator'];
  const told = (name: MetricName, channel: Channel) =>
    (metricsIn(log, name).get(channel) ?? []).reduce((sum, value) => sum + value, 0);
  for (const [name, count] of TOLD) {
    for (const channel of CHANNELS) {
      const counted = tallies.reduce((sum, tally) => sum + count(tally[channel]), 0);
      expect(told(name, channel), `${name} by ${channel}`).toBe(counted);
    }
  }
  expect(metricsIn(functions.dispatcher.log, 'QueueAge').size).toBe(CHANNELS.length);
}
