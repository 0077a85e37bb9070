import { classifyReply } from '../consent/keywords.ts';
import type { OptOutQueue } from '../consent/opt-out-queue.ts';
import type { Suppression, SuppressionStore } from '../consent/suppression-store.ts';
import { type CarrierNews, tellNews } from './carrier-news.ts';
import type { ProviderEvent } from './event.ts';
import type { Folding, MessageLedger } from './ledger.ts';
import { openWindows, type WindowParts } from './open-windows.ts';
import { personKeys } from './person-keys.ts';

export interface ReceiveParts extends WindowParts {
  readonly ledger: MessageLedger;
  readonly suppressions: SuppressionStore;
  /** Where the carrier keeps an opt-out list of its own: what it has to learn. */
  readonly optOuts?: OptOutQueue | undefined;
  /** Absent: nothing is sent from here. */
  readonly news?: CarrierNews;
}

/**
 * Takes events from any source: what people say about themselves first, since an opt-out must hold from this moment on, then the inbox
 * and the fold, which suppresses what a bounce or a complaint is about. Everything is safe to do again, so a source that is not
 * sure delivers again.
 */
export async function receiveEvents(
  parts: ReceiveParts,
  events: readonly ProviderEvent[],
  now: number,
): Promise<Folding> {
  await heedPeople(parts, events, now);
  await openWindows(parts, events, now);
  const folding = await parts.ledger.fold(events, now);
  if (parts.news !== undefined) await tellNews(parts.news, folding.folded, now);
  return folding;
}

/** What a person wants from now on. */
interface Wish {
  readonly out: boolean;
  readonly at: number;
  readonly source: string;
  readonly event: ProviderEvent;
}

/** Of several wishes of one address the newest counts, whatever order they came in. */
async function heedPeople(parts: ReceiveParts, events: readonly ProviderEvent[], now: number): Promise<void> {
  const wishes = new Map<string, Wish>();
  for (const event of events) {
    const wish = wishOf(event, now);
    if (wish === undefined) continue;
    for (const key of personKeys(parts.secret, event)) {
      const known = wishes.get(key);
      if (known === undefined || known.at < wish.at || (known.at === wish.at && wish.out))
        wishes.set(key, wish);
    }
  }
  if (wishes.size === 0) return;
  const out: Suppression[] = [];
  const back: string[] = [];
  for (const [key, { out: isOut, source, at, event }] of wishes) {
    if (isOut) out.push({ key, channel: event.channel, reason: 'opted_out', source, at });
    else back.push(key);
  }
  await parts.suppressions.add(out);
  const lifted = await liftOlder(parts.suppressions, wishes, back);
  await tellCarrier(parts, wishes, lifted, now);
}

function wishOf(event: ProviderEvent, now: number): Wish | undefined {
  // A provider whose clock is ahead must not outdo what is said later.
  const at = Math.min(event.at, now);
  if (event.type === 'opted_out') return { out: true, at, source: event.reason ?? 'event', event };
  if (event.type === 'opted_in') return { out: false, at, source: 'event', event };
  if (event.type !== 'reply' || event.text === undefined) return undefined;
  switch (classifyReply(event.text)) {
    case 'opt_out':
      return { out: true, at, source: 'reply', event };
    case 'review':
      // Perhaps a misspelt STOP: nothing more is sent until somebody has read it.
      return { out: true, at, source: 'reply to review', event };
    case 'opt_in':
      return { out: false, at, source: 'reply', event };
    case 'help':
    case 'other':
      return undefined;
  }
}

/** A START that comes late, or again from a file of last month, does not undo a STOP that was said after it. */
async function liftOlder(
  suppressions: SuppressionStore,
  wishes: ReadonlyMap<string, Wish>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const found = await suppressions.find(keys);
  const older = keys.filter((key) => (found.get(key)?.at ?? 0) <= (wishes.get(key)?.at ?? 0));
  await suppressions.lift(older);
  return new Set(older);
}

/** Only SMS has such a list; this is where the number is at hand, suppressions keep a hash. */
async function tellCarrier(
  { optOuts }: ReceiveParts,
  wishes: ReadonlyMap<string, Wish>,
  lifted: ReadonlySet<string>,
  now: number,
): Promise<void> {
  if (optOuts === undefined) return;
  const news = [...wishes]
    .filter(([key, { out, event }]) => event.channel === 'sms' && (out || lifted.has(key)))
    .map(([, { out, event }]) => ({ number: event.from ?? '', out }))
    .filter(({ number }) => number !== '');
  if (news.length > 0) await optOuts.add(news, now);
}
