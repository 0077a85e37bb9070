import type { Message, MessageId } from '../../delivery/message.ts';
import { transition } from '../../delivery/transition.ts';
import type { Acceptances } from './acceptances.ts';
import type { Costs } from './budget.ts';
import { type MessageItem, newItem, withState } from './message-item.ts';
import type { MessageItems } from './message-items.ts';
import { formatMessage, parseMessage } from './stored-message.ts';

/**
 * A fallback is two items. The message that is left behind is written first, with the whole next message in it and `stuck`, so that of two
 * that take it at once one does; then the next message; then the first one is let go. After a crash in between the sweep writes the
 * rest.
 */
export class Fallbacks {
  readonly #messages: MessageItems;
  readonly #acceptances: Acceptances;

  constructor(messages: MessageItems, acceptances: Acceptances) {
    this.#messages = messages;
    this.#acceptances = acceptances;
  }

  async take(from: MessageId, next: Message, now: number, costs: Costs): Promise<boolean> {
    if ((await this.#messages.find(next.id)) !== undefined) return false;
    let before: MessageItem | undefined;
    const left = await this.#messages.change(from, async (item) => {
      if (item === undefined) return undefined;
      before = item;
      const heard = await this.#acceptances.heard(item);
      const after = transition(heard.state, { kind: 'fall_back' }, now);
      if (after === undefined) return undefined;
      const pending = { message: formatMessage(next), dueAt: Math.max(now, next.sendAt) };
      return { ...withState(heard, after, now), next: next.id, pending, stuckAt: Math.max(1, now) };
    });
    if (left === undefined) return false;
    costs.note(before, left);
    await this.finish(left);
    return true;
  }

  /** Writes what is missing of a fallback that was taken. Safe to do again. */
  async finish(from: MessageItem): Promise<void> {
    if (from.pending === undefined) return;
    const { message, dueAt } = from.pending;
    const next = parseMessage(message);
    const item = newItem(next);
    const queued = transition(undefined, { kind: 'defer', dueAt, reason: '' }, dueAt);
    if (queued === undefined) return;
    const state = { ...queued, parts: next.parts };
    await this.#messages.put({ ...withState(item, state, dueAt), message, previous: from.id }, undefined);
    await this.#messages.change(
      from.id,
      (there) => (there?.pending === undefined ? undefined : { ...there, pending: undefined, stuckAt: 0 }),
      from,
    );
  }
}
