import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import { asMessageId, type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { hasMark, MARK } from '../../delivery/state.ts';
import type { CarrierItems } from './carrier-items.ts';
import { type Item, orFound, type Tables } from './dynamodb.ts';
import type { MessageItem } from './message-item.ts';
import type { MessageItems } from './message-items.ts';

/** What is under way is kept at least so long: by then it has ended, and customer-index knows it. */
const UNDER_WAY_MS = 3_600_000;
/** Conflicts at one customer are campaigns that write to them in the same moment. */
const MOST_CONFLICTS = 50;

const stored = z.object({
  by: z.string().optional(),
  keep_ms: z.number().default(UNDER_WAY_MS),
  sent: z.array(z.object({ id: z.string().transform(asMessageId), at: z.number() })).default([]),
});

type Contact = z.infer<typeof stored>;

/** The key of a customer's recent messages in the table `rate-limits`. */
export function contactKey(customerKey: string): string {
  return `contact#${customerKey}`;
}

/**
 * Keeps customers under their frequency caps, however many campaigns start at once: an intent under a cap is entered in the customer's
 * item before it is committed, so that of two one sees the other. Whether an entry counts is what its message says: one that turned out
 * not sent needs no write here, and one whose process died before the intent counts until its time is over. What was sent
 * without a cap is found by customer-index once it was accepted or has ended.
 */
export class Contacts {
  readonly #tables: Tables;
  readonly #messages: MessageItems;
  readonly #carriers: CarrierItems;

  constructor(tables: Tables, messages: MessageItems, carriers: CarrierItems) {
    this.#tables = tables;
    this.#messages = messages;
    this.#carriers = carriers;
  }

  /** Enters the message when every cap has room for it. */
  async reserve({ id }: Message, now: number, caps: readonly FrequencyCap[]): Promise<boolean> {
    const longest = Math.max(...caps.map(({ withinMs }) => withinMs));
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      const contact = await this.#find(id);
      const sentAt = await this.#sentAt(id, contact, now - longest);
      const full = caps.some(({ max, withinMs }) => sentAt.filter((at) => at > now - withinMs).length >= max);
      if (full) return false;
      const keepMs = Math.max(contact.keep_ms, longest);
      const others = contact.sent.filter((entry) => entry.id !== id && entry.at > now - keepMs);
      if (await this.#put(id, contact, { keep_ms: keepMs, sent: [...others, { id, at: now }] }, now))
        return true;
    }
    throw new Error(`The recent messages of one customer were changed ${MOST_CONFLICTS} times meanwhile.`);
  }

  /** The intent was not made after all. */
  async release(id: MessageId, now: number): Promise<void> {
    for (;;) {
      const contact = await this.#find(id);
      if (!contact.sent.some((entry) => entry.id === id && entry.at === now)) return;
      const sent = contact.sent.filter((entry) => entry.id !== id);
      if (await this.#put(id, contact, { ...contact, sent }, now)) return;
    }
  }

  /** When the messages to this customer went out that count, other than this one. */
  async #sentAt(id: MessageId, contact: Contact, since: number): Promise<readonly number[]> {
    const customerKey = parseMessageId(id)?.customerKey ?? '';
    const { ids, carriers } = await this.#carriers.ofCustomer(customerKey, Math.max(0, since));
    const accepted = carriers.map(({ acceptance }) => acceptance?.attempt.messageId);
    const entered = new Map(contact.sent.map((entry) => [entry.id, entry.at]));
    const others = new Set([...ids, ...accepted, ...entered.keys()].filter((each) => each !== undefined));
    others.delete(id);
    const items = await this.#messages.read(others);
    const times: number[] = [];
    for (const other of others) {
      const item = items.get(other);
      if (item !== undefined && wasSent(item)) times.push(item.state.intendedAt);
      else if (isReserved(item, entered.get(other))) times.push(entered.get(other) ?? 0);
    }
    return times;
  }

  async #find(id: MessageId): Promise<Contact> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true });
    return stored.parse((await this.#tables.dynamo.send(get)).Item ?? {});
  }

  async #put(id: MessageId, before: Contact, after: Omit<Contact, 'by'>, now: number): Promise<boolean> {
    const by = this.#messages.token();
    const ttl = Math.ceil((now + after.keep_ms) / 1000);
    const Item: Item = { ...keyOf(id), by, keep_ms: after.keep_ms, sent: after.sent, ttl };
    const put = new PutCommand({
      TableName: this.#table,
      Item,
      ...(before.by === undefined
        ? { ConditionExpression: 'attribute_not_exists(limiter_key)' }
        : {
            ConditionExpression: '#by = :by',
            ExpressionAttributeNames: { '#by': 'by' },
            ExpressionAttributeValues: { ':by': before.by },
          }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(put));
    return written.ok || written.found?.['by'] === by;
  }

  get #table(): string {
    return this.#tables.name('rate-limits');
  }
}

function keyOf(id: MessageId) {
  return { limiter_key: contactKey(parseMessageId(id)?.customerKey ?? '') };
}

/** An entry whose intent is perhaps still to come. */
function isReserved(item: MessageItem | undefined, at: number | undefined): boolean {
  if (at === undefined) return false;
  return item === undefined || (item.state.status === 'queued' && item.state.intendedAt !== at);
}

/** What is provably unsent does not count; what waits to be sent again does, for it may have arrived the first time. */
function wasSent({ state }: MessageItem): boolean {
  const idle = state.status === 'queued' || state.status === 'expired' || state.status === 'cancelled';
  return state.attempts > 0 && (!idle || hasMark(state, MARK.mayHaveArrived));
}
