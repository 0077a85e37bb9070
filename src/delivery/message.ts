import type { Content } from '../channels/provider.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Micros } from '../kernel/money.ts';

/**
 * `<campaign key>-<customer key>-<step><channel letter>`, for example `3-2s1f-1s`: derived from what the message is, so planning or
 * launching twice makes the same ids. The keys are the stores' own and say nothing about the person.
 */
export type MessageId = string & { readonly MessageId: unique symbol };

/** How many channels one customer can be tried on in one campaign. */
export const MAX_STEPS = 15;

const LETTERS: Readonly<Record<Channel, string>> = { sms: 's', whatsapp: 'w', email: 'e' };
const CHANNEL_OF: Readonly<Record<string, Channel>> = { s: 'sms', w: 'whatsapp', e: 'email' };

export interface MessageIdParts {
  readonly campaignKey: string;
  readonly customerKey: string;
  /** 1 for the first channel, 2 for the first fallback, at most MAX_STEPS. */
  readonly step: number;
  readonly channel: Channel;
}

export function messageId(parts: MessageIdParts): MessageId {
  return asMessageId(`${parts.campaignKey}-${parts.customerKey}-${parts.step}${LETTERS[parts.channel]}`);
}

/** The parts of an id, or `undefined` when `id` is none. */
export function parseMessageId(id: string): MessageIdParts | undefined {
  const first = id.indexOf('-');
  const second = id.indexOf('-', first + 1);
  if (first < 1 || second < first + 2 || id.indexOf('-', second + 1) !== -1) return undefined;
  const channel = CHANNEL_OF[id.slice(-1)];
  const step = Number(id.slice(second + 1, -1));
  if (channel === undefined || !Number.isInteger(step) || step < 1 || step > MAX_STEPS) return undefined;
  return { campaignKey: id.slice(0, first), customerKey: id.slice(first + 1, second), step, channel };
}

/** The brand's only door: for ids made here or read back from a store that was given them. */
export function asMessageId(id: string): MessageId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand has no value to check
  return id as MessageId;
}

/**
 * The echo: travels to the provider and comes back in its events. `<workspace id>.<message id>.<number>`; the workspace id keeps two
 * workspaces on one AWS account from taking each other's events.
 */
export function attemptId(workspaceId: string, id: MessageId, number: number): string {
  return `${workspaceId}.${id}.${number}`;
}

export interface AttemptRef {
  readonly messageId: MessageId;
  /** 1 for the first provider call of a message. */
  readonly number: number;
}

/** The attempt an echo names, or `undefined` when it is not one of this workspace. */
export function parseAttemptId(workspaceId: string, echo: string): AttemptRef | undefined {
  const first = echo.indexOf('.');
  const second = echo.indexOf('.', first + 1);
  if (first !== workspaceId.length || !echo.startsWith(workspaceId)) return undefined;
  if (second === -1 || echo.indexOf('.', second + 1) !== -1) return undefined;
  const id = echo.slice(first + 1, second);
  const number = Number(echo.slice(second + 1));
  if (!Number.isInteger(number) || number < 1 || parseMessageId(id) === undefined) return undefined;
  return { messageId: asMessageId(id), number };
}

/** One send on one channel to one address for one customer: written once, before anything is sent, and never changed. */
export interface Message {
  readonly id: MessageId;
  readonly campaignId: string;
  readonly channel: Channel;
  readonly originId: string;
  readonly address: string;
  /** See consent/address-key.ts. */
  readonly addressKey: string;
  readonly content: Content;
  readonly parts: number;
  readonly price: Micros;
  readonly country: string | undefined;
  /** IANA zone for quiet hours; absent: the campaign's. */
  readonly timezone: string | undefined;
  /** Epoch ms before which it is not sent; 0: at once. */
  readonly sendAt: number;
  /** Epoch ms after which it is not sent; 0: never. */
  readonly expiresAt: number;
  /** How long a receipt is waited for before the next channel is tried, in ms; 0: there is no next channel. */
  readonly receiptWaitMs: number;
}
