import type { Channel } from '../../kernel/channel.ts';
import type { Scalar } from '../customer.ts';
import type { Period, Span } from './period.ts';

/** A number between bounds; more than one of them have to hold together, and there is at least one. */
export interface Comparison {
  readonly exactly?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly moreThan?: number;
  readonly lessThan?: number;
}

/** Things of the catalogue: what is in one of the lists. Absent or `{}`: anything. Text is compared without regard to case. */
export interface Items {
  readonly skus?: readonly string[];
  /** Names of products. */
  readonly products?: readonly string[];
  readonly categories?: readonly string[];
}

/** Purchases: of these items, each of this amount and in this currency. */
export interface PurchasedItems extends Items {
  readonly amount?: Comparison;
  /** Absent: whatever the currency. */
  readonly currency?: string;
}

/** Messages of ours: of all channels and campaigns where none is named. */
export interface MessagesOf {
  readonly channel?: Channel;
  /** A campaign's id. */
  readonly campaign?: string;
}

/**
 * What customers are ranked by. `recency` is the time of the newest purchase, `spend` the sum of amounts that are known. A field is
 * ranked by its numbers, or where nobody has one by its times.
 */
export type Measure = 'spend' | 'purchases' | 'units' | 'recency' | { readonly field: string };

/** Another field of the same customer. */
export interface OtherField {
  readonly field: string;
}

/** A field is a column of the customer list or an attribute, by its name as `fieldName` makes it. */
export type FieldQuery =
  | { readonly field: string; readonly is: Scalar }
  | { readonly field: string; readonly isNot: Scalar }
  | { readonly field: string; readonly in: readonly Scalar[] }
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly exists: boolean }
  | { readonly field: string; readonly moreThan: number | OtherField }
  | { readonly field: string; readonly atLeast: number | OtherField }
  | { readonly field: string; readonly lessThan: number | OtherField }
  | { readonly field: string; readonly atMost: number | OtherField }
  | { readonly field: string; readonly before: string | OtherField }
  | { readonly field: string; readonly after: string | OtherField }
  | { readonly field: string; readonly during: Period }
  | { readonly field: string; readonly everyYear: Period };

/** About one customer's own record, without what they did. */
export type CustomerQuery =
  | { readonly all: true }
  | FieldQuery
  | { readonly consents: Channel }
  | { readonly reachable: Channel }
  | { readonly customers: readonly string[] };

/** One thing that a customer did, or one message to them. */
export type Happening =
  | { readonly bought: Items }
  | { readonly carted: Items }
  | { readonly viewed: Items }
  | { readonly contacted: MessagesOf }
  | { readonly delivered: MessagesOf }
  | { readonly opened: MessagesOf }
  | { readonly clicked: MessagesOf };

/** What has to have happened first, and how the other has to lie behind it. */
interface AfterFirst {
  readonly first: Happening;
  /** Of the first. */
  readonly when?: Period;
  /** At most so long behind it; months and years by the calendar of UTC. Absent: at any time behind it. */
  readonly within?: Span;
  /** Of the same product: both are of things. */
  readonly sameProduct?: true;
}

/** Somebody of whom a first thing was followed by another, or of whom some first thing was not: an abandoned cart. */
export type SequenceQuery =
  | (AfterFirst & { readonly followedBy: Happening })
  | (AfterFirst & { readonly notFollowedBy: Happening });

