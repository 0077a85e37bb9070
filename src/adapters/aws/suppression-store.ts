import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import {
  SUPPRESSION_REASONS,
  type Suppression,
  type SuppressionStore,
} from '../../consent/suppression-store.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { type Random, randomId } from '../../kernel/random.ts';
import { countItems } from './count-items.ts';
import { getAll, inParallel, type Item, orFound, type Tables } from './dynamodb.ts';

const TABLE = 'consent';
const PREFIX = 'suppressed#';
const TOKEN_LENGTH = 12;
/** Conditional writes go one item at a time: lists of a million take minutes with so many under way. */
const AT_ONCE = 64;

/** Where the suppression of an address stands (see addressKey). */
export function suppressionKey(addressKey: string): string {
  return `${PREFIX}${addressKey}`;
}

const stored = z.object({
  consent_key: z.string(),
  channel: z.enum(CHANNELS),
  reason: z.enum(SUPPRESSION_REASONS),
  source: z.string(),
  at: z.number(),
});

/** One item an address, kept for good. Every read is strong: what was committed before is seen. */
export class AwsSuppressionStore implements SuppressionStore {
  readonly #tables: Tables;
  readonly #random: Random;

  constructor(tables: Tables, random: Random) {
    this.#tables = tables;
    this.#random = random;
  }

  /** Done again after a failure half-way it adds what is missing, and counts that only. */
  async add(suppressions: readonly Suppression[]): Promise<number> {
    const strongest = new Map<string, Suppression>();
    for (const each of suppressions) {
      const known = strongest.get(each.key);
      if (known === undefined || givesWay(known.reason, each)) strongest.set(each.key, each);
    }
    const added = await inParallel([...strongest.values()], (each) => this.#addOne(each), AT_ONCE);
    return added.filter(Boolean).length;
  }

  /** A removal whose answer was lost is repeated and then not counted. */
  async lift(keys: readonly string[]): Promise<number> {
    const lifted = await inParallel([...new Set(keys)], (key) => this.#liftOne(key), AT_ONCE);
    return lifted.filter(Boolean).length;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, Suppression>> {
    const asked = keys.map((key) => ({ consent_key: suppressionKey(key) }));
    const items = await getAll(this.#tables, TABLE, asked, true);
    return new Map(items.map((item) => parseSuppression(item)).map((each) => [each.key, each]));
  }

  /** Reads the whole table: a million suppressions of 130 bytes are 16,000 read units, 0.2 cents. For people, not for each message. */
  count(): Promise<number> {
    return countItems(this.#tables, TABLE, {
      FilterExpression: 'begins_with(consent_key, :prefix)',
      ExpressionAttributeValues: { ':prefix': PREFIX },
    });
  }

  /** Whether the address is new. */
  async #addOne(suppression: Suppression): Promise<boolean> {
    const { key, ...rest } = suppression;
    const by = randomId(this.#random, TOKEN_LENGTH);
    const item = { consent_key: suppressionKey(key), ...rest, by };
    const written = await this.#put(item, 'attribute_not_exists(consent_key)');
    if (written.ok || written.found?.['by'] === by) return true;
    if (written.found !== undefined && givesWay(parseSuppression(written.found).reason, suppression)) {
      const lifted = { names: { '#reason': 'reason' }, values: { ':opted_out': 'opted_out' } };
      // Lifted meanwhile, it is put anew; strengthened meanwhile, it stays.
      await this.#put(item, 'attribute_not_exists(consent_key) OR #reason = :opted_out', lifted);
    }
    return false;
  }

  #put(
    item: Item,
    condition: string,
    used?: { readonly names: Record<string, string>; readonly values: Item },
  ) {
    const put = new PutCommand({
      TableName: this.#tables.name(TABLE),
      Item: item,
      ConditionExpression: condition,
      ...(used === undefined
        ? {}
        : { ExpressionAttributeNames: used.names, ExpressionAttributeValues: used.values }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return orFound(this.#tables.dynamo.send(put));
  }

  async #liftOne(key: string): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#tables.name(TABLE),
      Key: { consent_key: suppressionKey(key) },
      ConditionExpression: '#reason = :opted_out',
      ExpressionAttributeNames: { '#reason': 'reason' },
      ExpressionAttributeValues: { ':opted_out': 'opted_out' },
    });
    return (await orFound(this.#tables.dynamo.send(remove))).ok;
  }
}

/** What START would lift gives way to what it must not lift. */
function givesWay(known: Suppression['reason'], { reason }: Suppression): boolean {
  return known === 'opted_out' && reason !== 'opted_out';
}

function parseSuppression(item: Item): Suppression {
  const { consent_key, ...rest } = stored.parse(item);
  return { key: consent_key.slice(PREFIX.length), ...rest };
}
