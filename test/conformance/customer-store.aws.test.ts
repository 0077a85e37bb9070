import { AwsCustomerStore } from '../../src/adapters/aws/customer-store.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { customerStoreSuite } from './customer-store.ts';

onMoto((moto) =>
  customerStoreSuite({
    name: 'aws',
    open: async () => {
      const tables = openTables(await makeDeployment(moto(), { tables: ['customers', 'campaigns'] }));
      const store = new AwsCustomerStore(tables, 'a secret of the workspace', seededRandom(1));
      return { store, close: () => tables.dynamo.destroy() };
    },
  }),
);
