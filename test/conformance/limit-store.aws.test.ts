import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { openLimitStore } from '../../src/adapters/aws/limit-store.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { limitStoreSuite } from './limit-store.ts';

onMoto((moto) =>
  limitStoreSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['rate-limits'] }));
      const time = new VirtualClock();
      // The store's time is the suite's; what is waited for is moto.
      const clock: Clock = {
        now: () => time.now(),
        monotonic: () => time.monotonic(),
        sleep: (ms, signal) => systemClock.sleep(ms, signal),
      };
      return {
        store: openLimitStore(tables, clock, seededRandom(1), { trusted: true }),
        advance: (ms) => time.advance(ms),
        close: async () => tables.dynamo.destroy(),
      };
    },
  }),
);
