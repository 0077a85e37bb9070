import type { AttemptRef, MessageId } from '../../delivery/message.ts';
import type { MessageState } from '../../delivery/state.ts';
import { type Change, transition } from '../../delivery/transition.ts';
import type { Costs } from './budget.ts';
import { type Acceptance, carrierKey, type CarrierItem } from './carrier-item.ts';
import type { CarrierItems } from './carrier-items.ts';
import { foldEvents } from './fold-events.ts';
import { type MessageItem, mayHaveCarrier, tell } from './message-item.ts';
import type { MessageItems } from './message-items.ts';
import type { Reach } from './reach.ts';

type Accepted = Extract<Change, { kind: 'outcome' }> & { readonly outcome: { readonly kind: 'accepted' } };

/** Whether a carrier took the message. */
export function isAccepted(change: Change): change is Accepted {
  return change.kind === 'outcome' && change.outcome.kind === 'accepted';
}

/** Records what carriers accepted, and brings messages and their carrier items together. The way is drawn in tracking-item.ts. */
export class Acceptances {
  readonly #messages: MessageItems;
  readonly #carriers: CarrierItems;
  readonly #reach: Reach;

  constructor(messages: MessageItems, carriers: CarrierItems, reach: Reach) {
    this.#messages = messages;
    this.#carriers = carriers;
    this.#reach = reach;
  }

  /** The state after the answer, without events that came first; `undefined` when it no longer fits. `known`: the item of the intent. */
  async accept(
    id: MessageId,
    change: Accepted,
    now: number,
    costs: Costs,
    known: MessageItem | undefined,
  ): Promise<MessageState | undefined> {
    const item = fits(known, change, now) ? known : await this.#messages.find(id);
    if (item === undefined || !fits(item, change, now)) return undefined;
    const { number, dueAt, outcome } = change;
    const acceptance: Acceptance = {
      attempt: { messageId: id, number },
      acceptedAt: now,
      dueAt,
      campaignId: item.campaignId,
      intendedAt: item.state.intendedAt,
      parts: item.state.parts,
      counts: number === 1 && dueAt === 0 && item.state.status === 'sending',
    };
    const carrier = await this.#enter(outcome.providerId, acceptance);
    if (carrier?.acceptance?.counts === true && carrier.parked.length === 0) {
      const there = await this.#messages.find(id);
      if (isPlain(there, number)) return transition(there.state, change, now);
    }
    return this.#hear(carrier ?? apart(outcome.providerId, acceptance), costs);
  }

  /**
   * Writes the acceptance under the carrier's id. `undefined`: the id is none, or the carrier gave it to another attempt as well; then the
   * message alone knows it.
   */
  async #enter(providerId: string, acceptance: Acceptance): Promise<CarrierItem | undefined> {
    const key = carrierKey(providerId);
    if (key === undefined) return undefined;
    for (let before: CarrierItem | undefined; ; ) {
      const put = await this.#carriers.put({ key, acceptance, parked: before?.parked ?? [] }, before);
      if (put.ok) return put.item;
      if (put.found?.acceptance !== undefined)
        return isOf(put.found.acceptance.attempt, acceptance.attempt) ? put.found : undefined;
      before = put.found;
    }
  }

  /** Tells the message what its carrier item says, and folds the events that came first. Safe to do again. */
  async hear(carrier: CarrierItem, costs: Costs): Promise<void> {
    await this.#hear(carrier, costs);
  }

  async #hear(carrier: CarrierItem, costs: Costs): Promise<MessageState | undefined> {
    const { acceptance, parked, key } = carrier;
    if (acceptance === undefined) return undefined;
    const { messageId, number } = acceptance.attempt;
    const events = parked.map((each) => ({ ...each, number }));
    let accepted: MessageState | undefined;
    let before: MessageItem | undefined;
    await this.#reach.suppress(messageId, events);
    const after = await this.#messages.change(messageId, (item) => {
      if (item === undefined) return undefined;
      before = item;
      const told = tell(item, key, acceptance);
      accepted = told.state === item.state ? undefined : told.state;
      const listed = carrier.by === '' ? { ...told, indexedAt: acceptance.acceptedAt } : told;
      const folded = foldEvents(listed, events).item;
      return folded === item ? undefined : { ...folded, stuckAt: 0 };
    });
    if (after !== undefined) costs.note(before, after);
    if (parked.length > 0) {
      await this.#reach.markBoth(messageId, costs);
      // Where it has changed meanwhile another one has done all this.
      await this.#carriers.put({ key, acceptance, parked: [] }, carrier);
    }
    return accepted;
  }

  /** The item with what its carrier item says, where there may be one: before a step that would be wrong without it. */
  async heard(item: MessageItem): Promise<MessageItem> {
    if (!mayHaveCarrier(item)) return item;
    const carrier = await this.#carriers.of(item);
    return carrier?.acceptance === undefined ? item : tell(item, carrier.key, carrier.acceptance);
  }

  /**
   * A message that is `sending` and was asked for again, or that may have missed its carrier item: it is told where there is one.
   * `false`: there is none.
   */
  async lookFor(item: MessageItem, costs: Costs): Promise<boolean> {
    if (!mayHaveCarrier(item)) return false;
    const carrier = await this.#carriers.of(item);
    if (carrier === undefined) return false;
    await this.#hear(carrier, costs);
    return true;
  }

  /** Nothing of it was missed: it need not be looked at again. */
  async letBe(item: MessageItem): Promise<void> {
    await this.#messages.change(
      item.id,
      (there) => (there === undefined || there.stuckAt === 0 ? undefined : { ...there, stuckAt: 0 }),
      item,
    );
  }

  /** Its task came again. If it is `sending` its worker may be gone: it is told what the carrier said, or looked at later. */
  async lookAfter(item: MessageItem | undefined, costs: Costs): Promise<void> {
    if (item?.state.status === 'sending' && !(await this.lookFor(item, costs))) await this.#suspect(item);
  }

  /** Somebody has to look at it, unless its answer comes. */
  async #suspect(item: MessageItem): Promise<void> {
    const { attempts, intendedAt } = item.state;
    await this.#messages.change(
      item.id,
      (there) =>
        there?.state.status === 'sending' && there.state.attempts === attempts && there.stuckAt === 0
          ? { ...there, stuckAt: Math.max(1, intendedAt) }
          : undefined,
      item,
    );
  }
}

function fits(item: MessageItem | undefined, change: Change, now: number): item is MessageItem {
  return item !== undefined && transition(item.state, change, now) !== undefined;
}

/** Nothing has happened to it since its intent: the carrier item says it all. */
function isPlain(item: MessageItem | undefined, number: number): item is MessageItem {
  return item?.state.status === 'sending' && item.state.attempts === number && item.stuckAt === 0;
}

function isOf(a: AttemptRef, b: AttemptRef): boolean {
  return a.messageId === b.messageId && a.number === b.number;
}

/** An acceptance that stands in the message alone. */
function apart(key: string, acceptance: Acceptance): CarrierItem {
  return { key, acceptance: { ...acceptance, counts: false }, parked: [], by: '' };
}
