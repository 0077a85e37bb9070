import type { TakenIn } from '../delivery/take-in.ts';
import type { UnreadCount } from '../delivery/unread-event-store.ts';
import { countText, textTable } from './text-table.ts';

/** What became of events that came in, in one line. */
export function takenText(taken: TakenIn): string {
  const { events, matched, repeated, notices, unread } = taken;
  return [
    `${countText(events)} events read`,
    `${countText(matched)} of messages sent from here`,
    `${countText(repeated)} had come before`,
    `${countText(notices)} notices`,
    `${countText(unread)} kept unread.`,
  ].join(', ');
}

/** What is kept, by kind and reason. */
export function unreadText(counts: readonly UnreadCount[]): string {
  if (counts.length === 0) return 'Everything that came was read.\n';
  const rows = counts.map(({ kind, reason, count }) => [kind, reason, countText(count)]);
  return `${textTable([['', 'reason', 'texts'], ...rows], [2])}\n`;
}
