import type { ProviderEvent } from './event.ts';
import type { Folded } from './ledger.ts';
import type { Message, MessageId } from './message.ts';

/** Who acts on what events say about more than their own message: an engine that sends. */
export interface CarrierNews {
  readonly load: (ids: readonly MessageId[]) => Promise<readonly Message[]>;
  /** Whether the event was told already; from now on it was. */
  toldBefore(eventId: string): boolean;
  /** Whatever goes out from this origin fails now. */
  originFails(originId: string, reason: string): void | Promise<void>;
  /** The origin was too fast. */
  originTooFast(originId: string, reason: string): Promise<void>;
  /** Whatever the campaign sends fails now, since what it says cannot be sent. */
  campaignFails(campaignId: string, reason: string): Promise<void>;
  /** The carrier handed a message over. */
  arrived(id: MessageId): void;
}

/** Older news (a replay, a queue that nobody read for an hour) says nothing about now. */
const FRESH_MS = 10 * 60_000;

/**
 * Passes on what events tell about origins and campaigns. A failed event stays final for its own message; this is for the messages behind
 * it, which would all fail in the same way. Safe to do again.
 */
export async function tellNews(news: CarrierNews, folded: readonly Folded[], now: number): Promise<void> {
  const failed = new Map<MessageId, ProviderEvent>();
  for (const { event, attempt } of folded) {
    if (attempt === undefined) continue;
    if (event.type === 'sent' || event.type === 'delivered' || event.type === 'read')
      news.arrived(attempt.messageId);
    else if (isNews(event, now) && !news.toldBefore(event.eventId)) failed.set(attempt.messageId, event);
  }
  if (failed.size === 0) return;
  for (const { id, originId, campaignId } of await news.load([...failed.keys()])) {
    const event = failed.get(id);
    const reason = event?.reason ?? 'failed';
    if (event?.holdOrigin === true) await news.originFails(originId, reason);
    if (event?.throttled === true) await news.originTooFast(originId, reason);
    if (event?.stopCampaign === true) await news.campaignFails(campaignId, reason);
  }
}

function isNews({ type, at, holdOrigin, throttled, stopCampaign }: ProviderEvent, now: number): boolean {
  const concernsOthers = holdOrigin === true || throttled === true || stopCampaign === true;
  return type === 'failed' && concernsOthers && now - at <= FRESH_MS;
}
