import { attemptsOf, type PastAttempt } from '../../delivery/attempts.ts';
import type { MessageRecord } from '../../delivery/ledger.ts';
import { STATUSES, type Status } from '../../delivery/status.ts';
import type { Database } from './database.ts';
import { unpackKey } from './message-key.ts';
import { int, type Row, rowsOf, text } from './row.ts';
import { stateOf } from './stored-state.ts';
import { parseEvent } from '../../delivery/stored-event.ts';

/** Rows of `delivery` with their attempts and events. */
export function messageRecords(db: Database, rows: readonly Row[]): readonly MessageRecord[] {
  const attempts = db.statement(
    'SELECT number, intended_at, done_at, status, reason, provider_id FROM earlier_attempt WHERE key = ? ORDER BY number',
  );
  const events = db.statement('SELECT received_at, source, content FROM inbox WHERE message = ?');
  return rows.map((row) => {
    const key = int(row, 0);
    const state = stateOf(row);
    const kept = rowsOf(events, key).map((event) => ({
      receivedAt: int(event, 0),
      event: parseEvent(text(event, 1), text(event, 2)),
    }));
    return {
      id: unpackKey(key),
      state,
      attempts: attemptsOf(rowsOf(attempts, key).map(pastAttempt), state),
      events: kept.sort((a, b) => a.event.at - b.event.at || a.receivedAt - b.receivedAt),
    };
  });
}

function pastAttempt(row: Row): PastAttempt {
  return {
    number: int(row, 0),
    intendedAt: int(row, 1),
    doneAt: int(row, 2),
    status: statusOfRank(int(row, 3)),
    reason: text(row, 4),
    providerId: text(row, 5),
  };
}

function statusOfRank(rank: number): Status {
  const status = STATUSES[rank];
  if (status === undefined) throw new TypeError(`Status ${rank} is not known.`);
  return status;
}
