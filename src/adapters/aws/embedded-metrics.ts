import { METRICS, type MetricUnit, type MetricValue } from '../../insight/metrics.ts';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';
import type { Deployment } from './deployment.ts';

/** CloudWatch's names of units; it knows none of money. */
const UNITS: Readonly<Record<MetricUnit, string>> = {
  count: 'Count',
  dollars: 'None',
  parts_per_second: 'Count/Second',
  percent: 'Percent',
  seconds: 'Seconds',
};

/** Each set of dimensions is a custom metric that is billed by itself: this one, and never anything that names a campaign or a person. */
const DIMENSIONS = [['Channel', 'Environment']];

/**
 * Metrics as lines for a function's log, one a channel: CloudWatch makes metrics of them (embedded metric format, aws-facts 6.2), so that no
 * call is made and none can fail. A name comes at most once a channel.
 * @param at when it was so, epoch ms.
 */
export function embeddedMetrics(
  { project, environment }: Pick<Deployment, 'project' | 'environment'>,
  values: readonly MetricValue[],
  at: number,
): readonly string[] {
  const line = (channel: Channel) => {
    const own = values.filter((each) => each.channel === channel);
    if (own.length === 0) return [];
    const Metrics = own.map(({ name }) => ({ Name: name, Unit: UNITS[METRICS[name].unit] }));
    const directive = { Namespace: `${project}/Messaging`, Dimensions: DIMENSIONS, Metrics };
    const targets = Object.fromEntries(own.map(({ name, value }) => [name, value]));
    const about = { Timestamp: Math.round(at), CloudWatchMetrics: [directive] };
    return [JSON.stringify({ _aws: about, Channel: channel, Environment: environment, ...targets })];
  };
  return CHANNELS.flatMap(line);
}
