import type { AttributeValue, Customer, NewCustomer, Scalar } from '../customer.ts';
import { parseTimeSpan } from '../iso-time.ts';
import type { Together } from './endpoint-columns.ts';
import type { Endpoint } from './endpoint-row.ts';
import { addressDateName, CHANNEL_TYPES_SEEN, EFFECTIVE_DATE, SEGMENTS_IN } from './names.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface MergeCounts {
  /** Addresses that gave way to a newer one of the same customer and channel, or were older than it. */
  readonly otherAddresses: { sms: number; email: number };
}

/** One endpoint with what its file says about putting it together. */
export interface GivenEndpoint {
  readonly endpoint: Endpoint;
  readonly together: ReadonlyMap<string, Together>;
}

/** Attributes that are put together as lists, whatever file they came from. */
const ALWAYS_ALL: ReadonlySet<string> = new Set([CHANNEL_TYPES_SEEN, SEGMENTS_IN]);

/**
 * Puts an endpoint into its customer, who may have been there before: from the same file, another one, or an earlier import. Fields
 * and attributes of the user are those of the endpoint that was changed last, attributes of the endpoint those of all. Of two addresses of
 * one channel the one changed last is used, of two changed at once the later row's.
 *
 * Consent: OptOut ALL is no. NONE is yes, as Pinpoint sent to everybody who had not opted out; but a no that is known for this very
 * address stays.
 */
export function mergeEndpoint(
  known: Customer | NewCustomer | undefined,
  given: GivenEndpoint,
  counts: MergeCounts,
): NewCustomer {
  const { endpoint } = given;
  const { customer } = endpoint;
  const isNewest = endpoint.effectiveAt >= dateIn(known, EFFECTIVE_DATE);
  const merged: Writable<NewCustomer> =
    known === undefined
      ? { ...customer }
      : isNewest
        ? { ...withoutKey(known), ...customer }
        : { ...customer, ...withoutKey(known) };
  const signups = [known?.signupAt, customer.signupAt].filter((at) => at !== undefined);
  if (signups.length > 0) merged.signupAt = Math.min(...signups);
  merged.attributes = mergeAttributes(known?.attributes ?? {}, given, isNewest);
  // Addresses that attributes name are only used where no endpoint gives one.
  merged.addresses = { ...customer.addresses, ...known?.addresses };
  merged.consent = { ...known?.consent };
  return takeAddress(merged, known, endpoint, counts);
}

function withoutKey(customer: Customer | NewCustomer): NewCustomer {
  if (!('key' in customer)) return customer;
  const { key: _, ...rest } = customer;
  return rest;
}

function dateIn(customer: NewCustomer | undefined, name: string): number {
  const date = customer?.attributes[name];
  return typeof date === 'string' ? (parseTimeSpan(date)?.startAt ?? 0) : 0;
}

function mergeAttributes(
  known: NewCustomer['attributes'],
  given: GivenEndpoint,
  isNewest: boolean,
): NewCustomer['attributes'] {
  const { endpoint, together } = given;
  const merged = new Map(Object.entries(known));
  for (const [name, value] of Object.entries(endpoint.customer.attributes)) {
    const there = merged.get(name);
    const isList = together.get(name) === 'all' || ALWAYS_ALL.has(name);
    if (there === undefined) merged.set(name, value);
    else if (isList) merged.set(name, union(there, value));
    else if (isNewest) merged.set(name, value);
  }
  const channels = merged.get(CHANNEL_TYPES_SEEN);
  merged.set(
    CHANNEL_TYPES_SEEN,
    channels === undefined ? endpoint.channelType : union(channels, endpoint.channelType),
  );
  if (endpoint.effectiveAt > 0 && isNewest)
    merged.set(EFFECTIVE_DATE, new Date(endpoint.effectiveAt).toISOString());
  return Object.fromEntries(merged);
}

function union(known: AttributeValue, more: AttributeValue): AttributeValue {
  const values: readonly Scalar[] = [...new Set([known, more].flat())];
  return values.length === 1 ? (values[0] ?? '') : values;
}

function takeAddress(
  merged: Writable<NewCustomer>,
  known: NewCustomer | undefined,
  { channel, address, isActive, optOut, effectiveAt }: Endpoint,
  { otherAddresses }: MergeCounts,
): NewCustomer {
  if (channel === undefined || address === undefined || !isActive) return merged;
  const dateName = addressDateName(channel);
  const there = known?.addresses[channel];
  // An address that came with a consent and from Pinpoint is an endpoint's, not one of an attribute or of the operator's own list.
  const isEndpoints =
    known?.consent[channel] !== undefined && Object.hasOwn(known.attributes, CHANNEL_TYPES_SEEN);
  const isOther = there !== undefined && there !== address && isEndpoints;
  if (isOther) {
    otherAddresses[channel]++;
    if (effectiveAt < dateIn(known, dateName)) return merged;
  }
  const isNo = optOut !== 'none' || (there === address && known?.consent[channel] === false);
  const at = there === address ? Math.max(effectiveAt, dateIn(known, dateName)) : effectiveAt;
  merged.addresses = { ...merged.addresses, [channel]: address };
  merged.consent = { ...merged.consent, [channel]: !isNo };
  if (at > 0) merged.attributes = { ...merged.attributes, [dateName]: new Date(at).toISOString() };
  return merged;
}
