import { PERSON_EVENTS, type ProviderEvent, type Said } from '../../delivery/event.ts';
import type { ChangeRequest, Folding } from '../../delivery/ledger.ts';
import { parseAttemptId } from '../../delivery/message.ts';
import { hasMark, MARK, type MessageState } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { fold } from '../../delivery/transition.ts';
import { hash53 } from '../../kernel/random.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import { STATE_COLUMNS, type StateChanges, stateOf } from './delivery-table.ts';
import { channelOf, knownKey, siblingRange, stepOf, unpackKey } from './message-key.ts';
import { int, rowOf, rowsOf, text } from './row.ts';
import { formatEvent, formatMatched, parseEvent } from '../../delivery/stored-event.ts';
import { addSuppressions } from './suppression-store.ts';

/** The attempt an event is about. */
interface Match {
  readonly key: number;
  readonly number: number;
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
  readonly #workspaceId: string;
  readonly #rows: BulkInsert;
  #providerIndex = false;

  constructor(db: Database, workspaceId: string) {
    this.#db = db;
    this.#workspaceId = workspaceId;
    const columns = ['message', 'event', 'received_at', 'source', 'provider_id', 'content'];
    this.#rows = new BulkInsert(db, 'inbox', columns, 'ON CONFLICT DO NOTHING');
  }

  /** Which attempt each event is about: by our echo, else by the provider's id. */
  match(events: readonly ProviderEvent[]): readonly (Match | undefined)[] {
    return events.map((event) => {
      const ref =
        event.attemptId === undefined ? undefined : parseAttemptId(this.#workspaceId, event.attemptId);
      if (ref !== undefined) {
        const key = knownKey(ref.messageId);
        return key === undefined ? undefined : { key, number: ref.number };
      }
      return event.providerId === undefined ? undefined : this.#byProviderId(event.providerId);
    });
  }

  /** Keeps all events and folds those whose attempt was made. */
  fold(
    events: readonly ProviderEvent[],
    matches: readonly (Match | undefined)[],
    work: StateChanges,
    now: number,
  ): Folding {
    const known = matches.map((match) => {
      const state = match === undefined ? undefined : work.get(match.key);
      return match !== undefined && state !== undefined && match.number <= state.attempts ? match : undefined;
    });
    const kept = events.map((event, i) => ({ key: known[i]?.key ?? UNMATCHED, event }));
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
      const match = known[i];
      if (match === undefined) return { event, attempt: undefined };
      this.#foldOne(match, event, work);
      return { event, attempt: { messageId: unpackKey(match.key), number: match.number } };
    });
    return { folded, repeated: events.length - added };
  }

  /**
   * Attempts just accepted may have events that came before their provider's id was known: these are folded now. Not those of an answer that
   * no longer fitted (`results`).
   */
  matchAccepted(
    changes: readonly ChangeRequest[],
    results: readonly (MessageState | undefined)[],
    keys: readonly number[],
    work: StateChanges,
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
      const key = keys[i] ?? UNMATCHED;
      for (const row of rowsOf(waiting, change.outcome.providerId)) {
        move.run(key, int(row, 0));
        this.#foldOne({ key, number: change.number }, parseEvent(text(row, 1), text(row, 2)), work);
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

  #foldOne(match: Match, event: Said, work: StateChanges): void {
    const before = work.get(match.key);
    if (before === undefined) return;
    this.#suppress(match.key, event);
    const after = fold(before, match.number, event, () => this.#receiptWait(match.key));
    if (after === undefined) return;
    work.set(match.key, after);
    const reached = RANK[before.status] < RANK.delivered && RANK[after.status] >= RANK.delivered;
    if (reached && (stepOf(match.key) > 1 || hasMark(after, MARK.fallenBack)))
      this.#markBothReached(match.key, work);
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
  #markBothReached(key: number, work: StateChanges): void {
    const { from, to } = siblingRange(key);
    const rows = rowsOf(
      this.#db.statement(`SELECT ${STATE_COLUMNS} FROM delivery d WHERE d.key BETWEEN ? AND ?`),
      from,
      to,
    );
    const reached = rows
      .map((row) => ({ key: int(row, 0), state: work.get(int(row, 0)) ?? stateOf(row) }))
      .filter((sibling) => RANK[sibling.state.status] >= RANK.delivered);
    for (const sibling of reached.slice(1)) {
      if (!work.before.has(sibling.key)) work.adopt(sibling.key, sibling.state);
      work.set(sibling.key, { ...sibling.state, marks: sibling.state.marks | MARK.bothReached });
    }
  }

  /**
   * Our own carriers and most of AWS's formats carry the echo, so the index over provider ids (10 us an attempt, its order is random) is
   * made when the first event comes that needs it: 1 s for a million attempts, once.
   */
  #byProviderId(providerId: string): Match | undefined {
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
      if (row !== undefined) return { key: int(row, 0), number: int(row, 1) };
    }
    return undefined;
  }
}
