import type { Channel } from '../kernel/channel.ts';
import type { Micros } from '../kernel/money.ts';

/**
 * What an event can say, the same for every vendor and every format.
 *
 * - `sent`: handed to the carrier; may never come, or come after `delivered`.
 * - `delivered`, `read`, `failed`: receipts. "Final" ones contradict each other (AWS sends TEXT_SUCCESSFUL and TEXT_DELIVERED, both
 *   `isFinal`, and a `delivered` after a `failed`), so the status lattice decides, never the order.
 * - `complained`, `opened`, `clicked`: what the customer did with an email.
 * - `reply`: the customer wrote to us; about a person, not about a message.
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
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What a provider says later about a message, read from whatever format it came in. */
export interface ProviderEvent {
  /** Identity of this very event, for telling repeats: the provider's event id or a hash over what it says. */
  readonly eventId: string;
  /** The format it came in: `simulator`, `sns`, `eventbridge`. */
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
  /** Nothing more goes to this address: it is dead (hard bounce, invalid number), or its owner stopped it (reason `opted_out`). */
  readonly suppress?: boolean;
  /** `failed` only: whatever goes out from the same origin would fail in the same way; `reason` says why. */
  readonly holdOrigin?: boolean;
  /** `failed` only: the same for what the campaign sends on this channel, such as a template that was paused. */
  readonly stopCampaign?: boolean;
  /** `failed` only: the origin was too fast. */
  readonly throttled?: boolean;
  /** What the carrier charges for the whole message, all parts; every event of a message may repeat it. */
  readonly price?: Micros;
  /** `reply` only: the address that wrote. */
  readonly from?: string;
  /** `reply` only: what it wrote. */
  readonly text?: string;
}
