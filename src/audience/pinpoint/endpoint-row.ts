import { createHash } from 'node:crypto';
import { parseTimeSpan } from '../iso-time.ts';
import type { NewCustomer } from '../customer.ts';
import { type CustomerField, CustomerReader } from '../import/customer-row.ts';
import type { Cell } from '../import/raw-row.ts';
import type { Problem, RowResult } from '../import/reasons.ts';
import {
  cellOf,
  type EndpointColumns,
  planEndpointColumns,
  type Role,
  valuesOf,
} from './endpoint-columns.ts';

/** The channels of Pinpoint (aws-facts 9.3) and where their addresses go here; `none`: nothing is sent there. */
const CHANNEL_TYPES: Readonly<Record<string, 'sms' | 'email' | 'none'>> = {
  SMS: 'sms',
  VOICE: 'sms',
  EMAIL: 'email',
  PUSH: 'none',
  GCM: 'none',
  APNS: 'none',
  APNS_SANDBOX: 'none',
  APNS_VOIP: 'none',
  APNS_VOIP_SANDBOX: 'none',
  ADM: 'none',
  BAIDU: 'none',
  CUSTOM: 'none',
  IN_APP: 'none',
};

/** One endpoint, before it is put together with the others of its customer. */
export interface Endpoint {
  /** The customer without an address of this endpoint: what attributes say, and without consent. */
  readonly customer: NewCustomer;
  readonly channelType: string;
  readonly channel: 'sms' | 'email' | undefined;
  /** As it is sent to; `undefined` where there is none, or none of our channels. */
  readonly address: string | undefined;
  readonly isActive: boolean;
  readonly optOut: 'none' | 'all' | 'unreadable';
  /** Epoch ms; 0: not known. */
  readonly effectiveAt: number;
}

type EndpointReader = (cells: readonly Cell[]) => RowResult<Endpoint>;

/** The columns of the customer that is made of each row, before those of the file. */
const ID = 0;
const PHONE = 1;
const EMAIL = 2;
const FIRST_FIELD = 3;

/**
 * Makes what reads endpoints under a header: an export (one JSON object a line, made flat), or the CSV that Pinpoint imports. Of an
 * endpoint with `User.UserId` that is the customer, of others the endpoint's own `Id`. Rejected is what a customer list would be
 * rejected for, and an unknown ChannelType.
 */
export function endpointReader(
  header: readonly string[],
  defaultCountry: string | undefined,
): { readonly columns: EndpointColumns; readonly read: EndpointReader } {
  const columns = planEndpointColumns(header);
  const { roles, attributes } = columns;
  const fieldIndexes: number[] = [];
  const names = ['User.UserId', 'Address', 'Address'];
  const fields = new Map<CustomerField, number>([['customer_id', ID]]);
  for (const [field, index] of columns.fields) {
    if (field !== 'phone' && field !== 'email') fields.set(field, FIRST_FIELD + fieldIndexes.length);
    fieldIndexes.push(index);
    names.push(header[index] ?? field);
  }
  fields.set('phone', PHONE).set('email', EMAIL);
  const others = attributes.map(({ name }, i) => [names.length + i, name] as const);
  for (const { name, indexes } of attributes) names.push(header[indexes[0] ?? -1] ?? name);
  const reader = new CustomerReader(names, { fields, others, repeated: undefined }, defaultCountry);
  const text = (cells: readonly Cell[], role: Role) =>
    String(valuesOf(cells[roles.get(role) ?? -1])[0] ?? '').trim();
  const filled = (cells: readonly Cell[], field: CustomerField) =>
    cellOf(cells, [columns.fields.get(field) ?? -1]);

  const read: EndpointReader = (cells) => {
    const address = text(cells, 'Address');
    const channelType = text(cells, 'ChannelType').toUpperCase() || guessType(address);
    const kept = Object.hasOwn(CHANNEL_TYPES, channelType) ? CHANNEL_TYPES[channelType] : undefined;
    if (kept === undefined)
      return { kind: 'rejected', problems: [{ reason: 'bad_channel_type', column: 'ChannelType' }] };
    const result = reader.read([
      text(cells, 'User.UserId') || text(cells, 'Id') || nameless(channelType, address),
      kept === 'sms' ? address : filled(cells, 'phone'),
      kept === 'email' ? address : filled(cells, 'email'),
      ...fieldIndexes.map((index) => cellOf(cells, [index])),
      // As lists: what is one text in Pinpoint is never a list of its pieces.
      ...attributes.map(({ indexes }) => indexes.flatMap((index) => valuesOf(cells[index]))),
    ]);
    if (result.kind === 'rejected') return result;
    const customer = { ...result.value, attributes: withoutListsOfOne(result.value.attributes) };
    const warnings: Problem[] = [...result.warnings];
    const effective = text(cells, 'EffectiveDate');
    const effectiveAt = parseTimeSpan(effective)?.startAt;
    if (effective !== '' && effectiveAt === undefined)
      warnings.push({ reason: 'bad_time', column: 'EffectiveDate' });
    const optOut = optOutOf(text(cells, 'OptOut'));
    if (optOut === 'unreadable') warnings.push({ reason: 'bad_consent', column: 'OptOut' });
    const channel = kept === 'none' ? undefined : kept;
    const { [channel ?? 'whatsapp']: own, ...addresses } = customer.addresses;
    const value: Endpoint = {
      customer: channel === undefined ? customer : { ...customer, addresses },
      channelType,
      channel,
      address: channel === undefined ? undefined : own,
      isActive: text(cells, 'EndpointStatus').toUpperCase() !== 'INACTIVE',
      optOut,
      effectiveAt: effectiveAt ?? 0,
    };
    return { kind: 'usable', value, warnings };
  };
  return { columns, read };
}

function withoutListsOfOne(attributes: NewCustomer['attributes']): NewCustomer['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const [only] = typeof value === 'object' && value.length === 1 ? value : [];
      return [name, only ?? value];
    }),
  );
}

/** A list without channels is of what its addresses look like. */
function guessType(address: string): string {
  if (address.includes('@')) return 'EMAIL';
  return /^\+?[\d\s().-]{7,}$/.test(address) ? 'SMS' : '';
}

/**
 * Lists that people imported into Pinpoint may name neither user nor endpoint: then all there is to know them by is the address, of
 * which the id is a digest. */
function nameless(channelType: string, address: string): string {
  if (address === '') return '';
  return `pinpoint-${createHash('sha256').update(`${channelType}:${address}`).digest('hex').slice(0, 24)}`;
}

function optOutOf(text: string): Endpoint['optOut'] {
  switch (text.toUpperCase()) {
    case '':
    case 'NONE':
      return 'none';
    case 'ALL':
      return 'all';
    default:
      return 'unreadable';
  }
}
