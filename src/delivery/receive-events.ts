import { addressKey } from '../consent/address-key.ts';
import { classifyReply } from '../consent/keywords.ts';
import type { Suppression, SuppressionReason, SuppressionStore } from '../consent/suppression-store.ts';
import { type CarrierNews, tellNews } from './carrier-news.ts';
import type { ProviderEvent } from './event.ts';
import type { Folded, MessageLedger } from './ledger.ts';
import type { Message, MessageId } from './message.ts';
import { openWindows, type WindowParts } from './open-windows.ts';

export interface ReceiveParts extends WindowParts {
  readonly ledger: MessageLedger;
  readonly suppressions: SuppressionStore;
  readonly load: (ids: readonly MessageId[]) => Promise<readonly Message[]>;
  /** Absent: nothing is sent from here. */
  readonly news?: CarrierNews;
}

/**
 * Takes events from any source: opt-outs first, since they must hold from this moment on, then the inbox and the fold, then the
 * suppressions that follow from a bounce or a complaint. Everything is safe to do again, so a source that is not sure delivers again.
 */
export async function receiveEvents(
  parts: ReceiveParts,
  events: readonly ProviderEvent[],
  now: number,
): Promise<void> {
  await heedReplies(parts, events, now);
  await openWindows(parts, events, now);
  const folded = await parts.ledger.fold(events, now);
  await suppressDeadAddresses(parts, folded, now);
  if (parts.news !== undefined) await tellNews(parts.news, folded, now);
}

async function heedReplies(
  parts: ReceiveParts,
  events: readonly ProviderEvent[],
  now: number,
): Promise<void> {
  const out: Suppression[] = [];
  const back: string[] = [];
  for (const event of events) {
    if (event.type !== 'reply' || event.from === undefined || event.text === undefined) continue;
    const key = addressKey(parts.secret, event.channel, event.from);
    switch (classifyReply(event.text)) {
      case 'opt_out':
        out.push({ key, channel: event.channel, reason: 'opted_out', source: 'reply', at: now });
        break;
      case 'review':
        // Perhaps a misspelt STOP: nothing more is sent until somebody has read it.
        out.push({ key, channel: event.channel, reason: 'opted_out', source: 'reply to review', at: now });
        break;
      case 'opt_in':
        back.push(key);
        break;
      case 'help':
      case 'other':
    }
  }
  if (out.length > 0) await parts.suppressions.add(out);
  if (back.length > 0) await parts.suppressions.lift(back);
}

async function suppressDeadAddresses(
  parts: ReceiveParts,
  folded: readonly Folded[],
  now: number,
): Promise<void> {
  const reasons = new Map<MessageId, SuppressionReason>();
  for (const { event, attempt } of folded) {
    if (attempt === undefined) continue;
    if (event.type === 'complained') reasons.set(attempt.messageId, 'complained');
    else if (event.suppress === true)
      reasons.set(attempt.messageId, event.bounced === true ? 'hard_bounce' : 'invalid_address');
  }
  if (reasons.size === 0) return;
  const messages = await parts.load([...reasons.keys()]);
  await parts.suppressions.add(
    messages.map((message) => ({
      key: message.addressKey,
      channel: message.channel,
      reason: reasons.get(message.id) ?? 'invalid_address',
      source: 'event',
      at: now,
    })),
  );
}
