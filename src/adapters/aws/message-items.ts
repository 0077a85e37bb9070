import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageId } from '../../delivery/message.ts';
import { type Random, randomId } from '../../kernel/random.ts';
import { getAll, type Item, orFound, type Tables } from './dynamodb.ts';
import { formatMessageItem, type MessageItem, parseMessageItem } from './message-item.ts';

/** Tokens tell writes of one item apart. */
const TOKEN_LENGTH = 8;
/** Writers that meet at one message are two or three; so many are a mistake. */
const MOST_CONFLICTS = 50;

/** What a write met: its item as it stands now, or the item that was there instead (`undefined`: none). */
export type Put<T> =
  | { readonly ok: true; readonly item: T }
  | { readonly ok: false; readonly found: T | undefined };

/** What a message may become; `undefined`: it stays as it is. */
export type Step = (
  item: MessageItem | undefined,
) => MessageItem | undefined | Promise<MessageItem | undefined>;

/** Message items, read and written. */
export class MessageItems {
  readonly #tables: Tables;
  readonly #random: Random;

  constructor(tables: Tables, random: Random) {
    this.#tables = tables;
    this.#random = random;
  }

  token(): string {
    return randomId(this.#random, TOKEN_LENGTH);
  }

  /** Unknown ids are left out. Consistent unless `lagging` is enough, at half the price. */
  async read(
    ids: Iterable<MessageId>,
    { lagging = false }: { readonly lagging?: boolean } = {},
  ): Promise<Map<MessageId, MessageItem>> {
    const keys = [...ids].map((id) => ({ message_id: id }));
    const items = await getAll(this.#tables, 'delivery-tracking', keys, !lagging);
    return new Map(items.map(parseMessageItem).map((item) => [item.id, item]));
  }

  async find(id: MessageId): Promise<MessageItem | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { message_id: id }, ConsistentRead: true });
    return parsed((await this.#tables.dynamo.send(get)).Item);
  }

  /** Puts `next` where `before` still stands. `by`: the token of this write. */
  async put(
    next: MessageItem,
    before: MessageItem | undefined,
    by = this.token(),
  ): Promise<Put<MessageItem>> {
    const item = { ...next, by };
    const put = new PutCommand({
      TableName: this.#table,
      Item: formatMessageItem(item),
      ...standing(before?.by),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(put));
    if (written.ok) return { ok: true, item };
    const found = parsed(written.found);
    return found?.by === by ? { ok: true, item } : { ok: false, found };
  }

  /** Removes the item where it still stands; `false`: there is another. One that is gone was removed by a try before. */
  async remove(item: MessageItem): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: { message_id: item.id },
      ...standing(item.by),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(remove));
    return written.ok || written.found === undefined;
  }

  /**
   * Does one step to a message, again from what is found there where another writer was quicker. `known` saves the read: where the step
   * changes nothing in it, it is asked about the item that is there. Answers what was written.
   */
  async change(id: MessageId, step: Step, known?: MessageItem): Promise<MessageItem | undefined> {
    let before = known ?? (await this.find(id));
    let certain = known === undefined;
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; ) {
      const next = await step(before);
      if (next === undefined || next === before) {
        if (certain) return undefined;
        before = await this.find(id);
        certain = true;
        continue;
      }
      const put = await this.put(next, before);
      if (put.ok) return put.item;
      before = put.found;
      certain = true;
      conflicts++;
    }
    throw new Error(
      `Message ${id} was changed by others ${MOST_CONFLICTS} times while it was being written.`,
    );
  }

  get #table(): string {
    return this.#tables.name('delivery-tracking');
  }
}

function parsed(item: Item | undefined): MessageItem | undefined {
  return item === undefined ? undefined : parseMessageItem(item);
}

/** The condition that what was read still stands; `undefined`: that there is nothing yet. */
export function standing(by: string | undefined) {
  return by === undefined || by === ''
    ? { ConditionExpression: 'attribute_not_exists(message_id)' }
    : {
        ConditionExpression: '#by = :by',
        ExpressionAttributeNames: { '#by': 'by' },
        ExpressionAttributeValues: { ':by': by },
      };
}
