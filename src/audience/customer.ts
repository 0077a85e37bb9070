import type { Channel } from '../kernel/channel.ts';

/** One value as it stands in a cell. */
export type Scalar = string | number | boolean;

/** A value of an attribute that a customer list brought along beside the known columns. */
export type AttributeValue = Scalar | readonly Scalar[];

/** One person. `undefined` fields were not given; an address that could not be read never gets here. */
export interface Customer {
  /**
   * Short opaque key, unique in the workspace, given by the store when the customer first comes and never changed: lower-case
   * letters and digits. Message ids are built from it, so that ids which travel to carriers say nothing about the person.
   */
  readonly key: string;
  /** The operator's own id: `CUST-00000042`. */
  readonly id: string;
  readonly externalId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** E.164 for phones, lower-case domain for email. */
  readonly addresses: Readonly<Partial<Record<Channel, string>>>;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly city?: string;
  /** IANA name. */
  readonly timezone?: string;
  readonly language?: string;
  /** Epoch ms. */
  readonly signupAt?: number;
  readonly preferredChannel?: Channel;
  /** `true` only where the customer agreed; a channel that is not named was never agreed to. */
  readonly consent: Readonly<Partial<Record<Channel, boolean>>>;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A customer as a file gives it, before the store has given it a key. */
export type NewCustomer = Omit<Customer, 'key'>;
