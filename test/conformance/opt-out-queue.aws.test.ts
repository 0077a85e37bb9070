import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsOptOutQueue } from '../../src/adapters/aws/opt-out-queue.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { optOutQueueSuite } from './opt-out-queue.ts';

onMoto((moto) =>
  optOutQueueSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['consent'] }));
      return { store: new AwsOptOutQueue(tables), close: () => tables.dynamo.destroy() };
    },
  }),
);
