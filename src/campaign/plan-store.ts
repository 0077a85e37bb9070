import type { Message, MessageId } from '../delivery/message.ts';

export interface Skip {
  readonly customerKey: string;
  readonly reason: string;
}

/** What the feed needs to know about a message. */
export interface PlannedMessage {
  readonly id: MessageId;
  readonly parts: number;
}

/** Decisions of a campaign: one for each customer, a message to send or a reason not to. Adding the same again changes nothing. */
export interface PlanStore {
  /**
   * Adds decisions of first steps. With a `round` that is not the newest nothing is added and the answer is `false`: somebody else has begun
   * to plan the campaign since.
   */
  append(
    campaignId: string,
    sends: readonly Message[],
    skips: readonly Skip[],
    round?: number,
  ): Promise<boolean>;
  /**
   * Begins the plan of a draft anew: drops every decision and answers the number of the round that begins. `undefined`: the campaign is no
   * draft, and nothing was dropped.
   */
  clear(campaignId: string): Promise<number | undefined>;
  /**
   * Messages of one lane after `after`, in a fixed order. It may leave out what the ledger has started; it gives again what is queued
   * there and waits for nothing, and perhaps what is being sent.
   */
  page(
    campaignId: string,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly PlannedMessage[]>;
  /** Messages by id, fallbacks too; unknown ids are left out. */
  load(ids: readonly MessageId[]): Promise<readonly Message[]>;
  skipsOf(customerKey: string): Promise<readonly { readonly campaignId: string; readonly reason: string }[]>;
  /** Messages of one customer, fallbacks too, newest campaign first; of one campaign, or all. */
  ofCustomer(customerKey: string, campaignId?: string): Promise<readonly Message[]>;
}
