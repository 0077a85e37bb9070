import type { Campaign, CampaignStore } from '../../campaign/campaign-store.ts';
import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import type { Suppression, SuppressionStore } from '../../consent/suppression-store.ts';
import type { IntentVerdict } from '../../delivery/ledger.ts';
import { attemptId, type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { intend, transition } from '../../delivery/transition.ts';
import { dollarsToMicros, type Micros } from '../../kernel/money.ts';
import type { Acceptances } from './acceptances.ts';
import type { Costs } from './budget.ts';
import { inParallel } from './dynamodb.ts';
import type { IntentRoom } from './intent-room.ts';
import { type MessageItem, newItem, withState } from './message-item.ts';
import type { MessageItems } from './message-items.ts';

export interface GateParts {
  readonly workspaceId: string;
  /** Consistent. */
  readonly campaigns: Pick<CampaignStore, 'find'>;
  /** Consistent. */
  readonly suppressions: Pick<SuppressionStore, 'find'>;
  readonly messages: MessageItems;
  readonly acceptances: Acceptances;
  readonly room: IntentRoom;
}

/** One message on its way through the gate. */
export interface Candidate {
  readonly message: Message;
  readonly campaign: Campaign | undefined;
  readonly budget: Micros | undefined;
  /** Looked at before anything is written: it may well be refused, or there is room to be taken. */
  readonly careful: boolean;
}

/** A committed intent, and what stood there before it. */
interface Committed {
  readonly item: MessageItem;
  readonly before: MessageItem | undefined;
}

/** What a whole call shares. */
export interface Pass {
  readonly now: number;
  readonly caps: readonly FrequencyCap[];
  readonly costs: Costs;
  readonly verdicts: Map<Candidate, IntentVerdict>;
  /** Of the intents it wrote or tried to. */
  readonly tokens: Set<string>;
}

/** Intents written at once. */
const AT_ONCE = 32;

/**
 * Grants attempts. There is no transaction (it costs twice), so: room in caps and budgets is taken before the intent is written, and whether
 * the campaign runs and the address may be written to is read after it. What was stopped or opted out before the intent is seen then, and the
 * intent taken back; nobody was told of it. The usual first attempt is one write without a read before it.
 */
export class IntentGate {
  readonly #parts: GateParts;
  /** Tokens of intents whose call broke off: perhaps written, and never granted. Who meets one in this process has it. */
  readonly #orphans = new Set<string>();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** The verdicts, and the items of the intents that were granted. */
  async intend(
    messages: readonly Message[],
    now: number,
    caps: readonly FrequencyCap[],
    costs: Costs,
  ): Promise<{ readonly verdicts: readonly IntentVerdict[]; readonly granted: readonly MessageItem[] }> {
    const pass: Pass = { now, caps, costs, verdicts: new Map(), tokens: new Set() };
    try {
      const candidates = await this.#candidates(messages, pass);
      const granted = await this.#decide(candidates, pass);
      const verdicts = candidates.map((each) => pass.verdicts.get(each) ?? ({ kind: 'taken' } as const));
      return { verdicts, granted };
    } catch (error) {
      for (const token of pass.tokens) this.#orphans.add(token);
      throw error;
    }
  }

  async #decide(candidates: readonly Candidate[], pass: Pass): Promise<readonly MessageItem[]> {
    const { room, workspaceId } = this.#parts;
    const known = await this.#refuse(
      candidates.filter(({ careful }) => careful),
      pass,
    );
    const open = candidates.filter((candidate) => !pass.verdicts.has(candidate));
    const overCap = await room.take(open, pass);
    await inParallel(overCap, (each) => this.#close(each, 'frequency_cap', pass), AT_ONCE);
    const going = open.filter((candidate) => !pass.verdicts.has(candidate));
    const committed = new Map<Candidate, Committed>();
    await inParallel(
      going,
      async (candidate) => {
        const done = await this.#commit(candidate, known.get(candidate.message.id), pass);
        if (done !== undefined) committed.set(candidate, done);
      },
      AT_ONCE,
    );
    await this.#check(committed, pass);
    const granted: MessageItem[] = [];
    for (const [candidate, { item }] of committed) {
      if (pass.verdicts.has(candidate)) continue;
      const { attempts: number } = item.state;
      pass.verdicts.set(candidate, {
        kind: 'granted',
        attemptId: attemptId(workspaceId, item.id, number),
        number,
      });
      granted.push(item);
    }
    await room.giveBack(
      going.filter((candidate) => pass.verdicts.get(candidate)?.kind !== 'granted'),
      pass,
    );
    return granted;
  }

  async #candidates(messages: readonly Message[], { now, caps }: Pass): Promise<readonly Candidate[]> {
    const campaigns = await this.#campaignsOf(messages);
    return messages.map((message) => {
      const campaign = campaigns.get(message.campaignId);
      const dollars = campaign?.definition.budget;
      const budget = dollars === undefined ? undefined : dollarsToMicros(dollars);
      const careful =
        caps.length > 0 ||
        budget !== undefined ||
        campaign?.state !== 'running' ||
        isLate(message, now) ||
        (parseMessageId(message.id)?.step ?? 1) > 1;
      return { message, campaign, budget, careful };
    });
  }

  async #campaignsOf(messages: readonly Message[]): Promise<ReadonlyMap<string, Campaign | undefined>> {
    const ids = [...new Set(messages.map(({ campaignId }) => campaignId))];
    const found = await inParallel(ids, (id) => this.#parts.campaigns.find(id));
    return new Map(ids.map((id, i) => [id, found[i]]));
  }

  #suppressed(candidates: readonly Candidate[]): Promise<ReadonlyMap<string, Suppression>> {
    return this.#parts.suppressions.find(candidates.map(({ message }) => message.addressKey));
  }

  /** Whom nothing is written for. Answers the items that were looked at. */
  async #refuse(careful: readonly Candidate[], pass: Pass): Promise<ReadonlyMap<MessageId, MessageItem>> {
    if (careful.length === 0) return new Map();
    const [items, suppressed] = await Promise.all([
      this.#parts.messages.read(new Set(careful.map(({ message }) => message.id))),
      this.#suppressed(careful),
    ]);
    await inParallel(
      careful,
      async (candidate) => {
        const { message, campaign } = candidate;
        const item = items.get(message.id);
        if (intend(item?.state, message.price, message.parts, pass.now) === undefined) {
          if (!this.#isOrphan(item)) await this.#taken(candidate, item, pass);
        } else if (campaign?.state !== 'running') pass.verdicts.set(candidate, { kind: 'stopped' });
        else if (isLate(message, pass.now)) await this.#close(candidate, 'too_late', pass);
        else if (suppressed.has(message.addressKey)) await this.#close(candidate, 'opted_out', pass);
      },
      AT_ONCE,
    );
    return items;
  }

  /** Ends a queued message without an attempt. */
  async #close(
    candidate: Candidate,
    why: 'too_late' | 'opted_out' | 'frequency_cap',
    pass: Pass,
  ): Promise<void> {
    const { message } = candidate;
    const status = why === 'too_late' ? 'expired' : 'cancelled';
    let reason: string = why;
    const closed = await this.#parts.messages.change(message.id, (item) => {
      reason = why === 'too_late' ? item?.state.reason || why : why;
      const state = transition(item?.state, { kind: 'close', status, reason }, pass.now);
      const base = item ?? newItem(message);
      return state === undefined ? undefined : withState(base, { ...state, parts: message.parts }, pass.now);
    });
    if (closed === undefined) pass.verdicts.set(candidate, { kind: 'taken' });
    else pass.verdicts.set(candidate, { kind: 'closed', status: closed.state.status, reason });
  }

  /** Writes the intent, again from what is found there. `undefined`: somebody else has it. */
  async #commit(
    candidate: Candidate,
    known: MessageItem | undefined,
    pass: Pass,
  ): Promise<Committed | undefined> {
    const { message, budget } = candidate;
    for (let before = known; ; ) {
      const state = intend(before?.state, message.price, message.parts, pass.now);
      if (state === undefined) {
        if (before !== undefined && this.#adopt(before)) return this.#adopted(candidate, before, pass);
        await this.#taken(candidate, before, pass);
        return undefined;
      }
      const by = this.#parts.messages.token();
      pass.tokens.add(by);
      const base = before ?? newItem(message);
      const next = { ...withState(base, state, pass.now), budgeted: budget !== undefined, stuckAt: 0 };
      const put = await this.#parts.messages.put(next, before, by);
      if (put.ok) return { item: put.item, before };
      before = put.found;
    }
  }

  #isOrphan(item: MessageItem | undefined): boolean {
    return item?.state.status === 'sending' && this.#orphans.has(item.by);
  }

  #adopt(item: MessageItem): boolean {
    return this.#isOrphan(item) && this.#orphans.delete(item.by);
  }

  /** An intent of ours that nobody was told of, whose room was taken then. Taken back, it is an attempt that was not sent. */
  #adopted(candidate: Candidate, item: MessageItem, pass: Pass): Committed {
    pass.tokens.add(item.by);
    if (candidate.budget !== undefined) pass.costs.add(item.campaignId, -candidate.message.price);
    const outcome = { kind: 'not_sent', reason: '', hold: 'message' } as const;
    const change = { kind: 'outcome', number: item.state.attempts, outcome, dueAt: 0 } as const;
    const state = transition(item.state, change, pass.now) ?? item.state;
    return { item, before: withState(item, state, pass.now) };
  }

  async #taken(candidate: Candidate, item: MessageItem | undefined, pass: Pass): Promise<void> {
    pass.verdicts.set(candidate, { kind: 'taken' });
    await this.#parts.acceptances.lookAfter(item, pass.costs);
  }

  /** What was committed before the intents were is seen now: of what may not go the intent is taken back. */
  async #check(committed: ReadonlyMap<Candidate, Committed>, pass: Pass): Promise<void> {
    if (committed.size === 0) return;
    const candidates = [...committed.keys()];
    const [campaigns, suppressed] = await Promise.all([
      this.#campaignsOf(candidates.map(({ message }) => message)),
      this.#suppressed(candidates),
    ]);
    await inParallel(
      [...committed],
      async ([candidate, done]) => {
        const { campaignId, addressKey } = candidate.message;
        if (campaigns.get(campaignId)?.state !== 'running') {
          await this.#takeBack(done);
          pass.verdicts.set(candidate, { kind: 'stopped' });
        } else if (suppressed.has(addressKey)) {
          pass.verdicts.set(candidate, await this.#optedOut(candidate, done, pass.now));
        }
      },
      AT_ONCE,
    );
  }

  /** As it was before the intent. */
  async #takeBack({ item, before }: Committed): Promise<void> {
    for (let there: MessageItem | undefined = item; isSame(there, item); ) {
      if (before === undefined ? await this.#parts.messages.remove(there) : false) return;
      if (before !== undefined) {
        const put = await this.#parts.messages.put(before, there);
        if (put.ok) return;
      }
      there = await this.#parts.messages.find(item.id);
    }
  }

  async #optedOut({ message }: Candidate, { item, before }: Committed, now: number): Promise<IntentVerdict> {
    const reason = 'opted_out';
    const change = { kind: 'close', status: 'cancelled', reason } as const;
    const state = transition(before?.state, change, now);
    if (state === undefined) return { kind: 'taken' };
    const closed = withState(before ?? newItem(message), { ...state, parts: message.parts }, now);
    await this.#parts.messages.change(item.id, (there) => (isSame(there, item) ? closed : undefined), item);
    return { kind: 'closed', status: state.status, reason };
  }
}

function isLate({ expiresAt }: Message, now: number): boolean {
  return expiresAt > 0 && now > expiresAt;
}

/** Still the attempt that was committed, whatever was noted about it since. */
function isSame(there: MessageItem | undefined, item: MessageItem): there is MessageItem {
  return there?.state.status === 'sending' && there.state.attempts === item.state.attempts;
}
