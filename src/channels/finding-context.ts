import type { ChannelAccount } from './account.ts';
import type { OriginAllowance } from './origin-allowance.ts';

/** What the findings of a channel are made from. */
export interface FindingContext {
  readonly account: ChannelAccount;
  /** Of the origins of this channel. */
  readonly allowances: readonly OriginAllowance[];
  /** Customers with an address on this channel by country; `''`: those without a country. */
  readonly customers: Readonly<Record<string, number>>;
  /** Templates that campaigns which are not over need. */
  readonly wantedTemplates: readonly WantedTemplate[];
}

export interface WantedTemplate {
  readonly campaignId: string;
  readonly name: string;
  readonly language: string;
}
