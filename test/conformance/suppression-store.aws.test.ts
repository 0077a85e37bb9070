import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsSuppressionStore } from '../../src/adapters/aws/suppression-store.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { suppressionStoreSuite } from './suppression-store.ts';

onMoto((moto) =>
  suppressionStoreSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['consent'] }));
      return {
        store: new AwsSuppressionStore(tables, seededRandom(1)),
        close: () => tables.dynamo.destroy(),
      };
    },
  }),
);
