import type { MessageState } from '../../delivery/state.ts';
import { RANK, STATUSES } from '../../delivery/status.ts';
import { campaignOf } from './message-key.ts';
import { int, type Row, text } from './row.ts';

/** Of the table `delivery`; the campaign stands in the key too, and is there for the index. */
export const COLUMNS = [
  'key',
  'campaign',
  'status',
  'reason',
  'attempts',
  'tries',
  'throttles',
  'intended_at',
  'done_at',
  'provider_id',
  'parts',
  'cost',
  'spent',
  'marks',
  'due_at',
] as const;

/** For `SELECT` from `delivery d`. */
export const STATE_COLUMNS = COLUMNS.map((column) => `d.${column}`).join(', ');

/** Of a row of COLUMNS. */
export function stateOf(row: Row): MessageState {
  const status = STATUSES[int(row, 2)];
  if (status === undefined) throw new TypeError(`Status ${int(row, 2)} is not known.`);
  return {
    status,
    reason: text(row, 3),
    attempts: int(row, 4),
    tries: int(row, 5),
    throttles: int(row, 6),
    intendedAt: int(row, 7),
    doneAt: int(row, 8),
    providerId: text(row, 9),
    parts: int(row, 10),
    cost: int(row, 11),
    spent: int(row, 12),
    marks: int(row, 13),
    dueAt: int(row, 14),
  };
}

/** A row of COLUMNS. */
export function rowOfState(key: number, s: MessageState): readonly (string | number)[] {
  return [
    key,
    campaignOf(key),
    RANK[s.status],
    s.reason,
    s.attempts,
    s.tries,
    s.throttles,
    s.intendedAt,
    s.doneAt,
    s.providerId,
    s.parts,
    s.cost,
    s.spent,
    s.marks,
    s.dueAt,
  ];
}
