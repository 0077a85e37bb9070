import type { SentMessage } from '../../audience/records.ts';
import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import { attemptsOf, endedAttempt } from '../../delivery/attempts.ts';
import { PERSON_EVENTS, type ProviderEvent, saidBy } from '../../delivery/event.ts';
import type {
  ChangeRequest,
  Folding,
  IntentVerdict,
  MessageLedger,
  MessageRecord,
  SecondSent,
} from '../../delivery/ledger.ts';
import {
  type AttemptRef,
  attemptId,
  type Message,
  type MessageId,
  parseAttemptId,
  parseMessageId,
} from '../../delivery/message.ts';
import { sentMessage } from '../../delivery/sent-message.ts';
import { hasMark, MARK, type MessageState } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { type Tally, TallyDelta, tallyOf, totalCost } from '../../delivery/tally.ts';
import { fold, intend, transition } from '../../delivery/transition.ts';
import { dollarsToMicros } from '../../kernel/money.ts';
import type { MemoryState } from './memory-state.ts';
import { addSuppression } from './suppression-store.ts';

/** The ledger as plain maps. It is what every other ledger has to agree with. */
export class MemoryMessageLedger implements MessageLedger {
  readonly #state: MemoryState;
  readonly #workspaceId: string;
  readonly #counters = new Map<string, Map<string, number>>();
  readonly #revisions = new Map<string, number>();

  constructor(state: MemoryState, workspaceId: string) {
    this.#state = state;
    this.#workspaceId = workspaceId;
  }

