import type { Channel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import type { MessageType, OriginKind } from './origin.ts';

/*
 * What an account with a provider has and allows, in words of no vendor. Types only: each channel's `account.ts` reads them, and what
 * they mean for origins and people is in `origin-allowance.ts` and in each channel's `findings.ts`.
 */

/** Why something could not be read. `missing` is the only one that says something about the thing itself. */
export const READ_PROBLEMS = [
  'no_credentials',
  'expired_credentials',
  'wrong_credentials',
  'clock_off',
  'no_permission',
  'endpoint_unknown',
  'unreachable',
  'throttled',
  'missing',
  'failed',
] as const;
export type ReadProblem = (typeof READ_PROBLEMS)[number];

/** A question to the account that got no answer. */
export interface Unread {
  /** The vendor's name of the permission for it: `sms-voice:DescribePools`. */
  readonly action: string;
  readonly problem: ReadProblem;
  /** The vendor's code of the error; never its text, which can hold names and numbers. */
  readonly code: string;
}

/** `account`: the account says so; `documented`: the vendor's documentation says so for this kind; `unknown`: nobody says. */
export type Rate =
  | { readonly basis: 'account' | 'documented'; readonly partsPerSecond: number }
  | { readonly basis: 'unknown' };

export interface OptOutSettings {
  readonly list: string;
  /** The vendor answers neither STOP nor HELP and blocks nothing: the sender has to. */
  readonly selfManaged: boolean;
}

/** Something in the account that messages can be sent from. */
export interface FoundOrigin {
  readonly channel: Channel;
  readonly kind: OriginKind;
  /** Every name a settings file may call it by: id, number, address, ARN. The first is the vendor's own id. */
  readonly names: readonly string[];
  readonly state: 'ready' | 'not_ready';
  /** The vendor's word for the state. */
  readonly stateName: string;
  /** ISO 3166-1 alpha-2 of the destinations it is for; absent: not bound to countries. */
  readonly countries?: readonly string[];
  /** Destinations it can't reach although it is not bound to countries. */
  readonly exceptCountries?: readonly string[];
  /** It may also send to other countries than its own. */
  readonly international?: boolean;
  readonly messageTypes?: readonly MessageType[];
  /** The vendor's word: `TEN_DLC`. */
  readonly numberType?: string;
  readonly capabilities?: readonly string[];
  readonly rate: Rate;
  /** Most parts in 24 hours by the name of who sets it, `T-MOBILE`; advice of the vendor, not enforced by it. */
  readonly dailyCaps?: Readonly<Record<string, number>>;
  /** What shares one rate: a 10DLC campaign's numbers. */
  readonly rateGroup?: string;
  /** The id of its registration, and the vendor's word for the state of that. */
  readonly registration?: { readonly id: string; readonly stateName?: string };
  /** Pools: what is in it. */
  readonly members?: readonly FoundOrigin[];
  /** Pools: members could not be read, so the list is not complete. */
  readonly membersUnread?: boolean;
  readonly optOuts?: OptOutSettings;
  /** WhatsApp: `GREEN`, `YELLOW`, `RED`, `UNKNOWN`. */
  readonly quality?: string;
  /** WhatsApp: the account it belongs to. Email: nothing. */
  readonly accountId?: string;
}

/** Money per month in whole US dollars: what AWS would allow, and what is in force. */
export interface SpendLimit {
  readonly name: string;
  readonly enforced: number;
  readonly most: number;
}

export const EVENT_PATHS = ['sns', 'firehose', 'cloudwatch', 'eventbridge', 'other'] as const;
export type EventPath = (typeof EVENT_PATHS)[number];

/** Where a vendor tells what became of messages. */
export interface EventDestination {
  /** The configuration set or WhatsApp account it belongs to. */
  readonly of: string;
  readonly path: EventPath;
  readonly enabled: boolean;
}

/** A WhatsApp template as the account has it. */
export interface FoundTemplate {
  readonly accountId: string;
  readonly name: string;
  readonly language: string;
  readonly stateName: string;
  readonly category: string;
}

/** What is the same for all channels of an account. `undefined` anywhere: it could not be read, and `unread` says why. */
export interface ChannelAccount {
  readonly channel: Channel;
  readonly region: string;
  /** What was found, also when some of it could not be read. */
  readonly origins: readonly FoundOrigin[];
  /** Kinds of origins that were read to their end: what is not among `origins` is not there. */
  readonly completeKinds: readonly OriginKind[];
  readonly sandbox: boolean | undefined;
  /** The vendor stopped, or limits, all sending of the account: its word. */
  readonly stopped: string | undefined;
  /** For all origins of the channel together. */
  readonly rate: Rate;
  /** Most parts in any 24 hours for all origins of the channel together; absent: no such limit. */
  readonly perDay?: number;
  readonly sentLastDay?: number;
  readonly spendLimits: readonly SpendLimit[] | undefined;
  readonly optOutLists: readonly string[] | undefined;
  /** Configuration sets (SMS, email), or WhatsApp accounts, by name. */
  readonly eventSources: readonly string[] | undefined;
  readonly eventDestinations: readonly EventDestination[] | undefined;
  readonly templates: readonly FoundTemplate[] | undefined;
  /** Email: what puts an address on the account's suppression list. */
  readonly suppressedReasons: readonly string[] | undefined;
  /** How far this machine's clock is from the vendor's, in ms; 0: near enough for it. */
  readonly clockOffsetMs: number;
  readonly unread: readonly Unread[];
}

/** How much is read: what limits and origins need, or everything a person may want to know. */
export type ReadDepth = 'limits' | 'everything';

/** How an account is read. */
export interface AccountReadOptions {
  readonly clock: Clock;
  readonly depth: ReadDepth;
  /** Names of the pools whose members are read, one call each; absent: all. */
  readonly pools?: readonly string[];
  readonly signal?: AbortSignal;
}

export const SEVERITIES = ['blocker', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing a person should know about the account, and what to do. */
export interface Finding {
  /** `sandbox`, `not_in_account`. */
  readonly code: string;
  readonly severity: Severity;
  readonly channel?: Channel;
  /** The id of the origin in the settings. */
  readonly origin?: string;
  readonly country?: string;
  /** One sentence: what is wrong and what follows. No number or address of a customer. */
  readonly sentence: string;
  /** A command to type, or a page of the console to open. */
  readonly mend?: string;
}
