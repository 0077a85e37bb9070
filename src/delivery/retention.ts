import type { MessageLedger } from './ledger.ts';
import type { UnreadEventStore } from './unread-event-store.ts';

/** Receipts take 72 hours at most; a person who has to look at something has a month. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Forgets what is kept 30 days: events that matched no message, and texts that nobody could read. */
export async function forgetOldEvents(
  parts: { readonly ledger: MessageLedger; readonly unread: UnreadEventStore },
  now: number,
): Promise<void> {
  await parts.ledger.forgetUnmatched(now - KEPT_MS);
  await parts.unread.forget(now - KEPT_MS);
}