  async intend(
    messages: readonly Message[],
    now: number,
    caps: readonly FrequencyCap[] = [],
  ): Promise<readonly IntentVerdict[]> {
    return messages.map((message) => this.#intendOne(message, now, caps));
  }

  #intendOne(message: Message, now: number, caps: readonly FrequencyCap[]): IntentVerdict {
    const before = this.#state.states.get(message.id);
    const after = intend(before, message.price, message.parts, now);
    if (after === undefined) return { kind: 'taken' };
    const campaign = this.#state.campaigns.get(message.campaignId);
    if (campaign?.state !== 'running') return { kind: 'stopped' };
    const end = (status: 'expired' | 'cancelled', reason: string): IntentVerdict => {
      const closed = transition(before, { kind: 'close', status, reason }, now);
      if (closed !== undefined) this.#set(message.id, { ...closed, parts: message.parts });
      return { kind: 'closed', status: closed?.status ?? status, reason };
    };
    if (message.expiresAt > 0 && now > message.expiresAt) return end('expired', before?.reason || 'too_late');
    if (this.#state.suppressions.has(message.addressKey)) return end('cancelled', 'opted_out');
    if (caps.some((cap) => this.#sentTo(message.id, now - cap.withinMs) >= cap.max))
      return end('cancelled', 'frequency_cap');
    const budget = campaign.definition.budget;
    if (
      budget !== undefined &&
      totalCost(this.#tally(message.campaignId)) + message.price > dollarsToMicros(budget)
    )
      return { kind: 'over_budget' };
    this.#set(message.id, after);
    return {
      kind: 'granted',
      attemptId: attemptId(this.#workspaceId, message.id, after.attempts),
      number: after.attempts,
    };
  }

  #sentTo(id: MessageId, since: number): number {
    const customerKey = parseMessageId(id)?.customerKey;
    const idle: readonly string[] = ['queued', 'expired', 'cancelled'];
    let count = 0;
    for (const [other, state] of this.#state.states) {
      if (other === id || parseMessageId(other)?.customerKey !== customerKey || state.intendedAt <= since)
        continue;
      // What waits to be sent again may have arrived the first time.
      if (!idle.includes(state.status) || hasMark(state, MARK.mayHaveArrived)) count++;
    }
    return count;
  }

  async apply(
    changes: readonly ChangeRequest[],
    now: number,
  ): Promise<readonly (MessageState | undefined)[]> {
    return changes.map(({ id, change }) => {
      const after = transition(this.#state.states.get(id), change, now);
      if (after === undefined) return undefined;
      this.#set(id, after);
      if (change.kind === 'outcome' && change.outcome.kind === 'accepted') {
        this.#matchWaiting({ messageId: id, number: change.number }, change.outcome.providerId);
      }
      return after;
    });
  }

  async fold(events: readonly ProviderEvent[], now: number): Promise<Folding> {
    let repeated = 0;
    const folded = events.map((event) => {
      const attempt = this.#attemptOf(event);
      if (this.#state.inbox.some((kept) => kept.event.eventId === event.eventId)) repeated++;
      else this.#state.inbox.push({ event, receivedAt: now, attempt });
      if (attempt !== undefined) this.#foldOne(attempt, event);
      return { event, attempt };
    });
    return { folded, repeated };
  }

  #attemptOf(event: ProviderEvent): AttemptRef | undefined {
    const ref =
      event.attemptId === undefined ? undefined : parseAttemptId(this.#workspaceId, event.attemptId);
    if (ref !== undefined) {
      const state = this.#state.states.get(ref.messageId);
      return state !== undefined && ref.number <= state.attempts ? ref : undefined;
    }
    if (event.providerId === undefined) return undefined;
    for (const [id, state] of this.#state.states) {
      if (state.providerId === event.providerId) return { messageId: id, number: state.attempts };
      const past = this.#state.earlierAttempts
        .get(id)
        ?.find((attempt) => attempt.providerId === event.providerId);
      if (past !== undefined) return { messageId: id, number: past.number };
    }
    return undefined;
  }

  #matchWaiting(attempt: AttemptRef, providerId: string): void {
    for (const kept of this.#state.inbox) {
      if (kept.attempt !== undefined || kept.event.providerId !== providerId) continue;
      kept.attempt = attempt;
      this.#foldOne(attempt, kept.event);
    }
  }

  #foldOne(attempt: AttemptRef, event: ProviderEvent): void {
    const before = this.#state.states.get(attempt.messageId);
    if (before === undefined) return;
    this.#suppress(attempt.messageId, event);
    const wait = () => this.#state.messages.get(attempt.messageId)?.receiptWaitMs ?? 0;
    const after = fold(before, attempt.number, event, wait);
    if (after === undefined) return;
    this.#set(attempt.messageId, after);
    if (RANK[before.status] < RANK.delivered && RANK[after.status] >= RANK.delivered)
      this.#markBothReached(attempt.messageId);
  }

  #suppress(id: MessageId, { type, suppress: reason, at }: ProviderEvent): void {
    const message = this.#state.messages.get(id);
    if (message === undefined || reason === undefined || PERSON_EVENTS.includes(type)) return;
    const { addressKey: key, channel } = message;
    addSuppression(this.#state.suppressions, { key, channel, reason, source: 'event', at });
  }

  #markBothReached(id: MessageId): void {
    const reached = this.#siblings(id).filter(
      (other) => RANK[this.#state.states.get(other)?.status ?? 'queued'] >= RANK.delivered,
    );
    for (const other of reached.slice(1)) {
      const state = this.#state.states.get(other);
      if (state !== undefined && !hasMark(state, MARK.bothReached))
        this.#set(other, { ...state, marks: state.marks | MARK.bothReached });
    }
  }

  #siblings(id: MessageId): readonly MessageId[] {
    const prefix = id.slice(0, id.lastIndexOf('-') + 1);
    const step = (other: MessageId) => parseMessageId(other)?.step ?? 0;
    return [...this.#state.states.keys()]
      .filter((other) => other.startsWith(prefix))
      .sort((a, b) => step(a) - step(b));
  }

  async fallBack(from: MessageId, next: Message, now: number): Promise<boolean> {
    const after = transition(this.#state.states.get(from), { kind: 'fall_back' }, now);
    if (after === undefined || this.#state.states.has(next.id)) return false;
    const queued = transition(
      undefined,
      { kind: 'defer', dueAt: Math.max(now, next.sendAt), reason: '' },
      now,
    );
    if (queued === undefined) return false;
    this.#set(from, after);
    this.#state.messages.set(next.id, next);
    this.#set(next.id, { ...queued, parts: next.parts });
    return true;
  }

  async states(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageState>> {
    const found = new Map<MessageId, MessageState>();
    for (const id of ids) {
      const state = this.#state.states.get(id);
      if (state !== undefined) found.set(id, state);
    }
    return found;
  }

  async due(campaignId: string, now: number, limit: number): Promise<readonly MessageId[]> {
    return this.#waiting(campaignId)
      .filter(([, state]) => state.dueAt <= now)
      .slice(0, limit)
      .map(([id]) => id);
  }

  async nextDueAt(campaignId: string): Promise<number | undefined> {
    return this.#waiting(campaignId)[0]?.[1].dueAt;
  }

  #waiting(campaignId: string): readonly (readonly [MessageId, MessageState])[] {
    const waiting: [MessageId, MessageState][] = [];
    for (const [id, state] of this.#state.states) {
      if (state.dueAt > 0 && this.#campaignOf(id) === campaignId) waiting.push([id, state]);
    }
    return waiting.sort(([a, x], [b, y]) => x.dueAt - y.dueAt || (a < b ? -1 : 1));
  }

  #campaignOf(id: MessageId): string | undefined {
    return this.#state.messages.get(id)?.campaignId;
  }

  async stuck(before: number, limit: number): Promise<readonly AttemptRef[]> {
    const stuck = [...this.#state.states].filter(
      ([, state]) => state.status === 'sending' && state.intendedAt < before,
    );
    return stuck.slice(0, limit).map(([messageId, state]) => ({ messageId, number: state.attempts }));
  }

  /** `stuck` goes by age alone. */
  async noteDropped(): Promise<void> {}

  async cancelQueued(campaignId: string): Promise<void> {
    for (const [id, state] of this.#state.states) {
      if (this.#campaignOf(id) !== campaignId) continue;
      const after = transition(
        state,
        { kind: 'close', status: 'cancelled', reason: 'campaign_cancelled' },
        0,
      );
      if (after !== undefined) this.#set(id, after);
    }
  }

  async failed(
    campaignId: string,
    reason: string | undefined,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly MessageId[]> {
    const ids = [...this.#state.states]
      .filter(
        ([id, state]) =>
          state.status === 'failed' &&
          this.#campaignOf(id) === campaignId &&
          (reason ?? state.reason) === state.reason,
      )
      .map(([id]) => id)
      .sort();
    return ids.filter((id) => after === undefined || id > after).slice(0, limit);
  }

  async ofCustomer(customerKey: string): Promise<readonly MessageRecord[]> {
    const records: MessageRecord[] = [];
    for (const [id, state] of this.#state.states) {
      if (parseMessageId(id)?.customerKey !== customerKey) continue;
      const attempts = attemptsOf(this.#state.earlierAttempts.get(id) ?? [], state);
      const events = this.#state.inbox
        .filter((kept) => kept.attempt?.messageId === id)
        .map(({ receivedAt, event }) => ({ receivedAt, event: saidBy(event) }));
      records.push({ id, state, attempts, events });
    }
    return records;
  }

  async tally(campaignId: string): Promise<Tally> {
    return this.#tally(campaignId);
  }

  #tally(campaignId: string): Tally {
    return tallyOf(this.#counters.get(campaignId) ?? []);
  }

  async recount(campaignId: string): Promise<Tally> {
    const delta = new TallyDelta();
    for (const [id, state] of this.#state.states) {
      const parts = parseMessageId(id);
      if (parts !== undefined && this.#campaignOf(id) === campaignId)
        delta.count(parts.channel, parts.step, undefined, state);
    }
    return tallyOf(delta.changes());
  }

  async revision(campaignId: string): Promise<string> {
    return String(this.#revisions.get(campaignId) ?? 0);
  }

  async *sentMessages(campaignId: string, batchSize: number): AsyncIterable<readonly SentMessage[]> {
    const sent = [...this.#state.states].flatMap(([id, state]) =>
      this.#campaignOf(id) === campaignId ? (sentMessage(id, campaignId, state) ?? []) : [],
    );
    for (let at = 0; at < sent.length; at += batchSize) yield sent.slice(at, at + batchSize);
  }

  async sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
    const seconds: Record<string, SecondSent[]> = {};
    for (const [id, state] of this.#state.states) {
      const channel = parseMessageId(id)?.channel;
      if (channel === undefined || this.#campaignOf(id) !== campaignId || RANK[state.status] < RANK.unknown)
        continue;
      const second = Math.floor(state.intendedAt / 1000);
      const list = (seconds[channel] ??= []);
      const index = list.findIndex((other) => other.second === second);
      const { parts, firstAt, lastAt } = list[index] ?? {
        parts: 0,
        firstAt: state.intendedAt,
        lastAt: state.intendedAt,
      };
      list[index < 0 ? list.length : index] = {
        second,
        parts: parts + state.parts,
        firstAt: Math.min(firstAt, state.intendedAt),
        lastAt: Math.max(lastAt, state.intendedAt),
      };
    }
    for (const list of Object.values(seconds)) list.sort((a, b) => a.second - b.second);
    return seconds;
  }

  async unmatchedEvents(): Promise<number> {
    return this.#state.inbox.filter(
      (kept) => kept.attempt === undefined && !PERSON_EVENTS.includes(kept.event.type),
    ).length;
  }

  async forgetUnmatched(before: number): Promise<number> {
    const { inbox } = this.#state;
    const kept = inbox.filter((entry) => entry.attempt !== undefined || entry.receivedAt >= before);
    return inbox.splice(0, inbox.length, ...kept).length - kept.length;
  }

  #set(id: MessageId, after: MessageState): void {
    const parts = parseMessageId(id);
    const campaignId = this.#campaignOf(id) ?? '';
    if (parts === undefined) return;
    const before = this.#state.states.get(id);
    const ended = endedAttempt(before, after);
    const kept = this.#state.earlierAttempts.get(id) ?? [];
    if (ended !== undefined && !kept.some((attempt) => attempt.number === ended.number)) {
      this.#state.earlierAttempts.set(id, [...kept, ended]);
    }
    this.#state.states.set(id, after);
    this.#revisions.set(campaignId, (this.#revisions.get(campaignId) ?? 0) + 1);
    const delta = new TallyDelta();
    delta.count(parts.channel, parts.step, before, after);
    const counters = this.#counters.get(campaignId) ?? new Map<string, number>();
    this.#counters.set(campaignId, counters);
    for (const [name, value] of delta.changes()) counters.set(name, (counters.get(name) ?? 0) + value);
  }
}
