import type { Suppression, SuppressionStore } from '../../consent/suppression-store.ts';
import { PERSON_EVENTS } from '../../delivery/event.ts';
import { type MessageId, parseMessageId } from '../../delivery/message.ts';
import { hasMark, MARK } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import type { Costs } from './budget.ts';
import type { Heard } from './fold-events.ts';
import type { MessageItem } from './message-item.ts';
import type { MessageItems } from './message-items.ts';

/**
 * What events do beyond their own message. Each is safe to do again, and is done again when the events come again: before (suppress) or
 * after (markBoth) the message itself is written.
 */
export class Reach {
  readonly #messages: MessageItems;
  readonly #suppressions: SuppressionStore;

  constructor(messages: MessageItems, suppressions: SuppressionStore) {
    this.#messages = messages;
    this.#suppressions = suppressions;
  }

  /** The address of the message gets nothing more, where an event says so. */
  async suppress(id: MessageId, heard: readonly Heard[], known?: MessageItem): Promise<void> {
    const channel = parseMessageId(id)?.channel;
    if (channel === undefined || heard.every(({ event }) => event.suppress === undefined)) return;
    const key = (known ?? (await this.#messages.find(id)))?.addressKey;
    const found: Suppression[] = [];
    for (const { event } of heard) {
      if (event.suppress === undefined || key === undefined || PERSON_EVENTS.includes(event.type)) continue;
      found.push({ key, channel, reason: event.suppress, source: 'event', at: event.at });
    }
    if (found.length > 0) await this.#suppressions.add(found);
  }

  /**
   * When more than one step reached the customer, all but the first of them are marked. Of two receipts at once each is written before the
   * other message is read, so one of the two sees both.
   */
  async markBoth(id: MessageId, costs: Costs): Promise<void> {
    const chain = await this.#chain(id);
    const reached = chain.filter(({ state }) => RANK[state.status] >= RANK.delivered);
    for (const { id: later } of reached.slice(1)) {
      let before: MessageItem | undefined;
      const after = await this.#messages.change(later, (item) => {
        before = item;
        if (item === undefined || hasMark(item.state, MARK.bothReached)) return undefined;
        return { ...item, state: { ...item.state, marks: item.state.marks | MARK.bothReached } };
      });
      if (after !== undefined) costs.note(before, after);
    }
  }

  /** The message and its fallbacks, first step first. */
  async #chain(id: MessageId): Promise<readonly MessageItem[]> {
    const chain: MessageItem[] = [];
    const own = await this.#messages.find(id);
    if (own === undefined) return [];
    for (let item: MessageItem | undefined = own; item !== undefined; ) {
      chain.unshift(item);
      item = item.previous === undefined ? undefined : await this.#messages.find(item.previous);
    }
    for (let next = own.next; next !== undefined; ) {
      const item = await this.#messages.find(next);
      if (item === undefined) break;
      chain.push(item);
      next = item.next;
    }
    return chain;
  }
}
