import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countRecords } from '../../src/adapters/aws/counters.ts';
import { counterKeys, sumOf } from '../../src/adapters/aws/counter-item.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import { attemptId } from '../../src/delivery/message.ts';
import { tallyOf } from '../../src/delivery/tally.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { type AwsLedger, openAwsLedger } from '../support/aws-ledger.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { dieBefore } from '../support/dynamo-calls.ts';
import { makeDefinition, makeEvent, makeMessage, NO_TOTALS } from '../support/make.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { openStream } from '../support/stream-records.ts';

const NOW = 1_700_000_000_000;
const CAMPAIGNS = ['spring', 'summer'];
const OUTCOMES: readonly Outcome[] = [
  { kind: 'accepted', providerId: '' },
  { kind: 'accepted', providerId: '' },
  { kind: 'refused', reason: 'invalid_number' },
  { kind: 'throttled', reason: 'rate' },
  { kind: 'unknown', reason: 'timeout' },
];

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});

afterAll(() => {
  if (hasMoto) moto.stop();
});

/** Two campaigns with every kind of end, some of it twice, and strangers' events. */
async function live(stores: AwsLedger): Promise<void> {
  for (const id of CAMPAIGNS) {
    const { key } = await stores.campaigns.create(makeDefinition({ id }), NOW);
    await stores.campaigns.setPlanned(id, NO_TOTALS);
    await stores.campaigns.move(id, ['planned'], 'running', '', NOW);
    const messages = Array.from({ length: 10 }, (_, n) => makeMessage(key, n, { campaignId: id }));
    await stores.plan.append(id, messages, []);
    await stores.ledger.intend(messages, NOW);
    await stores.ledger.apply(
      messages.map((message, n) => {
        const outcome = OUTCOMES[n % OUTCOMES.length] ?? { kind: 'unknown', reason: 'none' };
        const providerId = `p-${message.id}-x`;
        const named = outcome.kind === 'accepted' ? { ...outcome, providerId } : outcome;
        return { id: message.id, change: { kind: 'outcome', number: 1, outcome: named, dueAt: 0 } };
      }),
      NOW + 1,
    );
    await stores.ledger.fold(
      messages.map((message, n) =>
        makeEvent({
          eventId: message.id,
          ...(n % 2 === 0
            ? { providerId: `p-${message.id}-x` }
            : { attemptId: attemptId(stores.workspaceId, message.id, 1) }),
        }),
      ),
      NOW + 2,
    );
  }
  await stores.ledger.fold([makeEvent({ eventId: 'stranger', providerId: 'nobody' })], NOW);
}

/** Hands the records over as Lambda does: in order, in batches of any size, again where a batch failed, and now and then again all the same. */
async function replay(records: readonly unknown[], random: Random): Promise<Counters> {
  const deployment = await makeDeployment(moto, { tables: ['campaigns'] });
  const upTo = (most: number) => Math.floor(random.next() * most);
  for (let at = 0; at < records.length; ) {
    const end = Math.min(records.length, at + 1 + upTo(25));
    const tables = openTables(deployment);
    const death = dieBefore(tables, random.next() < 0.4 ? 1 + upTo(8) : Number.POSITIVE_INFINITY);
    const from = random.next() < 0.2 ? upTo(at) : at;
    try {
      await countRecords(tables, 'shard-1', records.slice(from, end));
      at = end;
    } catch (error) {
      if (!death.died()) throw error;
    }
    tables.dynamo.destroy();
  }
  const tables = openTables(deployment);
  const tallies = await Promise.all(
    CAMPAIGNS.map(async (id) => tallyOf(await sumOf(tables, counterKeys.tally(id, '').pk))),
  );
  const unmatched = (await sumOf(tables, counterKeys.unmatched('').pk)).get('events');
  tables.dynamo.destroy();
  return { tallies, unmatched };
}

interface Counters {
  readonly tallies: readonly unknown[];
  readonly unmatched: number | undefined;
}

describe.skipIf(!hasMoto)('counters', () => {
  test('are a count of the messages, however their records are grouped, repeated or broken off', async () => {
    const stores = await openAwsLedger(moto);
    const stream = await openStream(stores.deployment);
    await live(stores);
    const records = (await stream.next()).flatMap((shard) => shard.records);
    expect(records.length).toBeGreaterThan(50);
    const recounts = await Promise.all(CAMPAIGNS.map((id) => stores.ledger.recount(id)));
    for (let seed = 1; seed <= 6; seed++) {
      const { tallies, unmatched } = await replay(records, seededRandom(seed));
      expect(tallies).toEqual(recounts);
      // The stranger's, and one for each attempt that nobody accepted and whose event names only the carrier's id.
      expect(unmatched).toBe(await stores.ledger.unmatchedEvents());
    }
    stream.close();
    stores.close();
  });

  test('keep what was sent when its message expires, and forget an event that did', async () => {
    const stores = await openAwsLedger(moto);
    const stream = await openStream(stores.deployment);
    await live(stores);
    const tables = openTables(await makeDeployment(moto, { tables: ['campaigns'] }));
    const records = (await stream.next()).flatMap((shard) => shard.records);
    await countRecords(tables, 'shard-1', records);
    const before = await sumOf(tables, counterKeys.tally('spring', '').pk);
    const removed = records.map(({ dynamodb }, n) => ({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { OldImage: dynamodb?.NewImage, SequenceNumber: `${10n ** 30n + BigInt(n)}` },
    }));
    const last = new Map(removed.map((record) => [record.dynamodb.OldImage?.['message_id']?.S, record]));
    const counted = await countRecords(tables, 'shard-1', [...last.values()]);
    expect([...new Set(counted.flat().map(([name]) => name))]).toEqual(['events']);
    expect(await sumOf(tables, counterKeys.tally('spring', '').pk)).toEqual(before);
    expect((await sumOf(tables, counterKeys.unmatched('').pk)).get('events') ?? 0).toBe(0);
    stream.close();
    tables.dynamo.destroy();
    stores.close();
  });
});
