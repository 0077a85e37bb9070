import type { ProviderEvent } from '../../delivery/event.ts';
import { formatMatched } from '../../delivery/stored-event.ts';
import { fold } from '../../delivery/transition.ts';
import { hash53 } from '../../kernel/random.ts';
import { type MessageItem, type StoredEvent, withState } from './message-item.ts';

/** An event for an attempt of the message. */
export interface Heard {
  readonly number: number;
  readonly event: ProviderEvent;
  readonly receivedAt: number;
}

/**
 * Events of one type that an item keeps: an email may be opened by machines without end, and an item is written whole. Later ones change
 * the state and are not listed. With 100 bytes each, a message with a receipt stays under 1 KB, one write unit.
 */
const LISTED_OF_A_TYPE = 20;

/** The item after these events, the same item where they change nothing; and how many of them had come before. */
export function foldEvents(
  item: MessageItem,
  heard: readonly Heard[],
): { readonly item: MessageItem; readonly repeated: number } {
  let after = item;
  let repeated = 0;
  for (const { number, event, receivedAt } of heard) {
    const state = fold(after.state, number, event, () => item.receiptWaitMs);
    if (state !== undefined) after = withState(after, state, receivedAt);
    const id = hash53(event.eventId).toString(36);
    if (after.events.some((known) => known.id === id)) {
      repeated++;
      continue;
    }
    if (after.events.filter(({ type }) => type === event.type).length >= LISTED_OF_A_TYPE) continue;
    const { type, source } = event;
    const listed: StoredEvent = { id, type, source, receivedAt, said: formatMatched(event) };
    after = { ...after, events: [...after.events, listed] };
  }
  return { item: after, repeated };
}
