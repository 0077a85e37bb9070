import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { asMessageId, type MessageId, parseMessageId } from '../../delivery/message.ts';
import type { CarrierItem } from './carrier-item.ts';
import { formatCarrierItem, parseCarrierItem } from './carrier-item.ts';
import { getAll, type Item, orFound, queryAll, type Tables } from './dynamodb.ts';
import type { MessageItem } from './message-item.ts';
import { type Put, standing } from './message-items.ts';
import { isMessageKey } from './tracking-item.ts';

/** What customer-index knows of one customer. */
export interface CustomerEntries {
  /** Messages that stand there themselves. */
  readonly ids: readonly MessageId[];
  readonly carriers: readonly CarrierItem[];
}

/** Carrier items, read and written. */
export class CarrierItems {
  readonly #tables: Tables;
  readonly #token: () => string;

  constructor(tables: Tables, token: () => string) {
    this.#tables = tables;
    this.#token = token;
  }

  async read(
    keys: Iterable<string>,
    { lagging = false }: { readonly lagging?: boolean } = {},
  ): Promise<Map<string, CarrierItem>> {
    const wanted = [...keys].map((key) => ({ message_id: key }));
    const items = await getAll(this.#tables, 'delivery-tracking', wanted, !lagging);
    return new Map(items.map(parseCarrierItem).map((item) => [item.key, item]));
  }

  /** Puts `next` where `before` still stands. */
  async put(next: Omit<CarrierItem, 'by'>, before: CarrierItem | undefined): Promise<Put<CarrierItem>> {
    const item = { ...next, by: this.#token() };
    const put = new PutCommand({
      TableName: this.#tables.name('delivery-tracking'),
      Item: formatCarrierItem(item),
      ...standing(before?.by),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(put));
    if (written.ok) return { ok: true, item };
    const found = written.found === undefined ? undefined : parseCarrierItem(written.found);
    return found?.by === item.by ? { ok: true, item } : { ok: false, found };
  }

  /** Removes the item where it still stands; `false`: there is another. */
  async remove({ key, by }: CarrierItem): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#tables.name('delivery-tracking'),
      Key: { message_id: key },
      ...standing(by),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(remove));
    return written.ok || written.found === undefined;
  }

  /**
   * The carrier item that tells the acceptance of the newest attempt of a message, found by way of its customer: customer-index lags by up
   * to a second or so.
   */
  async of({ id, state }: MessageItem): Promise<CarrierItem | undefined> {
    const { carriers } = await this.ofCustomer(parseMessageId(id)?.customerKey ?? '', state.intendedAt);
    return carriers.find(
      ({ acceptance }) =>
        acceptance?.attempt.messageId === id && acceptance.attempt.number === state.attempts,
    );
  }

  /** Everything of one customer in customer-index, since a time. */
  async ofCustomer(customerKey: string, since = 0): Promise<CustomerEntries> {
    const keys: string[] = [];
    const pages = queryAll(this.#tables, {
      TableName: this.#tables.name('delivery-tracking'),
      IndexName: 'customer-index',
      KeyConditionExpression: 'customer_id = :customer AND #at >= :since',
      ExpressionAttributeNames: { '#at': 'timestamp' },
      ExpressionAttributeValues: { ':customer': customerKey, ':since': since },
    });
    for await (const page of pages) keys.push(...page.map(keyOf));
    const carriers = await this.read(keys.filter((key) => !isMessageKey(key)));
    return { ids: keys.filter(isMessageKey).map(asMessageId), carriers: [...carriers.values()] };
  }
}

/** The key of an item or of an entry of an index. */
export function keyOf(item: Item): string {
  return z.string().parse(item['message_id']);
}
