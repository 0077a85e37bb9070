import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import type { IntentVerdict } from '../../delivery/ledger.ts';
import { attemptId, type Message } from '../../delivery/message.ts';
import { intend, transition } from '../../delivery/transition.ts';
import { MARK, type MessageState } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import type { Database } from './database.ts';
import type { Delivery, DeliveryTable } from './delivery-table.ts';
import { campaignOf, campaignRange, siblingRange } from './message-key.ts';
import { int, optionalInt, rowOf, rowsOf, text } from './row.ts';

/** What a campaign still allows, read inside the transaction and counted down by it. */
interface Allowance {
  readonly running: boolean;
  /** Micros that may still be held; `Infinity` without a budget. */
  budget: number;
}

/** Decides which messages get an attempt, against what is committed at this moment. Inside `Database.write`. */
export class IntentGate {
  readonly #db: Database;
  readonly #table: DeliveryTable;
  readonly #workspaceId: string;

  constructor(db: Database, table: DeliveryTable, workspaceId: string) {
    this.#db = db;
    this.#table = table;
    this.#workspaceId = workspaceId;
  }

  decide(
    messages: readonly Message[],
    deliveries: readonly Delivery[],
    now: number,
    caps: readonly FrequencyCap[],
  ): readonly IntentVerdict[] {
    const allowances = new Map<number, Allowance>();
    const suppressed = this.#suppressed(messages);
    let begun: MessageState | undefined;
    return messages.map((message, i) => {
      const delivery = deliveries[i];
      const { price, parts } = message;
      const isAlike = delivery?.state === undefined && begun?.cost === price && begun.parts === parts;
      const after = isAlike ? begun : intend(delivery?.state, price, parts, now);
      if (delivery === undefined || after === undefined) return { kind: 'taken' };
      const { key, state: before } = delivery;
      const campaign = campaignOf(key);
      let allowance = allowances.get(campaign);
      if (allowance === undefined) allowances.set(campaign, (allowance = this.#allowance(campaign)));
      if (!allowance.running) return { kind: 'stopped' };
      if (message.expiresAt > 0 && now > message.expiresAt)
        return this.#end(delivery, message, 'expired', before?.reason || 'too_late', now);
      if (suppressed.has(message.addressKey))
        return this.#end(delivery, message, 'cancelled', 'opted_out', now);
      if (caps.length > 0 && this.#isOver(caps, key, now))
        return this.#end(delivery, message, 'cancelled', 'frequency_cap', now);
      if (message.price > allowance.budget) return { kind: 'over_budget' };
      allowance.budget -= message.price;
      // One object for all that begin alike: they are stored together.
      if (before === undefined) begun = after;
      this.#table.set(delivery, after);
      return {
        kind: 'granted',
        attemptId: attemptId(this.#workspaceId, message.id, after.attempts),
        number: after.attempts,
      };
    });
  }

  #end(
    delivery: Delivery,
    { parts }: Message,
    status: 'expired' | 'cancelled',
    reason: string,
    now: number,
  ): IntentVerdict {
    const closed = transition(delivery.state, { kind: 'close', status, reason }, now);
    if (closed !== undefined) this.#table.set(delivery, { ...closed, parts });
    return { kind: 'closed', status: closed?.status ?? status, reason };
  }

  #isOver(caps: readonly FrequencyCap[], key: number, now: number): boolean {
    this.#table.store();
    return caps.some((cap) => this.#sentTo(key, now - cap.withinMs) >= cap.max);
  }

  #allowance(campaign: number): Allowance {
    const row = rowOf(this.#db.statement('SELECT state, budget FROM campaign WHERE number = ?'), campaign);
    if (row === undefined || text(row, 0) !== 'running') return { running: false, budget: 0 };
    const budget = optionalInt(row, 1);
    if (budget === undefined) return { running: true, budget: Number.POSITIVE_INFINITY };
    this.#table.store();
    const names = CHANNELS.map((channel) => `'${channel}:cost'`).join(', ');
    const held = rowOf(
      this.#db.statement(
        `SELECT coalesce(sum(value), 0) FROM counter WHERE campaign = ? AND name IN (${names})`,
      ),
      campaign,
    );
    return { running: true, budget: budget - (held === undefined ? 0 : int(held, 0)) };
  }

  #suppressed(messages: readonly Message[]): ReadonlySet<string> {
    if (rowOf(this.#db.statement('SELECT 1 FROM suppression LIMIT 1')) === undefined) return new Set();
    const sql = 'SELECT s.key FROM json_each(?) j JOIN suppression s ON s.key = j.value';
    const rows = rowsOf(
      this.#db.statement(sql),
      JSON.stringify(messages.map((message) => message.addressKey)),
    );
    return new Set(rows.map((row) => text(row, 0)));
  }

  /**
   * Other messages sent to the customer since `since` in all campaigns, this transaction's included. What is provably unsent does not count;
   * what waits to be sent again does, for it may have arrived the first time.
   */
  #sentTo(key: number, since: number): number {
    const offset = siblingRange(key).from - campaignRange(campaignOf(key)).from;
    const sql = `SELECT count(*) FROM campaign c JOIN delivery d ON d.key BETWEEN c.number * ?1 + ?2 AND c.number * ?1 + ?2 + 63
      WHERE d.key <> ?3 AND d.intended_at > ?4
      AND (d.marks & ${MARK.mayHaveArrived} OR d.status NOT IN (${RANK.queued}, ${RANK.expired}, ${RANK.cancelled}))`;
    const row = rowOf(this.#db.statement(sql), campaignRange(1).from, offset, key, since);
    return row === undefined ? 0 : int(row, 0);
  }
}
