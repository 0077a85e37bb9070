import type { SentMessage } from '../../audience/records.ts';
import { attemptsOf } from '../../delivery/attempts.ts';
import type { KeptEvent, MessageRecord } from '../../delivery/ledger.ts';
import { asMessageId, type MessageId } from '../../delivery/message.ts';
import { sentMessage } from '../../delivery/sent-message.ts';
import type { MessageState } from '../../delivery/state.ts';
import { parseEvent } from '../../delivery/stored-event.ts';
import { type Between, entriesOf } from './attention-index.ts';
import type { CarrierItem } from './carrier-item.ts';
import { CAMPAIGN_SEGMENTS, campaignItems } from './campaign-items.ts';
import { type CarrierItems, keyOf } from './carrier-items.ts';
import { inParallel, type Tables } from './dynamodb.ts';
import { type MessageItem, mayHaveCarrier, parseMessageItem, tell } from './message-item.ts';
import type { MessageItems } from './message-items.ts';
import { attention, isMessageKey } from './tracking-item.ts';

/** Entries of the index that are looked at together. */
const PAGE = 100;
const AT_ONCE = 32;

/** What the ledger is asked about messages. */
export class LedgerReads {
  readonly #tables: Tables;
  readonly #messages: MessageItems;
  readonly #carriers: CarrierItems;

  constructor(tables: Tables, messages: MessageItems, carriers: CarrierItems) {
    this.#tables = tables;
    this.#messages = messages;
    this.#carriers = carriers;
  }

  /** One whose end its item may not know is looked up by its customer: half a read unit each, and a second late at most. */
  async states(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageState>> {
    return this.#statesOf([...(await this.#messages.read(new Set(ids))).values()]);
  }

  async #statesOf(items: readonly MessageItem[]): Promise<ReadonlyMap<MessageId, MessageState>> {
    const states = await inParallel(
      items,
      async (item) => (isOpen(item) ? withCarrier(item, await this.#carriers.of(item)) : item.state),
      AT_ONCE,
    );
    return new Map(items.map(({ id, state }, i) => [id, states[i] ?? state]));
  }

  /**
   * By a scan of the whole table, and a look-up for each message that was accepted and has no receipt: $0.06 a million messages of all
   * campaigns, and $0.06 a million of those.
   */
  async *sent(
    campaignId: string,
    batchSize: number,
  ): AsyncGenerator<readonly SentMessage[], void, undefined> {
    let items: MessageItem[] = [];
    for (const segment of CAMPAIGN_SEGMENTS) {
      for await (const item of campaignItems(this.#tables, campaignId, segment)) {
        if (isMessageKey(keyOf(item))) items.push(parseMessageItem(item));
        if (items.length < batchSize) continue;
        yield await this.#sentOf(items, campaignId);
        items = [];
      }
    }
    if (items.length > 0) yield await this.#sentOf(items, campaignId);
  }

  async #sentOf(items: readonly MessageItem[], campaignId: string): Promise<readonly SentMessage[]> {
    const states = await this.#statesOf(items);
    return [...states].flatMap(([id, state]) => sentMessage(id, campaignId, state) ?? []);
  }

  due(campaignId: string, upTo: string, limit: number): Promise<readonly MessageId[]> {
    return this.#first((shard) => attention.due(campaignId, shard), { upTo }, limit);
  }

  async #first(
    partition: (shard: number) => string,
    between: Between,
    limit: number,
  ): Promise<readonly MessageId[]> {
    const ids: MessageId[] = [];
    for await (const { key } of entriesOf(this.#tables, partition, between)) {
      if (ids.length >= limit) break;
      ids.push(asMessageId(key));
    }
    return ids;
  }

  /** Messages of a campaign that are queued, and some that wait for something else. */
  async *waiting(campaignId: string): AsyncGenerator<readonly MessageId[], void, undefined> {
    for (const partition of [attention.queued, attention.due]) {
      let ids: MessageId[] = [];
      for await (const { key } of entriesOf(this.#tables, (shard) => partition(campaignId, shard))) {
        ids.push(asMessageId(key));
        if (ids.length < PAGE) continue;
        yield ids;
        ids = [];
      }
      if (ids.length > 0) yield ids;
    }
  }

  /** Those that still wait for their fallback stand among what is due: they are few, and read whole. */
  async failed(
    campaignId: string,
    reason: string | undefined,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly MessageId[]> {
    const isWanted = ({ state }: MessageItem) =>
      state.status === 'failed' && (reason ?? state.reason) === state.reason;
    const found: MessageId[] = [];
    const look = async (page: readonly MessageId[]) => {
      const items = await this.#messages.read(page);
      found.push(...page.filter((id) => hasWanted(items.get(id), isWanted)));
    };
    const waiting = await this.due(campaignId, '~', Number.POSITIVE_INFINITY);
    for (let at = 0; at < waiting.length; at += PAGE) await look(waiting.slice(at, at + PAGE));
    const first = found.filter((id) => after === undefined || id > after);
    found.length = 0;
    let page: MessageId[] = [];
    for await (const { key } of entriesOf(this.#tables, (place) => attention.failed(campaignId, place), {
      after,
    })) {
      if (found.length >= limit) break;
      page.push(asMessageId(key));
      if (page.length < PAGE) continue;
      await look(page);
      page = [];
    }
    await look(page);
    return [...first, ...found].sort().slice(0, limit);
  }

  async ofCustomer(customerKey: string): Promise<readonly MessageRecord[]> {
    const { ids, carriers } = await this.#carriers.ofCustomer(customerKey);
    const accepted = carriers.map(({ acceptance }) => acceptance?.attempt.messageId);
    const all = new Set([...ids, ...accepted].filter((id) => id !== undefined));
    const items = await this.#messages.read(all);
    const records = [...items.values()].map((item) => {
      const own = carriers.find(
        ({ acceptance }) =>
          acceptance?.attempt.messageId === item.id && acceptance.attempt.number === item.state.attempts,
      );
      return recordOf(item, isOpen(item) ? withCarrier(item, own) : item.state);
    });
    return records.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function hasWanted(item: MessageItem | undefined, isWanted: (item: MessageItem) => boolean): boolean {
  return item !== undefined && isWanted(item);
}

/** Its carrier item may say how it ended. */
function isOpen(item: MessageItem): boolean {
  return mayHaveCarrier(item) && (item.state.status === 'sending' || item.state.status === 'unknown');
}

function withCarrier(item: MessageItem, carrier: CarrierItem | undefined): MessageState {
  return carrier?.acceptance === undefined ? item.state : tell(item, carrier.key, carrier.acceptance).state;
}

function recordOf({ id, earlier, events }: MessageItem, state: MessageState): MessageRecord {
  const kept = events.map(
    ({ receivedAt, source, said }): KeptEvent => ({ receivedAt, event: parseEvent(source, said) }),
  );
  return {
    id,
    state,
    attempts: attemptsOf(earlier, state),
    events: kept.sort((a, b) => a.event.at - b.event.at || a.receivedAt - b.receivedAt),
  };
}
