import type { SentMessage } from '../../audience/records.ts';
import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import type { ProviderEvent } from '../../delivery/event.ts';
import type {
  ChangeRequest,
  Folding,
  IntentVerdict,
  MessageLedger,
  MessageRecord,
  SecondSent,
} from '../../delivery/ledger.ts';
import type { AttemptRef, Message, MessageId } from '../../delivery/message.ts';
import { sentMessage } from '../../delivery/sent-message.ts';
import type { MessageState } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { type Tally, TallyDelta, tallyOf } from '../../delivery/tally.ts';
import { transition } from '../../delivery/transition.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import type { Database } from './database.ts';
import { DeliveryTable, REVISION } from './delivery-table.ts';
import { Inbox } from './inbox.ts';
import { IntentGate } from './intent-gate.ts';
import {
  campaignRange,
  channelOf,
  CUSTOMER_RANGE_SQL,
  numberOfKey,
  packKey,
  stepOf,
  unpackKey,
} from './message-key.ts';
import { messageRecords } from './message-records.ts';
import { insertMessages } from './plan-store.ts';
import { int, optionalInt, rowOf, rowsOf, text } from './row.ts';
import { STATE_COLUMNS, stateOf } from './stored-state.ts';

/** The ledger in SQLite. Every method that changes anything is one unit of work in a group commit. */
export class EmbeddedMessageLedger implements MessageLedger {
  readonly #db: Database;
  readonly #table: DeliveryTable;
  readonly #inbox: Inbox;
  readonly #gate: IntentGate;

  constructor(db: Database, workspaceId: string) {
    this.#db = db;
    this.#table = new DeliveryTable(db);
    this.#inbox = new Inbox(db, this.#table, workspaceId);
    this.#gate = new IntentGate(db, this.#table, workspaceId);
  }

