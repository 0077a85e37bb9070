import type { Channel } from '../kernel/channel.ts';
import type { Limit } from '../throughput/limit.ts';

export const ORIGIN_KINDS = ['pool', 'phone_number', 'sender_id', 'whatsapp_number', 'ses_identity'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

export type MessageType = 'promotional' | 'transactional';

/** `fastest`: that of the fastest member, which no reading of the documentation forbids; `sum`: of all members together. */
export const POOL_RATES = ['fastest', 'sum'] as const;
export type PoolRate = (typeof POOL_RATES)[number];

/** What a message is sent from. */
export interface Origin {
  /** The operator's name for it: letters, digits, dash. */
  readonly id: string;
  readonly channel: Channel;
  readonly kind: OriginKind;
  /** The provider's name for it: a pool id, an E.164 number, a sender id, an address. */
  readonly identity: string;
  /** ISO 3166-1 alpha-2; absent: every country. */
  readonly countries?: readonly string[];
  /** Absent: both. */
  readonly messageTypes?: readonly MessageType[];
  /** SMS: decides the price where carriers charge by kind of number (US: 10DLC, toll-free, short code). */
  readonly numberType?: string;
  readonly limit: Limit;
  /** Pools: how much of its members' rates counts as the pool's; absent: `fastest`. Which of the two is right, AWS does not say. */
  readonly poolRate?: PoolRate;
  /** SMS and email: names the vendor's event destinations; without it receipts come by EventBridge alone. */
  readonly configurationSet?: string;
  /** SMS: the vendor's country rules for this origin. */
  readonly protectConfiguration?: string;
  /** SMS: US dollars a message; the vendor refuses what costs more. */
  readonly maxPrice?: number;
  /** SMS to India: the sender's id in the DLT register. */
  readonly dltEntityId?: string;
  /** Email: where answers go; absent: to the sender. */
  readonly replyTo?: string;
}

/**
 * The origin for a destination: of those that may be used, one that names the country goes before one that takes every country,
 * and the order of the list decides between equals. `undefined` when none may send there.
 */
export function chooseOrigin(
  origins: readonly Origin[],
  want: { channel: Channel; country: string | undefined; messageType: MessageType },
): Origin | undefined {
  const usable = origins.filter(
    (o) =>
      o.channel === want.channel &&
      (o.messageTypes === undefined || o.messageTypes.includes(want.messageType)) &&
      (o.countries === undefined || (want.country !== undefined && o.countries.includes(want.country))),
  );
  return usable.find((o) => o.countries !== undefined) ?? usable[0];
}
