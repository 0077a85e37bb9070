import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsFeedStore } from '../../src/adapters/aws/feed-store.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { feedStoreSuite } from './feed-store.ts';

onMoto((moto) =>
  feedStoreSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['campaigns'] }));
      return {
        feeds: new AwsFeedStore(tables, new VirtualClock()),
        close: () => tables.dynamo.destroy(),
      };
    },
  }),
);
