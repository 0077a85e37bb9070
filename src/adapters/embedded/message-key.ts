import { type MessageId, type MessageIdParts, messageId, parseMessageId } from '../../delivery/message.ts';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';

/**
 * A message id as one integer of 53 bits, which JavaScript and SQLite both hold exactly: campaign number (17 bits), customer number
 * (30 bits), step (4 bits), channel (2 bits). A campaign is a range of keys and a customer within it a range of 64.
 */
const CUSTOMERS = 2 ** 30;
const CAMPAIGNS = 2 ** 17;
/** Keys of one customer in one campaign. */
export const CUSTOMER_SPAN = 64;
/** A number of a store as its ids write it, without another way of writing the same. */
const NUMBER = /^[1-9a-z][0-9a-z]{0,6}$/;
const CAMPAIGN_SPAN = CUSTOMERS * CUSTOMER_SPAN;

export interface KeyRange {
  readonly from: number;
  readonly to: number;
}

/** The packed key. @throws RangeError for an id of another store or beyond 131,071 campaigns and 1,073,741,823 customers. */
export function packKey(id: MessageId): number {
  const parts = parseMessageId(id);
  if (parts === undefined) throw new RangeError(`${id} is no message id.`);
  const key = keyOf(parts);
  if (key === undefined) throw new RangeError(`${id} is beyond this store's range.`);
  return key;
}

/** The packed key of an id that came from outside, or `undefined` when this store never gave it. */
export function knownKey(id: MessageId): number | undefined {
  const parts = parseMessageId(id);
  const isOurs = parts !== undefined && NUMBER.test(parts.campaignKey) && NUMBER.test(parts.customerKey);
  return isOurs ? keyOf(parts) : undefined;
}

function keyOf({ campaignKey, customerKey, step, channel }: MessageIdParts): number | undefined {
  const campaign = numberOfKey(campaignKey);
  const customer = numberOfKey(customerKey);
  if (campaign >= CAMPAIGNS || customer >= CUSTOMERS) return undefined;
  return campaign * CAMPAIGN_SPAN + customer * CUSTOMER_SPAN + step * 4 + CHANNELS.indexOf(channel);
}

export function unpackKey(key: number): MessageId {
  const campaign = Math.floor(key / CAMPAIGN_SPAN);
  const customer = Math.floor((key % CAMPAIGN_SPAN) / CUSTOMER_SPAN);
  return messageId({
    campaignKey: keyOfNumber(campaign),
    customerKey: keyOfNumber(customer),
    step: stepOf(key),
    channel: channelOf(key),
  });
}

export function channelOf(key: number): Channel {
  const channel = CHANNELS[key % 4];
  if (channel === undefined) throw new RangeError(`${key} is no message key.`);
  return channel;
}

export function stepOf(key: number): number {
  return Math.floor((key % CUSTOMER_SPAN) / 4);
}

export function campaignOf(key: number): number {
  return Math.floor(key / CAMPAIGN_SPAN);
}

/** Keys of all messages of a campaign, both ends included. */
export function campaignRange(campaign: number): KeyRange {
  return { from: campaign * CAMPAIGN_SPAN, to: (campaign + 1) * CAMPAIGN_SPAN - 1 };
}

/** Keys of all steps of the customer that `key` belongs to, in its campaign. */
export function siblingRange(key: number): KeyRange {
  const from = key - (key % CUSTOMER_SPAN);
  return { from, to: from + CUSTOMER_SPAN - 1 };
}

/** SQL for the first and last key of one customer in each campaign of the table `campaign c`; the parameter is the customer's number. */
export const CUSTOMER_RANGE_SQL = `c.number * ${CAMPAIGN_SPAN} + ? * ${CUSTOMER_SPAN} AND c.number * ${CAMPAIGN_SPAN} + ? * ${CUSTOMER_SPAN} + ${CUSTOMER_SPAN - 1}`;

export function numberOfKey(key: string): number {
  return Number.parseInt(key, 36);
}

export function keyOfNumber(number: number): string {
  return number.toString(36);
}
