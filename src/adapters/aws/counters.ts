import { unmarshall } from '@aws-sdk/util-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Contribution, contributionOf, type SentParts } from './contribution.ts';
import {
  addCounts,
  addSent,
  type CounterItem,
  type CounterKey,
  counterKeys,
  readCounter,
} from './counter-item.ts';
import { inParallel, type Item, orFound, type Tables } from './dynamodb.ts';

/** What one record changed, counted for the first time: `channel:name` as TallyDelta.changes gives it, and `channel:parts` for what went out. */
export type Counted = readonly (readonly [string, number])[];

/** AttributeValues in DynamoDB's own JSON. */
const image = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
);

const streamRecord = z.object({
  userIdentity: z.object({ principalId: z.string() }).partial().nullish(),
  dynamodb: z.object({
    SequenceNumber: z.string(),
    NewImage: image.optional(),
    OldImage: image.optional(),
  }),
});

/** Who removes items whose `ttl` has passed (aws-facts 5.2). */
const EXPIRY = 'dynamodb.amazonaws.com';

/** One record, as far as one counter item is concerned. */
interface Change {
  readonly sequence: string;
  readonly counts: readonly (readonly [string, number])[];
  readonly sent: readonly SentParts[];
}

/**
 * Adds records of the stream of delivery-tracking to the counters. Each counter item belongs to one shard of the stream and keeps the
 * sequence number of the last record in it, in the same write: records that come again, in whatever batches, and after a crash between the
 * items of two campaigns, are counted once. It needs the records of a shard in order, so the mapping has no parallelization factor.
 * One read and one write an item and batch.
 *
 * Old messages that expire are no change: the counters keep what was sent. Events that expire without a message are.
 */
export async function countRecords(
  tables: Tables,
  shardId: string,
  records: readonly unknown[],
): Promise<readonly Counted[]> {
  const changes = new Map<string, { key: CounterKey; changes: Change[] }>();
  for (const record of records) {
    for (const { key, change } of changesOf(record, shardId)) {
      const name = `${key.pk} ${key.sk}`;
      const known = changes.get(name) ?? { key, changes: [] };
      changes.set(name, known);
      known.changes.push(change);
    }
  }
  const counted = await inParallel([...changes.values()], (each) => addTo(tables, each.key, each.changes));
  return counted.flat();
}

function changesOf(record: unknown, shardId: string): readonly { key: CounterKey; change: Change }[] {
  const { userIdentity, dynamodb } = streamRecord.parse(record);
  const sequence = dynamodb.SequenceNumber;
  const before = contributionOf(plain(dynamodb.OldImage));
  const after = contributionOf(plain(dynamodb.NewImage));
  const expired = userIdentity?.principalId === EXPIRY;
  const changes: { key: CounterKey; change: Change }[] = [];
  const add = (key: CounterKey, change: Partial<Change>) =>
    changes.push({ key, change: { sequence, counts: [], sent: [], ...change } });
  const unmatched = after.unmatched - before.unmatched;
  if (unmatched !== 0) add(counterKeys.unmatched(shardId), { counts: [['events', unmatched]] });
  if (expired) return changes;
  // A message keeps its campaign, so at most one of the two has another.
  const campaignId = after.campaignId || before.campaignId;
  const counts = difference(before, after);
  if (counts.length > 0) add(counterKeys.tally(campaignId, shardId), { counts });
  const sent = [...after.sent, ...before.sent.map((each) => ({ ...each, parts: -each.parts }))];
  for (const each of net(sent)) add(counterKeys.rate(campaignId, each, shardId), { sent: [each] });
  return changes;
}

function plain(values: Parameters<typeof unmarshall>[0] | undefined): Item | undefined {
  return values === undefined ? undefined : unmarshall(values);
}

function difference(before: Contribution, after: Contribution): Change['counts'] {
  const sums = new Map<string, number>();
  addCounts(sums, after.counts);
  addCounts(
    sums,
    before.counts.map(([name, value]) => [name, -value] as const),
  );
  return [...sums].filter(([, value]) => value !== 0);
}

/** One entry for each intent, those that come to nothing left out. */
function net(sent: readonly SentParts[]): readonly SentParts[] {
  const sums = new Map<string, SentParts>();
  for (const each of sent) {
    const name = `${each.channel} ${each.at}`;
    sums.set(name, { ...each, parts: each.parts + (sums.get(name)?.parts ?? 0) });
  }
  return [...sums.values()].filter(({ parts }) => parts !== 0);
}

/** Adds what the item has not seen; answers what that was. */
async function addTo(
  { dynamo, name }: Tables,
  key: CounterKey,
  changes: readonly Change[],
): Promise<readonly Counted[]> {
  const TableName = name('campaigns');
  const { Item: stored } = await dynamo.send(
    new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true }),
  );
  for (let known = readCounter(stored); ; ) {
    const { last } = known;
    const fresh = changes.filter(({ sequence }) => last === '' || BigInt(sequence) > BigInt(last));
    if (fresh.length === 0) return [];
    const after = added(known, fresh);
    const Item = { ...key, last: after.last, counts: after.counts, seconds: after.seconds };
    const condition =
      last === ''
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: '#last = :last', ExpressionAttributeValues: { ':last': last } };
    const put = new PutCommand({
      TableName,
      Item,
      ...condition,
      ...(last === '' ? {} : { ExpressionAttributeNames: { '#last': 'last' } }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(dynamo.send(put));
    // A retry that finds `after.last` finds its own write: the shard has one reader, and one that was given up counts the same.
    if (written.ok || readCounter(written.found).last === after.last) return fresh.map(countedOf);
    known = readCounter(written.found);
  }
}

function added(known: CounterItem, changes: readonly Change[]): CounterItem {
  const counts = new Map(Object.entries(known.counts));
  const seconds = { ...known.seconds };
  for (const change of changes) {
    addCounts(counts, change.counts);
    for (const each of change.sent) addSent(seconds, each);
  }
  const nonZero = [...counts].filter(([, value]) => value !== 0);
  return { last: changes.at(-1)?.sequence ?? known.last, counts: Object.fromEntries(nonZero), seconds };
}

function countedOf({ counts, sent }: Change): Counted {
  return [...counts, ...sent.map(({ channel, parts }) => [`${channel}:parts`, parts] as const)];
}
