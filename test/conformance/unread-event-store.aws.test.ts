import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { openBucket } from '../../src/adapters/aws/s3.ts';
import { AwsUnreadEventStore } from '../../src/adapters/aws/unread-event-store.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { unreadEventStoreSuite } from './unread-event-store.ts';

onMoto((moto) =>
  unreadEventStoreSuite({
    name: 'aws',
    async open() {
      const deployment = await makeDeployment(moto(), { tables: ['campaigns'], bucket: true });
      const tables = openTables(deployment);
      const bucket = openBucket(deployment);
      return {
        store: new AwsUnreadEventStore(tables, bucket, systemClock, seededRandom(1)),
        close() {
          tables.dynamo.destroy();
          bucket.s3.destroy();
        },
      };
    },
  }),
);
