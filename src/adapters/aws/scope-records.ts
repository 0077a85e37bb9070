import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Random, randomId } from '../../kernel/random.ts';
import type { ScopeState } from '../../throughput/slots.ts';
import { getAll, orFound, type Tables } from './dynamodb.ts';
import { formatScope, parseScope, scopeKey } from './scope-item.ts';

/** A record as it was read, with what tells it from every other version of it. */
export interface ReadScope {
  readonly state: ScopeState;
  readonly by: string;
}

/** `found`: what somebody else has written since. */
export type Replaced = { readonly ok: true } | { readonly ok: false; readonly found: ReadScope | undefined };

/** The records of limits, one a scope, each written on the condition that it is as it was read. */
export interface ScopeRecords {
  /** As they stand now, in the order of `scopes`; `undefined`: never used. */
  read(scopes: readonly string[]): Promise<readonly (ReadScope | undefined)[]>;
  replace(scope: string, before: ReadScope | undefined, state: ScopeState): Promise<Replaced>;
  /** A question that costs next to nothing and whose answer tells the time. */
  ask(): Promise<void>;
}

const TABLE = 'rate-limits';
const TOKEN_LENGTH = 12;

export class DynamoScopeRecords {
  readonly #tables: Tables;
  readonly #random: Random;

  constructor(tables: Tables, random: Random) {
    this.#tables = tables;
    this.#random = random;
  }

  /** One unit a scope: a strong read of a small item. */
  async read(scopes: readonly string[]): Promise<readonly (ReadScope | undefined)[]> {
    const keys = scopes.map((scope) => ({ limiter_key: scopeKey(scope) }));
    const items = await getAll(this.#tables, TABLE, keys, true);
    const found = new Map(items.map((item) => [item['limiter_key'], parseScope(item)]));
    return keys.map(({ limiter_key }) => found.get(limiter_key));
  }

  async replace(scope: string, before: ReadScope | undefined, state: ScopeState): Promise<Replaced> {
    const { dynamo, name } = this.#tables;
    const by = randomId(this.#random, TOKEN_LENGTH);
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(limiter_key)' }
        : {
            ConditionExpression: '#by = :before',
            ExpressionAttributeNames: { '#by': 'by' },
            ExpressionAttributeValues: { ':before': before.by },
          };
    const put = new PutCommand({
      TableName: name(TABLE),
      Item: formatScope(scope, state, by),
      ...condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(dynamo.send(put));
    if (written.ok) return written;
    const found = written.found === undefined ? undefined : parseScope(written.found);
    return found?.by === by ? { ok: true } : { ok: false, found };
  }

  async ask(): Promise<void> {
    const { dynamo, name } = this.#tables;
    await dynamo.send(new GetCommand({ TableName: name(TABLE), Key: { limiter_key: 'clock' } }));
  }
}
