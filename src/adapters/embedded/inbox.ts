import { PERSON_EVENTS, type ProviderEvent, type Said } from '../../delivery/event.ts';
import type { ChangeRequest, Folding } from '../../delivery/ledger.ts';
import { type AttemptRef, parseAttemptId } from '../../delivery/message.ts';
import { hasMark, MARK, type MessageState } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { fold } from '../../delivery/transition.ts';
import { hash53 } from '../../kernel/random.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import type { Delivery, DeliveryTable } from './delivery-table.ts';
import { channelOf, knownKey, siblingRange, stepOf, unpackKey } from './message-key.ts';
import { int, rowOf, rowsOf, text } from './row.ts';
import { formatEvent, formatMatched, parseEvent } from '../../delivery/stored-event.ts';
import { addSuppressions } from './suppression-store.ts';

/** An attempt, with the key of its message. */
interface Reference {
  readonly key: number;
  readonly attempt: AttemptRef;
}

/** The attempt an event is about. */
interface Match {
  readonly delivery: Delivery;
  readonly attempt: AttemptRef;
}

const ABOUT_A_MESSAGE = PERSON_EVENTS.map((type) => `content NOT LIKE '%"type":"${type}"%'`).join(' AND ');

/** `message` of events that no attempt is known for. Kept 30 days, and matched when an attempt turns out to be theirs. */
const UNMATCHED = 0;

/**
 * Every event is kept before it counts, under its message and a hash of its identity, so that a repeat meets itself and the rows of a
 * message lie together: no index in random order (which would cost 10 us an event).
 */
export class Inbox {
  readonly #db: Database;
  readonly #table: DeliveryTable;
  readonly #workspaceId: string;
  readonly #rows: BulkInsert;
  #providerIndex = false;

  constructor(db: Database, table: DeliveryTable, workspaceId: string) {
    this.#db = db;
    this.#table = table;
    this.#workspaceId = workspaceId;
    const columns = ['message', 'event', 'received_at', 'source', 'provider_id', 'content'];
    this.#rows = new BulkInsert(db, 'inbox', columns, 'keep');
  }

