import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Opening, SERVICE_WINDOW_MS, type ServiceWindows } from '../../consent/service-windows.ts';
import { getAll, inParallel, orFound, type Tables } from './dynamodb.ts';

const TABLE = 'consent';
const PREFIX = 'window#';
const AT_ONCE = 64;

/** Where the window of an address stands (see addressKey). */
export function windowKey(addressKey: string): string {
  return `${PREFIX}${addressKey}`;
}

const stored = z.object({ consent_key: z.string(), opened_at: z.number() });

/** One item an address; AWS removes it a day after its window closed. */
export class AwsServiceWindows implements ServiceWindows {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async opened(entries: readonly Opening[]): Promise<void> {
    const latest = new Map<string, number>();
    for (const { key, at } of entries) latest.set(key, Math.max(at, latest.get(key) ?? at));
    await inParallel([...latest], ([key, at]) => this.#openedAt(key, at), AT_ONCE);
  }

  async lastOpened(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const asked = keys.map((key) => ({ consent_key: windowKey(key) }));
    const items = (await getAll(this.#tables, TABLE, asked, true)).map((item) => stored.parse(item));
    return new Map(items.map(({ consent_key, opened_at }) => [consent_key.slice(PREFIX.length), opened_at]));
  }

  /** A later opening that is there stays; repeated, it changes nothing. */
  async #openedAt(key: string, at: number): Promise<void> {
    const put = new PutCommand({
      TableName: this.#tables.name(TABLE),
      Item: {
        consent_key: windowKey(key),
        opened_at: at,
        ttl: Math.ceil((at + 2 * SERVICE_WINDOW_MS) / 1000),
      },
      ConditionExpression: 'attribute_not_exists(opened_at) OR opened_at < :at',
      ExpressionAttributeValues: { ':at': at },
    });
    await orFound(this.#tables.dynamo.send(put));
  }
}
