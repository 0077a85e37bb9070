import type { ChangeRequest } from '../../delivery/ledger.ts';
import type { Message, MessageId } from '../../delivery/message.ts';
import type { MessageState } from '../../delivery/state.ts';
import { type Change, transition } from '../../delivery/transition.ts';
import { type Acceptances, isAccepted } from './acceptances.ts';
import type { Costs } from './budget.ts';
import { inParallel } from './dynamodb.ts';
import { type MessageItem, newItem, withState } from './message-item.ts';
import type { MessageItems } from './message-items.ts';

type Load = (ids: readonly MessageId[]) => Promise<readonly Message[]>;

interface Placed {
  readonly place: number;
  readonly change: Change;
}

/** Messages changed at once; changes of one message are behind each other. */
const AT_ONCE = 32;

/** Applies what workers and the campaign do to messages. */
export class MessageChanges {
  readonly #messages: MessageItems;
  readonly #acceptances: Acceptances;
  readonly #load: Load;

  constructor(messages: MessageItems, acceptances: Acceptances, load: Load) {
    this.#messages = messages;
    this.#acceptances = acceptances;
    this.#load = load;
  }

  /** The new states in the order of the changes. `known`: items as they were last seen. */
  async apply(
    changes: readonly ChangeRequest[],
    now: number,
    known: ReadonlyMap<MessageId, MessageItem | undefined>,
    costs: Costs,
  ): Promise<readonly (MessageState | undefined)[]> {
    const byMessage = new Map<MessageId, Placed[]>();
    for (const [place, { id, change }] of changes.entries())
      byMessage.set(id, [...(byMessage.get(id) ?? []), { place, change }]);
    const states: (MessageState | undefined)[] = changes.map(() => undefined);
    await inParallel(
      [...byMessage],
      async ([id, list]) => {
        for (const { place, change } of list)
          states[place] = isAccepted(change)
            ? await this.#acceptances.accept(id, change, now, costs, known.get(id))
            : await this.#change(id, change, now, costs, known.get(id));
      },
      AT_ONCE,
    );
    return states;
  }

  async #change(
    id: MessageId,
    change: Change,
    now: number,
    costs: Costs,
    known: MessageItem | undefined,
  ): Promise<MessageState | undefined> {
    let before: MessageItem | undefined;
    const after = await this.#messages.change(
      id,
      async (item) => {
        before = item;
        const base = item === undefined ? await this.#planned(id) : await this.#upToDate(item, change);
        const state = base && transition(base.state, change, now);
        if (base === undefined || state === undefined) return undefined;
        // An attempt that was given up may have been accepted all the same, by a worker that was only slow.
        const doubtful = base.stuckAt > 0 && state.status === 'unknown';
        return { ...withState(base, state, now), stuckAt: doubtful ? Math.max(1, now) : 0 };
      },
      known,
    );
    if (after !== undefined) costs.note(before, after);
    return after?.state;
  }

  async #planned(id: MessageId): Promise<MessageItem | undefined> {
    const [message] = await this.#load([id]);
    return message === undefined ? undefined : newItem(message);
  }

  /** What follows from how an attempt ended needs the carrier's word; its own worker has it. */
  async #upToDate(item: MessageItem, change: Change): Promise<MessageItem> {
    switch (change.kind) {
      case 'fall_back':
      case 'rest':
      case 'again':
        return this.#acceptances.heard(item);
      case 'outcome':
      case 'defer':
      case 'release':
      case 'close':
        return item;
    }
  }
}
