import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, test, describe } from 'vitest';
import { TABLES } from '../../src/adapters/aws/tables.ts';
import { messageId } from '../../src/delivery/message.ts';
import { openAwsLedger } from '../support/aws-ledger.ts';
import { makeDefinition, makeEvent, makeMessage, NO_TOTALS } from '../support/make.ts';
import { hasMoto, startMoto } from '../support/moto.ts';
import { openStream } from '../support/stream-records.ts';

const NOW = 1_795_168_900_000;
const MESSAGES = 10;

/** Bytes of an item by DynamoDB's rules: names, texts as UTF-8, two digits a byte of a number, 3 for a list or a map and 1 for each of its entries. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + sizeOf(each), 3);
  if (typeof value === 'object' && value !== null) return 3 + attributesOf(value) + Object.keys(value).length;
  return 1;
}

function attributesOf(item: object): number {
  return Object.entries(item).reduce((sum, [name, each]) => sum + Buffer.byteLength(name) + sizeOf(each), 0);
}

type Image = Readonly<Record<string, unknown>> | undefined;

/** A change of an item, and of its entry in each index: 1 for a new one or one that goes, 2 for one that moves (aws-facts 5.2). */
function unitsOf(before: Image, after: Image): number {
  const size = Math.max(attributesOf(before ?? {}), attributesOf(after ?? {}));
  let units = Math.ceil(size / 1024);
  for (const { partition, sort } of Object.values(TABLES['delivery-tracking'].indexes)) {
    const entry = (item: Image) =>
      item?.[partition] === undefined ? undefined : JSON.stringify([item[partition], item[sort]]);
    const [old, fresh] = [entry(before), entry(after)];
    if (old !== fresh) units += Number(old !== undefined) + Number(fresh !== undefined);
  }
  return units;
}

describe.skipIf(!hasMoto)('an SMS with a receipt', () => {
  test('takes 4 write units: its intent, the acceptance with its entry, the receipt', async () => {
    const moto = await startMoto();
    const stores = await openAwsLedger(moto);
    const stream = await openStream(stores.deployment);
    await stores.campaigns.create(makeDefinition(), NOW);
    await stores.campaigns.setPlanned('spring', NO_TOTALS);
    await stores.campaigns.move('spring', ['planned'], 'running', '', NOW);
    // Keys as they are when deployed.
    const messages = Array.from({ length: MESSAGES }, (_, n) => ({
      ...makeMessage('1', n),
      id: messageId({ campaignKey: '1k', customerKey: `k3j5h2g1f9d8s7a${n}`, step: 1, channel: 'sms' }),
      addressKey: `sms-${'a'.repeat(43)}${n}`,
    }));
    await stores.plan.append('spring', messages, []);
    await stores.ledger.intend(messages, NOW);
    const providerId = (n: number) => `018c4f5e-1b2a-4c3d-9e8f-00000000000${n}`;
    await stores.ledger.apply(
      messages.map(({ id }, n) => ({
        id,
        change: {
          kind: 'outcome',
          number: 1,
          outcome: { kind: 'accepted', providerId: providerId(n) },
          dueAt: 0,
        },
      })),
      NOW + 150,
    );
    await stores.ledger.fold(
      messages.map((_, n) =>
        makeEvent({
          eventId: `event-${n}`,
          source: 'eventbridge',
          providerId: providerId(n),
          at: NOW + 3_000,
          price: 8_620,
        }),
      ),
      NOW + 3_500,
    );
    let units = 0;
    let largest = 0;
    for (const { records } of await stream.next()) {
      for (const { dynamodb } of records) {
        const plain = (image: Parameters<typeof unmarshall>[0] | undefined) =>
          image === undefined ? undefined : unmarshall(image);
        const after = plain(dynamodb?.NewImage);
        units += unitsOf(plain(dynamodb?.OldImage), after);
        largest = Math.max(largest, attributesOf(after ?? {}));
      }
    }
    expect(units / MESSAGES).toBe(4);
    // 400 bytes when it was measured: far from the 1 KB of a second unit.
    expect(largest).toBeLessThan(600);
    stream.close();
    stores.close();
    moto.stop();
  });
});
