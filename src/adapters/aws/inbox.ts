import type { ProviderEvent } from '../../delivery/event.ts';
import type { Folded, Folding } from '../../delivery/ledger.ts';
import { type AttemptRef, type MessageId, parseAttemptId, parseMessageId } from '../../delivery/message.ts';
import { hasMark, MARK } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import type { Acceptances } from './acceptances.ts';
import { type Budgets, Costs, costOf } from './budget.ts';
import { carrierKey, type CarrierItem } from './carrier-item.ts';
import type { CarrierItems } from './carrier-items.ts';
import { inParallel } from './dynamodb.ts';
import { foldEvents, type Heard } from './fold-events.ts';
import { type MessageItem, mayHaveCarrier, tell } from './message-item.ts';
import type { MessageItems } from './message-items.ts';
import { type Parking, park, type Parked } from './parking.ts';
import type { Reach } from './reach.ts';
import { isMessageKey } from './tracking-item.ts';

export interface InboxParts {
  readonly workspaceId: string;
  readonly messages: MessageItems;
  readonly carriers: CarrierItems;
  readonly acceptances: Acceptances;
  readonly reach: Reach;
  readonly budgets: Budgets;
}

/** Events of one message, and the carrier items that are known to stand for it. */
interface Letter {
  readonly id: MessageId;
  readonly heard: Heard[];
  readonly carriers: Map<string, CarrierItem>;
  /** Keys under which a carrier item may stand that was not there when it was read; `undefined`: the event names none. */
  readonly missing: Set<string | undefined>;
}

/** Messages whose events are folded at once; calls of one message are behind each other. */
const AT_ONCE = 32;

/** Takes events in: each is folded into its message, or kept under its carrier's id until there is one. */
export class Inbox {
  readonly #parts: InboxParts;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  async fold(events: readonly ProviderEvent[], now: number): Promise<Folding> {
    const { messages, carriers } = this.#parts;
    const echoes = events.map((event) => this.#echoOf(event));
    const [items, known] = await Promise.all([
      messages.read(new Set(echoes.filter((ref) => ref !== undefined).map((ref) => ref.messageId)), {
        lagging: true,
      }),
      carriers.read(
        new Set(events.map(({ providerId }) => carrierKey(providerId)).filter((key) => key !== undefined)),
        { lagging: true },
      ),
    ]);
    await this.#confirm(echoes, items);
    const parking: Parking = { carriers, known, now };
    const attempts = events.map((event, i) => attemptOf(event, echoes[i], items, known));
    const repeated = await this.#parkStrangers(parking, events, echoes, attempts);
    const letters = lettersOf(events, echoes, attempts, known, now);
    await this.#readRest(letters, items);
    const again = await this.#deliver(letters, items, now);
    const folded = events.map((event, i): Folded => ({ event, attempt: attempts[i] }));
    return { folded, repeated: repeated + again };
  }

  #echoOf({ attemptId }: ProviderEvent): AttemptRef | undefined {
    const ref = attemptId === undefined ? undefined : parseAttemptId(this.#parts.workspaceId, attemptId);
    // What cannot be ours is not asked for: it may be the key of another item, or none at all.
    return ref !== undefined && isMessageKey(ref.messageId) ? ref : undefined;
  }

