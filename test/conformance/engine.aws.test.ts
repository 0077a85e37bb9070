import { afterAll, beforeAll, describe } from 'vitest';
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

describe.skipIf(!hasMoto)('', () => {
  messageLedgerSuite({ name: 'aws', open: () => openAwsLedger(moto) });
});