  intend(
    messages: readonly Message[],
    now: number,
    caps: readonly FrequencyCap[] = [],
  ): Promise<readonly IntentVerdict[]> {
    return this.#db.write(() => {
      const deliveries = this.#table.of(messages.map((message) => packKey(message.id)));
      return this.#gate.decide(messages, deliveries, now, caps);
    });
  }

  apply(changes: readonly ChangeRequest[], now: number): Promise<readonly (MessageState | undefined)[]> {
    return this.#db.write(() => {
      const deliveries = this.#table.of(changes.map((request) => packKey(request.id)));
      const results = changes.map(({ change }, i) => {
        const delivery = deliveries[i];
        const after = transition(delivery?.state, change, now);
        if (delivery !== undefined && after !== undefined) this.#table.set(delivery, after);
        return after;
      });
      this.#inbox.matchAccepted(changes, results, deliveries);
      return results;
    });
  }

  fold(events: readonly ProviderEvent[], now: number): Promise<Folding> {
    return this.#db.write(() => this.#inbox.fold(events, now));
  }

  fallBack(from: MessageId, next: Message, now: number): Promise<boolean> {
    return this.#db.write(() => {
      const [one, other] = this.#table.of([packKey(from), packKey(next.id)]);
      if (one === undefined || other === undefined || other.state !== undefined) return false;
      const after = transition(one.state, { kind: 'fall_back' }, now);
      if (after === undefined) return false;
      const queued = transition(
        undefined,
        { kind: 'defer', dueAt: Math.max(now, next.sendAt), reason: '' },
        now,
      );
      if (queued === undefined) return false;
      this.#table.set(one, after);
      this.#table.set(other, { ...queued, parts: next.parts });
      insertMessages(this.#db, [next]);
      return true;
    });
  }

  async states(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageState>> {
    const states = new Map<MessageId, MessageState>();
    for (const [key, state] of this.#table.readStored(ids.map(packKey))) states.set(unpackKey(key), state);
    return states;
  }

  async due(campaignId: string, now: number, limit: number): Promise<readonly MessageId[]> {
    const sql =
      'SELECT key FROM delivery WHERE campaign = ? AND due_at > 0 AND due_at <= ? ORDER BY due_at LIMIT ?';
    const rows = rowsOf(this.#db.statement(sql), this.#campaign(campaignId), now, limit);
    return rows.map((row) => unpackKey(int(row, 0)));
  }

  async nextDueAt(campaignId: string): Promise<number | undefined> {
    const sql = 'SELECT min(due_at) FROM delivery WHERE campaign = ? AND due_at > 0';
    const row = rowOf(this.#db.statement(sql), this.#campaign(campaignId));
    return row === undefined ? undefined : optionalInt(row, 0);
  }

  async stuck(before: number, limit: number): Promise<readonly AttemptRef[]> {
    const refs: AttemptRef[] = [];
    for (const campaign of this.#campaignsSending()) {
      const { from, to } = campaignRange(campaign);
      const sql = `SELECT key, attempts FROM delivery WHERE key BETWEEN ? AND ? AND status = ${RANK.sending} AND intended_at < ? LIMIT ?`;
      for (const row of rowsOf(this.#db.statement(sql), from, to, before, limit - refs.length)) {
        refs.push({ messageId: unpackKey(int(row, 0)), number: int(row, 1) });
      }
    }
    return refs;
  }

  /** A scan is a range of a million rows: only where the counters say that something is being sent. */
  #campaignsSending(): readonly number[] {
    const names = CHANNELS.map((channel) => `'${channel}:status:sending'`).join(', ');
    const sql = `SELECT DISTINCT campaign FROM counter WHERE name IN (${names}) AND value > 0`;
    return rowsOf(this.#db.statement(sql)).map((row) => int(row, 0));
  }

  /** `stuck` goes by age alone. */
  async noteDropped(): Promise<void> {}

  async cancelQueued(campaignId: string): Promise<void> {
    const { from, to } = campaignRange(this.#campaign(campaignId));
    const sql = `SELECT key FROM delivery WHERE key BETWEEN ? AND ? AND status = ${RANK.queued}`;
    const ids = rowsOf(this.#db.statement(sql), from, to).map((row) => unpackKey(int(row, 0)));
    const change = { kind: 'close', status: 'cancelled', reason: 'campaign_cancelled' } as const;
    for (let at = 0; at < ids.length; at += 1000) {
      await this.apply(
        ids.slice(at, at + 1000).map((id) => ({ id, change })),
        0,
      );
    }
  }

  async failed(
    campaignId: string,
    reason: string | undefined,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly MessageId[]> {
    const { from, to } = campaignRange(this.#campaign(campaignId));
    const start = after === undefined ? from : packKey(after) + 1;
    const sql = `SELECT key FROM delivery WHERE key BETWEEN ? AND ? AND status = ${RANK.failed} AND (? IS NULL OR reason = ?) ORDER BY key LIMIT ?`;
    const rows = rowsOf(this.#db.statement(sql), start, to, reason ?? null, reason ?? null, limit);
    return rows.map((row) => unpackKey(int(row, 0)));
  }

  async ofCustomer(customerKey: string): Promise<readonly MessageRecord[]> {
    const number = numberOfKey(customerKey);
    const sql = `SELECT ${STATE_COLUMNS} FROM campaign c JOIN delivery d ON d.key BETWEEN ${CUSTOMER_RANGE_SQL} ORDER BY d.key`;
    return messageRecords(this.#db, rowsOf(this.#db.statement(sql), number, number));
  }

  async tally(campaignId: string): Promise<Tally> {
    const rows = rowsOf(
      this.#db.statement('SELECT name, value FROM counter WHERE campaign = ?'),
      this.#campaign(campaignId),
    );
    return tallyOf(rows.map((row) => [text(row, 0), int(row, 1)] as const));
  }

  async recount(campaignId: string): Promise<Tally> {
    const range = campaignRange(this.#campaign(campaignId));
    const sql = `SELECT ${STATE_COLUMNS} FROM delivery d WHERE d.key BETWEEN ? AND ? ORDER BY d.key LIMIT 5000`;
    const delta = new TallyDelta();
    for (let from = range.from; ; ) {
      const rows = rowsOf(this.#db.statement(sql), from, range.to);
      for (const row of rows) {
        from = int(row, 0) + 1;
        delta.count(channelOf(from - 1), stepOf(from - 1), undefined, stateOf(row));
      }
      if (rows.length === 0) return tallyOf(delta.changes());
    }
  }

  async revision(campaignId: string): Promise<string> {
    const row = rowOf(
      this.#db.statement('SELECT value FROM counter WHERE campaign = ? AND name = ?'),
      this.#campaign(campaignId),
      REVISION,
    );
    return row === undefined ? '0' : String(int(row, 0));
  }

  async *sentMessages(campaignId: string, batchSize: number): AsyncIterable<readonly SentMessage[]> {
    const range = campaignRange(this.#campaign(campaignId));
    const sql = `SELECT ${STATE_COLUMNS} FROM delivery d WHERE d.key BETWEEN ? AND ? ORDER BY d.key LIMIT ?`;
    for (let { from } = range; ; ) {
      const rows = rowsOf(this.#db.statement(sql), from, range.to, batchSize);
      const last = rows.at(-1);
      if (last === undefined) return;
      from = int(last, 0) + 1;
      const sent = rows.flatMap((row) => sentMessage(unpackKey(int(row, 0)), campaignId, stateOf(row)) ?? []);
      if (sent.length > 0) yield sent;
    }
  }

  async sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
    const { from, to } = campaignRange(this.#campaign(campaignId));
    const sql = `SELECT key % 4, intended_at / 1000, sum(parts), min(intended_at), max(intended_at) FROM delivery
      WHERE key BETWEEN ? AND ? AND status >= ${RANK.unknown} GROUP BY 1, 2 ORDER BY 1, 2`;
    const seconds: Record<string, SecondSent[]> = {};
    for (const row of rowsOf(this.#db.statement(sql), from, to)) {
      const second = { second: int(row, 1), parts: int(row, 2), firstAt: int(row, 3), lastAt: int(row, 4) };
      (seconds[channelOf(int(row, 0))] ??= []).push(second);
    }
    return seconds;
  }

  async unmatchedEvents(): Promise<number> {
    return this.#inbox.unmatched();
  }

  forgetUnmatched(before: number): Promise<number> {
    return this.#db.write(() => this.#inbox.forgetUnmatched(before));
  }

  #campaign(id: string): number {
    const row = rowOf(this.#db.statement('SELECT number FROM campaign WHERE id = ?'), id);
    return row === undefined ? 0 : int(row, 0);
  }
}
