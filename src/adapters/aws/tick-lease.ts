import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TickLease } from '../../campaign/tick-lease.ts';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from './dynamodb.ts';

/** A holder that died keeps the others out for so long; clocks that differ by seconds make two tick for a moment, which the feed stands. */
const LEASE_MS = 30_000;

const KEY = { pk: 'lease', sk: 'tick' };

/**
 * One item with its holder and when it ends. A write is repeated by the SDK when its answer was lost: it meets itself as the holder.
 * @param holder who asks: a name that nobody else has.
 */
export function awsTickLease({ dynamo, name }: Tables, clock: Clock, holder: string): TickLease {
  const TableName = name('campaigns');
  let heldUntil = Number.NEGATIVE_INFINITY;
  return {
    async hold() {
      // Held for half of its time yet: nothing is written.
      if (clock.monotonic() < heldUntil - LEASE_MS / 2) return true;
      const begun = clock.monotonic();
      const now = clock.now();
      const isHeld = await holds(
        dynamo.send(
          new PutCommand({
            TableName,
            Item: { ...KEY, holder, until: now + LEASE_MS },
            ConditionExpression: 'attribute_not_exists(pk) OR holder = :holder OR #until < :now',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':holder': holder, ':now': now },
          }),
        ),
      );
      heldUntil = isHeld ? begun + LEASE_MS : Number.NEGATIVE_INFINITY;
      return isHeld;
    },
    async release() {
      heldUntil = Number.NEGATIVE_INFINITY;
      await holds(
        dynamo.send(
          new DeleteCommand({
            TableName,
            Key: KEY,
            ConditionExpression: 'holder = :holder',
            ExpressionAttributeValues: { ':holder': holder },
          }),
        ),
      );
    },
  };
}

/** `false`: somebody else has it. */
async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
