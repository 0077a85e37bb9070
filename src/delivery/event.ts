import type { SuppressionReason } from '../consent/suppression-store.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Micros } from '../kernel/money.ts';

/**
 * What an event can say, the same for every vendor and every format.
 *
 * - `sent`: handed to the carrier; may never come, or come after `delivered`.
 * - `delivered`, `read`, `failed`: receipts. "Final" ones contradict each other (AWS sends TEXT_SUCCESSFUL and TEXT_DELIVERED, both
 *   `isFinal`, and a `delivered` after a `failed`), so the status lattice decides, never the order.
 * - `complained`, `opened`, `clicked`: what the customer did with an email.
 * - `reply`: the customer wrote to us; `opted_out`, `opted_in`: the customer said so elsewhere (WhatsApp's settings, SES's unsubscribe
 *   page). About a person, not about a message.
 */
export const EVENT_TYPES = [
  'sent',
  'delivered',
  'read',
  'failed',
  'complained',
  'opened',
  'clicked',
  'reply',
  'opted_out',
  'opted_in',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** About a person: they need no message of ours. */
export const PERSON_EVENTS: readonly EventType[] = ['reply', 'opted_out', 'opted_in'];

/** Why an event says that an address gets nothing more. */
export const EVENT_SUPPRESSIONS = [
  'opted_out',
  'complained',
  'hard_bounce',
  'invalid_address',
] as const satisfies readonly SuppressionReason[];

export type EventSuppression = (typeof EVENT_SUPPRESSIONS)[number];

/** What a provider says later about a message, read from whatever format it came in. */
export interface ProviderEvent {
  /** Identity of this very event, for telling repeats: the provider's event id or a hash over what it says. */
  readonly eventId: string;
  /** The way it came: `simulator`, `sns`, `eventbridge`, `firehose`, `logs`, `raw`. */
  readonly source: string;
  readonly channel: Channel;
  readonly type: EventType;
  /** The provider's time of what happened, epoch ms; it says nothing about the order of arrival. */
  readonly at: number;
  /** Our echo, when the format carries it: finds the message before the provider's id was recorded. */
  readonly attemptId?: string;
  /** The provider's message id. On a reply: the message that was answered, where the provider knows it. */
  readonly providerId?: string;
  /** Vendor-neutral reason of a failure: `unreachable`, `carrier_blocked`, `hard_bounce`, `spam`, ... */
  readonly reason?: string;
  /** `failed` only: true for email bounces. */
  readonly bounced?: boolean;
  /** The address gets nothing more, for this reason: that of the message, or `from` in an event about a person. */
  readonly suppress?: EventSuppression;
  /** `failed` only: whatever goes out from the same origin would fail in the same way; `reason` says why. */
  readonly holdOrigin?: boolean;
  /** `failed` only: the same for what the campaign sends on this channel, such as a template that was paused. */
  readonly stopCampaign?: boolean;
  /** `failed` only: the origin was too fast. */
  readonly throttled?: boolean;
  /** What the carrier charges for the whole message, all parts; every event of a message may repeat it. */
  readonly price?: Micros;
  /** Events about a person: their address. */
  readonly from?: string;
  /** Events about a person, WhatsApp: Meta's id of them, beside their number or instead of it. */
  readonly userId?: string;
  /** `reply` only: what it wrote. */
  readonly text?: string;
}

/** What an event says about its message, without what tells it from others and finds the message. */
export type Said = Omit<ProviderEvent, 'eventId' | 'attemptId' | 'providerId' | 'channel'>;

export function saidBy(event: ProviderEvent): Said {
  const { eventId: _id, attemptId: _attempt, providerId: _provider, channel: _channel, ...said } = event;
  return said;
}