  /** Keeps all events and folds those whose attempt was made. */
  fold(events: readonly ProviderEvent[], now: number): Folding {
    const matches = this.#match(events);
    const kept = events.map((event, i) => ({ key: matches[i]?.delivery.key ?? UNMATCHED, event }));
    // In the order of the table, each page is touched once a batch.
    kept.sort((a, b) => a.key - b.key);
    const added = this.#rows.run(kept, ({ key, event }) => [
      key,
      hash53(event.eventId),
      now,
      event.source,
      key === UNMATCHED ? (event.providerId ?? null) : null,
      key === UNMATCHED ? formatEvent(event) : formatMatched(event),
    ]);
    const folded = events.map((event, i) => {
      const match = matches[i];
      if (match === undefined) return { event, attempt: undefined };
      this.#foldOne(match.delivery, match.attempt.number, event);
      return { event, attempt: match.attempt };
    });
    return { folded, repeated: events.length - added };
  }

  #match(events: readonly ProviderEvent[]): readonly (Match | undefined)[] {
    const references = events.map((event) => this.#referenceOf(event));
    const keys: number[] = [];
    for (const reference of references) if (reference !== undefined) keys.push(reference.key);
    const deliveries = this.#table.of(keys);
    let next = 0;
    return references.map((reference) => {
      const delivery = reference === undefined ? undefined : deliveries[next++];
      if (reference === undefined || delivery?.state === undefined) return undefined;
      const { attempt } = reference;
      return attempt.number <= delivery.state.attempts ? { delivery, attempt } : undefined;
    });
  }

  /** By our echo, else by the provider's id. */
  #referenceOf({ attemptId, providerId }: ProviderEvent): Reference | undefined {
    const attempt = attemptId === undefined ? undefined : parseAttemptId(this.#workspaceId, attemptId);
    if (attempt !== undefined) {
      const key = knownKey(attempt.messageId);
      return key === undefined ? undefined : { key, attempt };
    }
    return providerId === undefined ? undefined : this.#byProviderId(providerId);
  }

  /**
   * Attempts just accepted may have events that came before their provider's id was known: these are folded now. Not those of an answer that
   * no longer fitted (`results`).
   */
  matchAccepted(
    changes: readonly ChangeRequest[],
    results: readonly (MessageState | undefined)[],
    deliveries: readonly Delivery[],
  ): void {
    if (rowOf(this.#db.statement(`SELECT 1 FROM inbox WHERE message = ${UNMATCHED} LIMIT 1`)) === undefined)
      return;
    const waiting = this.#db.statement(
      `SELECT event, source, content FROM inbox WHERE message = ${UNMATCHED} AND provider_id = ?`,
    );
    const move = this.#db.statement(
      `UPDATE OR REPLACE inbox SET message = ? WHERE message = ${UNMATCHED} AND event = ?`,
    );
    for (const [i, { change }] of changes.entries()) {
      if (results[i] === undefined || change.kind !== 'outcome' || change.outcome.kind !== 'accepted')
        continue;
      const delivery = deliveries[i];
      if (delivery === undefined) continue;
      for (const row of rowsOf(waiting, change.outcome.providerId)) {
        move.run(delivery.key, int(row, 0));
        this.#foldOne(delivery, change.number, parseEvent(text(row, 1), text(row, 2)));
      }
    }
  }

  unmatched(): number {
    const row = rowOf(
      this.#db.statement(`SELECT count(*) FROM inbox WHERE message = ${UNMATCHED} AND ${ABOUT_A_MESSAGE}`),
    );
    return row === undefined ? 0 : int(row, 0);
  }

  forgetUnmatched(before: number): number {
    const sql = `DELETE FROM inbox WHERE message = ${UNMATCHED} AND received_at < ?`;
    return Number(this.#db.statement(sql).run(before).changes);
  }

  #foldOne(delivery: Delivery, number: number, event: Said): void {
    const { key, state: before } = delivery;
    if (before === undefined) return;
    this.#suppress(key, event);
    const after = fold(before, number, event, () => this.#receiptWait(key));
    if (after === undefined) return;
    this.#table.set(delivery, after);
    const reached = RANK[before.status] < RANK.delivered && RANK[after.status] >= RANK.delivered;
    if (reached && (stepOf(key) > 1 || hasMark(after, MARK.fallenBack))) this.#markBothReached(key);
  }

  #suppress(key: number, { type, suppress: reason, at }: Said): void {
    if (reason === undefined || PERSON_EVENTS.includes(type)) return;
    const row = rowOf(this.#db.statement('SELECT address_key FROM message WHERE key = ?'), key);
    if (row === undefined) return;
    addSuppressions(this.#db, [{ key: text(row, 0), channel: channelOf(key), reason, source: 'event', at }]);
  }

  #receiptWait(key: number): number {
    const row = rowOf(this.#db.statement('SELECT receipt_wait FROM message WHERE key = ?'), key);
    return row === undefined ? 0 : int(row, 0);
  }

  /** The mark stands on the later step, whichever receipt came first. */
  #markBothReached(key: number): void {
    this.#table.store();
    const { from, to } = siblingRange(key);
    const sql = `SELECT key FROM delivery WHERE key BETWEEN ? AND ? AND status >= ${RANK.delivered} ORDER BY key`;
    const reached = this.#table.of(rowsOf(this.#db.statement(sql), from, to).map((row) => int(row, 0)));
    for (const sibling of reached.slice(1)) {
      const { state } = sibling;
      if (state !== undefined) this.#table.set(sibling, { ...state, marks: state.marks | MARK.bothReached });
    }
  }

  /**
   * Our own carriers and most of AWS's formats carry the echo, so the index over provider ids (10 us an attempt, its order is random) is
   * made when the first event comes that needs it: 1 s for a million attempts, once.
   */
  #byProviderId(providerId: string): Reference | undefined {
    this.#table.store();
    if (!this.#providerIndex) {
      for (const table of ['delivery', 'earlier_attempt']) {
        this.#db
          .statement(
            `CREATE INDEX IF NOT EXISTS ${table}_provider ON ${table} (provider_id) WHERE provider_id <> ''`,
          )
          .run();
      }
      this.#providerIndex = true;
    }
    for (const sql of [
      "SELECT key, attempts FROM delivery WHERE provider_id = ? AND provider_id <> ''",
      "SELECT key, number FROM earlier_attempt WHERE provider_id = ? AND provider_id <> ''",
    ]) {
      const row = rowOf(this.#db.statement(sql), providerId);
      if (row === undefined) continue;
      const key = int(row, 0);
      return { key, attempt: { messageId: unpackKey(key), number: int(row, 1) } };
    }
    return undefined;
  }
}
