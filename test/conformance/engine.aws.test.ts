import { afterAll, beforeAll, test } from 'vitest';
import { openAwsLedger } from '../support/aws-ledger.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { messageLedgerSuite } from './message-ledger.ts';

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});

afterAll(() => {
  if (hasMoto) moto.stop();
});

if (hasMoto) messageLedgerSuite({ name: 'aws', open: () => openAwsLedger(moto) });
else test.skip('there is no moto on this machine', () => undefined);
