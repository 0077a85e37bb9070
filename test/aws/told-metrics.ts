import { z } from 'zod';
import { METRIC_NAMES, type MetricName } from '../../src/insight/metrics.ts';
import { CHANNELS, type Channel } from '../../src/kernel/channel.ts';

const told = z
  .object({
    _aws: z.object({
      CloudWatchMetrics: z.tuple([z.object({ Metrics: z.array(z.object({ Name: z.enum(METRIC_NAMES) })) })]),
    }),
    Channel: z.enum(CHANNELS),
  })
  .catchall(z.unknown());

/** Every value that a function's log has of a metric, for each channel that has one. */
export function metricsIn(log: readonly string[], name: MetricName): ReadonlyMap<Channel, readonly number[]> {
  const values = new Map<Channel, number[]>();
  for (const line of log.filter((each) => each.startsWith('{"_aws"'))) {
    const parsed = told.parse(JSON.parse(line));
    const value = parsed[name];
    if (typeof value === 'number') values.set(parsed.Channel, [...(values.get(parsed.Channel) ?? []), value]);
  }
  return values;
}
