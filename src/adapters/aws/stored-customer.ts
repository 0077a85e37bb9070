import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Customer, NewCustomer } from '../../audience/customer.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import type { Item } from './dynamodb.ts';

const BUCKET_LENGTH = 2;
const KEY_LENGTH = 16;
const KEYS = 36n ** BigInt(KEY_LENGTH);
const KEY = /^[0-9a-z]{16}$/;

/** Partitions of the customers' table, in order. */
export const BUCKETS: readonly string[] = Array.from({ length: 36 ** BUCKET_LENGTH }, (_, i) =>
  i.toString(36).padStart(BUCKET_LENGTH, '0'),
);

/**
 * The key of a customer follows from the operator's id, so that nothing has to be looked up or numbered, and says nothing about it: 83 bits
 * of SHA-256 over the workspace's secret and the id. Keys are spread evenly, so an import writes to all partitions alike. Among 100 million
 * customers two meet with odds of 1 in 10^9.
 */
export function customerKey(secret: string, id: string): string {
  const digest = hash('sha256', `${secret}\ncustomer\n${id}`, 'hex');
  // The lowest digits: the highest ones of a number of 256 bits are not spread evenly in base 36.
  return (BigInt(`0x${digest}`) % KEYS).toString(36).padStart(KEY_LENGTH, '0');
}

/** The primary key of an item; `undefined`: no customer has such a key. */
export function itemKey(key: string): { readonly bucket: string; readonly customer_key: string } | undefined {
  return KEY.test(key) ? { bucket: key.slice(0, BUCKET_LENGTH), customer_key: key } : undefined;
}

const byChannel = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(CHANNELS), value);

/** As JSON has it: a record of zod would lose an attribute that is called `__proto__`. */
const attributes = z.custom<NewCustomer['attributes']>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => (Array.isArray(each) ? each.every(isScalar) : isScalar(each))),
);

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

const fields = z.object({
  id: z.string(),
  externalId: z.string().exactOptional(),
  firstName: z.string().exactOptional(),
  lastName: z.string().exactOptional(),
  addresses: byChannel(z.string()),
  country: z.string().exactOptional(),
  city: z.string().exactOptional(),
  timezone: z.string().exactOptional(),
  language: z.string().exactOptional(),
  signupAt: z.number().exactOptional(),
  preferredChannel: z.enum(CHANNELS).exactOptional(),
  consent: byChannel(z.boolean()),
  attributes,
});

const item = z.object({ customer_key: z.string(), customer: z.string(), by: z.string() });

/** An item of the table; `by` names the write. A text, because numbers of DynamoDB do not hold every double. */
export function formatCustomer(key: string, customer: NewCustomer, by: string): Item {
  return { ...itemKey(key), customer: JSON.stringify(customer), by };
}

/** @throws when it is no item of a customer. */
export function parseCustomer(stored: unknown): {
  readonly key: string;
  readonly customer: NewCustomer;
  readonly by: string;
} {
  const { customer_key: key, customer, by } = item.parse(stored);
  return { key, customer: fields.parse(JSON.parse(customer)), by };
}

/** What a row says, over what is known. */
export function merged(known: NewCustomer | undefined, given: NewCustomer): NewCustomer {
  return {
    ...known,
    ...given,
    addresses: { ...known?.addresses, ...given.addresses },
    consent: { ...known?.consent, ...given.consent },
    attributes: { ...known?.attributes, ...given.attributes },
  };
}

export function customerOf(stored: unknown): Customer {
  const { key, customer } = parseCustomer(stored);
  return { key, ...customer };
}
