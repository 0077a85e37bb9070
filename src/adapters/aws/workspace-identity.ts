import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { newIdentity, type WorkspaceIdentity } from '../../campaign/workspace-identity.ts';
import type { Random } from '../../kernel/random.ts';
import { orFound, type Tables } from './dynamodb.ts';

const KEY = { pk: 'workspace', sk: 'identity' };

const stored = z.object({ id: z.string(), secret: z.string() });

/** The identity of a deployed engine, made when it is first opened; of several that make it at once the first wins. */
export async function workspaceIdentity(
  { dynamo, name }: Tables,
  random: Random,
): Promise<WorkspaceIdentity> {
  const known = await dynamo.send(
    new GetCommand({ TableName: name('campaigns'), Key: KEY, ConsistentRead: true }),
  );
  if (known.Item !== undefined) return stored.parse(known.Item);
  const made = newIdentity(random);
  const put = new PutCommand({
    TableName: name('campaigns'),
    Item: { ...KEY, ...made },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  const written = await orFound(dynamo.send(put));
  return written.ok ? made : stored.parse(written.found);
}