/** About what a customer did, or what was sent to them. */
export type HistoryQuery =
  | {
      readonly bought: PurchasedItems;
      readonly when?: Period;
      /** Purchases; absent, and neither of the others there: one or more. */
      readonly times?: Comparison;
      /** Sum of their quantities. */
      readonly units?: Comparison;
      /** How many products they are of, by sku. */
      readonly differentProducts?: Comparison;
    }
  | {
      readonly carted: Items;
      readonly when?: Period;
      readonly times?: Comparison;
      readonly units?: Comparison;
    }
  | { readonly viewed: Items; readonly when?: Period; readonly times?: Comparison }
  | {
      /** Sum of the amounts: 0 for who bought nothing. */
      readonly spent: Comparison;
      readonly on?: Items;
      readonly when?: Period;
      /** Only amounts in this currency; absent: all are added as they are. */
      readonly currency?: string;
    }
  /** Mean amount of the purchases; nobody without one is in it. */
  | {
      readonly averagePurchase: Comparison;
      readonly on?: Items;
      readonly when?: Period;
      /** Only purchases in this currency; absent: all of them, as they are. */
      readonly currency?: string;
    }
  /** Percent of all they spent in that time, currencies added as they are; nobody who spent nothing, or less, is in it. */
  | { readonly shareOfSpend: Comparison; readonly on: Items; readonly when?: Period }
  | { readonly firstPurchase: Period; readonly of?: Items }
  | { readonly lastPurchase: Period; readonly of?: Items }
  /** The newest of all purchases is of these items (of several at one moment one is enough) and lies in the period: "and nothing since". */
  | { readonly newestPurchase: Items; readonly when?: Period }
  /** The same of the oldest: what somebody began with. */
  | { readonly oldestPurchase: Items; readonly when?: Period }
  | { readonly contacted: MessagesOf; readonly when?: Period; readonly times?: Comparison }
  | { readonly delivered: MessagesOf; readonly when?: Period; readonly times?: Comparison }
  | { readonly opened: MessagesOf; readonly when?: Period; readonly times?: Comparison }
  | { readonly clicked: MessagesOf; readonly when?: Period; readonly times?: Comparison }
  | { readonly failed: MessagesOf; readonly when?: Period; readonly times?: Comparison }
  | SequenceQuery;

/** How many, or how much of those who have something to measure, rounded up: `10%`. Up to 4 decimals. */
export type TopCount = number | `${number}%`;

/** Depends on all the others who are in the running: `among`, or everybody. */
export type RankedQuery =
  | {
      readonly top: TopCount;
      readonly by: Measure;
      /** `most` by default; `least` takes from the other end. Who has nothing to measure is in neither. */
      readonly order?: 'most' | 'least';
      /** With spend, purchases, units, recency: only of these items and in this time. */
      readonly on?: Items;
      readonly when?: Period;
      readonly among?: Query;
    }
  /** Percent, above 0 and up to 100: the same people each time, and other ones with another `seed`. */
  | { readonly share: number; readonly seed?: string; readonly among?: Query };

/**
 * Whom a campaign is for: the one form in which an audience is written in campaign files, stored, compiled and shown.
 *
 * - Text is compared without regard to case; `is: 5` and `is: '5'` are the same. A list is any of its values.
 * - A customer without a value is in `isNot`, and in no other comparison but `exists: false`.
 * - Numbers are compared with attributes that are numbers, times with those that are ISO 8601. A date is a whole day in UTC:
 *   `before` is before its first moment, `after` is after its last. Of two fields the moments are compared at which they begin, and
 *   nobody is in it who lacks one of them.
 * - `everyYear` compares day and month alone, as birthdays are meant, with a period that has two ends. Without a 29 February in a year,
 *   who was born on one has the 28th.
 * - `consents` is agreed, not merely unknown; `reachable` is that there is an address.
 * - `times`, `units` and `spent` compare what adds up to 0 where nothing is found: `times: { atMost: 2 }` holds for who never did.
 * - A message was `contacted` when it was accepted or may have arrived, and each of its marks counts at the time it was sent.
 * - What follows is later: of two at one moment neither follows the other.
 * - Ties of `top` go to the lower customer_id, compared as text by code points.
 */
export type Query =
  | CustomerQuery
  | HistoryQuery
  | RankedQuery
  | { readonly and: readonly Query[] }
  | { readonly or: readonly Query[] }
  | { readonly not: Query };

/** A query that nobody is in. */
export const NOBODY: Query = { not: { all: true } };
