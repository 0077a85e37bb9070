import type { ProviderEvent } from '../../delivery/event.ts';
import type { AttemptRef } from '../../delivery/message.ts';
import { type CarrierItem, MOST_PARKED, type ParkedEvent, strayKey } from './carrier-item.ts';
import { entriesOf } from './attention-index.ts';
import type { CarrierItems } from './carrier-items.ts';
import type { Tables } from './dynamodb.ts';
import { attention, timeKey } from './tracking-item.ts';

export interface Parking {
  readonly carriers: CarrierItems;
  /** What was read before, and what was met since. */
  readonly known: Map<string, CarrierItem>;
  readonly now: number;
}

/** What became of events that no attempt was known for. */
export type Parked =
  | { readonly kind: 'parked'; readonly repeated: number }
  /** The carrier's word was there: nothing was kept. */
  | { readonly kind: 'matched'; readonly attempt: AttemptRef };

/**
 * Keeps events under the carrier's id (`key`), where the acceptance of their attempt will find them; without an id under their own.
 * All of them have the same.
 */
export async function park(
  { carriers, known, now }: Parking,
  key: string | undefined,
  events: readonly ProviderEvent[],
): Promise<Parked> {
  const place = key ?? strayKey(events[0]?.eventId ?? '');
  for (let before = known.get(place); ; ) {
    if (before?.acceptance !== undefined) {
      known.set(place, before);
      return { kind: 'matched', attempt: before.acceptance.attempt };
    }
    const parked = [...(before?.parked ?? [])];
    const repeated = events.filter((event) => !addEvent(parked, event, now)).length;
    if (parked.length === (before?.parked.length ?? 0)) return { kind: 'parked', repeated };
    const put = await carriers.put({ key: place, acceptance: undefined, parked }, before);
    if (put.ok) {
      known.set(place, put.item);
      return { kind: 'parked', repeated };
    }
    before = put.found;
  }
}

/** `false`: it is there already. */
function addEvent(parked: ParkedEvent[], event: ProviderEvent, receivedAt: number): boolean {
  if (parked.some((known) => known.event.eventId === event.eventId)) return false;
  if (parked.length < MOST_PARKED) parked.push({ receivedAt, event });
  return true;
}

/** Forgets what was received before this time and is still without a message; answers how many events that were. */
export async function forgetParked(tables: Tables, carriers: CarrierItems, before: number): Promise<number> {
  const keys: string[] = [];
  for await (const { key } of entriesOf(tables, attention.parked, { upTo: timeKey(before - 1) }))
    keys.push(key);
  let forgotten = 0;
  for (const item of (await carriers.read(keys)).values()) {
    if (item.acceptance !== undefined) continue;
    const parked = item.parked.filter(({ receivedAt }) => receivedAt >= before);
    const done =
      parked.length === 0 ? await carriers.remove(item) : (await carriers.put({ ...item, parked }, item)).ok;
    if (done) forgotten += item.parked.length - parked.length;
  }
  return forgotten;
}
