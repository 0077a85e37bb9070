import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsServiceWindows } from '../../src/adapters/aws/service-windows.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { serviceWindowsSuite } from './service-windows.ts';

onMoto((moto) =>
  serviceWindowsSuite({
    name: 'aws',
    async open() {
      const tables = openTables(await makeDeployment(moto(), { tables: ['consent'] }));
      return { store: new AwsServiceWindows(tables), close: () => tables.dynamo.destroy() };
    },
  }),
);
