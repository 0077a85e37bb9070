import { countRecords } from '../adapters/aws/counters.ts';
import { embeddedMetrics } from '../adapters/aws/embedded-metrics.ts';
import { openTables } from '../adapters/aws/dynamodb.ts';
import { countedMetrics } from '../insight/metrics.ts';
import { systemClock } from '../kernel/clock.ts';
import { deploymentOfFunction } from './deployment-env.ts';
import { lazily } from './kept.ts';

/** What the stream aggregator function works with, from its environment. */
export function openStreamAggregator(report: (line: string) => void, find = deploymentOfFunction) {
  const kept = lazily(async () => {
    const deployment = find();
    return { deployment, tables: openTables(deployment) };
  });
  return {
    report,
    async count(shardId: string, records: readonly unknown[]): Promise<readonly string[]> {
      const { deployment, tables } = await kept();
      const counted = await countRecords(tables, shardId, records);
      const values = countedMetrics(counted.map(({ changes }) => changes));
      return embeddedMetrics(deployment, values, systemClock.now());
    },
  };
}