  /** An echo of what is not there may be one of an intent that a lagging read has missed. */
  async #confirm(
    echoes: readonly (AttemptRef | undefined)[],
    items: Map<MessageId, MessageItem>,
  ): Promise<void> {
    const doubtful = echoes.filter(
      (ref) => ref !== undefined && (items.get(ref.messageId)?.state.attempts ?? 0) < ref.number,
    );
    if (doubtful.length === 0) return;
    const ids = doubtful.filter((ref) => ref !== undefined).map((ref) => ref.messageId);
    for (const [id, item] of await this.#parts.messages.read(new Set(ids))) items.set(id, item);
  }

  /**
   * Keeps what no attempt is known for; where the carrier's word came in the same moment the event has its attempt after all, which is
   * then entered in `attempts`. Answers how many had come before.
   */
  async #parkStrangers(
    parking: Parking,
    events: readonly ProviderEvent[],
    echoes: readonly (AttemptRef | undefined)[],
    attempts: (AttemptRef | undefined)[],
  ): Promise<number> {
    const strangers = new Map<string, { readonly keyed: boolean; readonly places: number[] }>();
    for (const [i, event] of events.entries()) {
      if (attempts[i] !== undefined) continue;
      const key = carrierKey(event.providerId);
      // An echo says more than the provider's id: where they differ, the id's message is not asked.
      const keyed = key !== undefined && parking.known.get(key)?.acceptance === undefined;
      const name = keyed ? key : event.eventId;
      const list = strangers.get(name) ?? { keyed, places: [] };
      strangers.set(name, list);
      list.places.push(i);
    }
    const parked = await inParallel([...strangers], async ([name, { keyed, places }]) => {
      const own = places.map((i) => ({ place: i, event: events[i] })).filter(hasEvent);
      const met = await park(
        parking,
        keyed ? name : undefined,
        own.map(({ event }) => event),
      );
      return { met, own };
    });
    let repeated = 0;
    for (const { met, own } of parked) {
      if (met.kind === 'parked') {
        repeated += met.repeated;
        continue;
      }
      for (const { place, event } of own) {
        if (echoes[place] === undefined) attempts[place] = met.attempt;
        else repeated += repeatedOf(await park(parking, undefined, [event]));
      }
    }
    return repeated;
  }

  async #readRest(letters: readonly Letter[], items: Map<MessageId, MessageItem>): Promise<void> {
    const rest = letters.map(({ id }) => id).filter((id) => !items.has(id));
    if (rest.length === 0) return;
    for (const [id, item] of await this.#parts.messages.read(rest, { lagging: true })) items.set(id, item);
  }

  async #deliver(
    letters: readonly Letter[],
    items: ReadonlyMap<MessageId, MessageItem>,
    now: number,
  ): Promise<number> {
    const costs = new Costs(this.#parts.budgets);
    const charged = new Map<MessageId, number>();
    // What an event says to cost more than was held is charged before it is written; all messages of a campaign in one write.
    for (const { id, heard } of letters) {
      const item = items.get(id);
      if (item?.budgeted !== true) continue;
      const more = costOf(foldEvents(item, heard).item.state) - costOf(item.state);
      if (more > 0) charged.set(id, more);
      if (more > 0) costs.add(item.campaignId, more);
    }
    await costs.charge();
    const repeated = await inParallel(
      letters,
      (letter) => this.#foldOne(letter, items.get(letter.id), now, costs, charged.get(letter.id) ?? 0),
      AT_ONCE,
    );
    await costs.settle();
    return repeated.reduce((sum, count) => sum + count, 0);
  }

  async #foldOne(
    letter: Letter,
    known: MessageItem | undefined,
    now: number,
    costs: Costs,
    charged: number,
  ): Promise<number> {
    const { messages, acceptances, reach } = this.#parts;
    const { id, heard } = letter;
    await reach.suppress(id, heard, known);
    let before: MessageItem | undefined;
    let repeated = 0;
    let missed = false;
    const after = await messages.change(
      id,
      async (item) => {
        if (item === undefined) return undefined;
        before = item;
        const told = await this.#tellFirst(item, letter);
        const folded = foldEvents(told, heard);
        repeated = folded.repeated;
        missed = mayHaveCarrier(folded.item) && folded.item.state.status !== 'sending';
        if (folded.item === item) return undefined;
        return {
          ...folded.item,
          stuckAt: stuckAfter(folded.item, missed && letter.missing.has(undefined), now),
        };
      },
      known,
    );
    if (before !== undefined) costs.add(before.campaignId, before.budgeted ? -charged : 0);
    if (after !== undefined) costs.note(before, after);
    if (missed) await this.#lookAgain(letter, acceptances, costs);
    const state = (after ?? before)?.state;
    const step = parseMessageId(id)?.step ?? 1;
    if (
      state !== undefined &&
      RANK[state.status] >= RANK.delivered &&
      (step > 1 || hasMark(state, MARK.fallenBack))
    )
      await reach.markBoth(id, costs);
    return repeated;
  }

  /** The message with what its carrier item says: one that came with the event, or one that has to be looked for. */
  async #tellFirst(item: MessageItem, { carriers, missing }: Letter): Promise<MessageItem> {
    let told = item;
    for (const { key, acceptance } of carriers.values()) {
      if (acceptance !== undefined) told = tell(told, key, acceptance);
    }
    return missing.has(undefined) ? this.#parts.acceptances.heard(told) : told;
  }

  /** The carrier's word may have come between the first look and our write: who wrote it has not seen us. */
  async #lookAgain({ id, missing }: Letter, acceptances: Acceptances, costs: Costs): Promise<void> {
    const keys = [...missing].filter((key) => key !== undefined);
    if (keys.length === 0) return;
    for (const carrier of (await this.#parts.carriers.read(keys)).values()) {
      if (carrier.acceptance?.attempt.messageId === id) await acceptances.hear(carrier, costs);
    }
  }
}

/** While it is `sending`, `stuck` means another thing: that its worker may be gone. */
function stuckAfter({ state, stuckAt }: MessageItem, missed: boolean, now: number): number {
  if (state.status === 'sending') return stuckAt;
  return missed ? Math.max(1, now) : 0;
}

function attemptOf(
  event: ProviderEvent,
  echo: AttemptRef | undefined,
  items: ReadonlyMap<MessageId, MessageItem>,
  known: ReadonlyMap<string, CarrierItem>,
): AttemptRef | undefined {
  if (echo !== undefined)
    return (items.get(echo.messageId)?.state.attempts ?? 0) >= echo.number ? echo : undefined;
  return known.get(carrierKey(event.providerId) ?? '')?.acceptance?.attempt;
}

function lettersOf(
  events: readonly ProviderEvent[],
  echoes: readonly (AttemptRef | undefined)[],
  attempts: readonly (AttemptRef | undefined)[],
  known: ReadonlyMap<string, CarrierItem>,
  receivedAt: number,
): readonly Letter[] {
  const letters = new Map<MessageId, Letter>();
  for (const [i, event] of events.entries()) {
    const attempt = attempts[i];
    if (attempt === undefined) continue;
    const { messageId: id, number } = attempt;
    const letter: Letter = letters.get(id) ?? { id, heard: [], carriers: new Map(), missing: new Set() };
    letters.set(id, letter);
    letter.heard.push({ number, event, receivedAt });
    const key = carrierKey(event.providerId);
    const carrier = key === undefined ? undefined : known.get(key);
    if (carrier?.acceptance?.attempt.messageId === id) letter.carriers.set(carrier.key, carrier);
    else if (echoes[i] !== undefined) letter.missing.add(key);
  }
  return [...letters.values()];
}

function hasEvent(each: {
  readonly place: number;
  readonly event: ProviderEvent | undefined;
}): each is { readonly place: number; readonly event: ProviderEvent } {
  return each.event !== undefined;
}

function repeatedOf(parked: Parked): number {
  return parked.kind === 'parked' ? parked.repeated : 0;
}
