import { afterAll, beforeAll, test } from 'vitest';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsFeedStore } from '../../src/adapters/aws/feed-store.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { feedStoreSuite } from './feed-store.ts';

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});
afterAll(() => {
  if (hasMoto) moto.stop();
});

if (hasMoto) {
  feedStoreSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto, { tables: ['campaigns'] }));
      return {
        feeds: new AwsFeedStore(tables, new VirtualClock()),
        close: () => tables.dynamo.destroy(),
      };
    },
  });
} else {
  test.skip('needs moto_server', () => {});
}
