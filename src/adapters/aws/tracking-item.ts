import { hash32 } from '../../kernel/random.ts';

/*
 * What stands in delivery-tracking. A message that is sent and delivered costs 4 write units: its intent, the carrier's word with its entry
 * in customer-index, and the receipt. With the usual two items a message and a separate entry for the provider's id it would be 5.
 *
 * - A *message item* (message-item.ts) under our id: its state, and the events that were folded into it.
 * - A *carrier item* (carrier-item.ts) under the provider's id. It is written when the carrier accepts, or by an event that came first
 *   (`parked`): whoever of the two comes second finds the other one there, so nothing is lost and nothing is searched for.
 *
 * Every write puts a whole item, on the condition that the one that was read still stands (`by`, the token of its last write): a retry
 * of the SDK whose first answer was lost finds its own token.
 *
 * The acceptance of a first attempt that nothing waits for is written in the carrier item only (`counts`); the message item learns it
 * with the next thing that happens to it and says so (`told`). Until then the message item says `sending`, and `tell` (message-item.ts)
 * gives the state that holds. From the message it is found by way of customer-index, where a carrier item stands for its message.
 *
 *                    message item              carrier item                       who goes on after a crash
 *   intend           sending                                                      the task comes again or is dropped: stuck, then unknown
 *   accepted         sending                   counts, in customer-index
 *   its receipt      delivered, told
 *
 *   accepted, then   1. sending                counts or not                      the task comes again, or the sweep of what is stuck:
 *   something waits  2. sent, due              "                                  the carrier item is found, and the message told
 *   event first                                parked                             the events wait for the acceptance, 30 days
 *   then accepted    1. sending                attempt, parked, stuck             the sweep folds what is parked
 *                    2. delivered, told        attempt
 *
 * Two that act at once on a message and its carrier item cannot miss each other: who accepts writes the carrier item and then reads the
 * message item; who changes the message item writes it and then reads the carrier item. Both reads are consistent. Where the carrier item's key
 * is not known (an echo without the provider's id, a worker given up), customer-index lags, so the message stays `stuck` for another
 * look a minute later.
 */

/** Items that somebody has to look at lie in attention-index, spread over so many partitions. */
export const ATTENTION_SHARDS = 16;

/** What somebody has to look at an item for; `attention_at` is in parentheses. */
export const attention = {
  /** A campaign's message whose wait ends (at that time). */
  due: (campaignId: string, shard: number) => `due#${campaignId}#${shard}`,
  /** Queued and waiting for nothing (its id): found when a campaign is cancelled. */
  queued: (campaignId: string, shard: number) => `queued#${campaignId}#${shard}`,
  /** Failed and waiting for nothing (its id): what `cpaas retry` takes. */
  failed: (campaignId: string, shard: number) => `failed#${campaignId}#${shard}`,
  /**
   * Something was left half done (when it was begun): `sending` when its task was handed out again, a fallback without its next message, an
   * acceptance with parked events, or a message whose carrier item may have been missed.
   */
  stuck: (shard: number) => `stuck#${shard}`,
  /** Events without a message (when the first of them was received). */
  parked: (shard: number) => `parked#${shard}`,
} as const;

/** Keys of message items; provider ids and events that look like one are kept apart (carrierKey). */
const MESSAGE_KEY = /^[0-9a-z]{1,40}-[0-9a-z]{1,40}-\d{1,2}[swe]$/;

/** Which kind of item stands under a key. */
export function isMessageKey(key: string): boolean {
  return MESSAGE_KEY.test(key);
}

export function shardOf(id: string): number {
  return hash32(id) % ATTENTION_SHARDS;
}

/** A time as a sort key: epoch ms in 15 digits. */
export function timeKey(at: number): string {
  return String(Math.max(0, Math.ceil(at))).padStart(15, '0');
}
